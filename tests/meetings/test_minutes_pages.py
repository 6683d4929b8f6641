"""The pages of minutes, the copy as PDF, and what is kept of them about people."""

from datetime import timedelta

import pytest

from accounts.models import LegalHold
from core import clock
from core.audit.models import Record
from core.clock import now
from iag_portal.pages.queries import what_needs_you
from meetings import actions, queries
from meetings.copies.minutes import lay_out_minutes
from meetings.models import Correction, Meeting, Minutes, MinutesItem, MinutesVersion
from meetings.personal_data import PERSONAL_DATA
from tests.meetings.minuted import SAID, item, propose, said_in_writing, write
from tests.meetings.pages import get, press, questions, url, words
from tests.pdf.reading import body, failures, pages, words_of
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def page(user, minutes):
    return words(get(user, "minutes", minutes.meeting_id))


# --- From the meeting to the agreement --------------------------------------------------------


def test_the_secretary_drafts_writes_and_publishes_and_the_chair_agrees(people, held, later):
    meeting = get(people.secretary, "meeting", held.pk)
    assert "Draft the minutes" in words(meeting)
    assert press(people.secretary, "minutes-draft", held.pk).status_code == 302
    minutes = Minutes.objects.get()
    fields = {"body": "Peonies at the door", "after": 0}
    press(people.secretary, "minutes-write", item(minutes, 1).pk, fields=fields)
    asked = words(get(people.secretary, "minutes-publish", held.pk))
    assert "Nothing is written yet of: 2. Front counter 3. Any other business" in asked
    assert "1. Welcome" not in asked
    press(people.secretary, "minutes-publish", held.pk, fields={"working_days": "5"})
    assert "Peonies at the door" in page(people.member, minutes)
    assert "Read the minutes" in words(get(people.member, "meeting", held.pk))
    press(people.chair, "minutes-agree", held.pk, fields={"meeting": later.pk})

    text = page(people.member, minutes)
    assert "as a correct record." in text
    assert "Agreed at: Summer meeting" in text
    assert "Propose a correction" not in text


def test_who_saves_second_gets_both_on_the_page(people, drafted):
    row = item(drafted, 1)
    sent = {"body": "Lilies", "after": 0}
    answer = press(people.secretary, "minutes-write", row.pk, fields=sent)

    assert answer.status_code == 409
    assert SAID[1] in words(answer)
    assert "Lilies" in words(answer)
    assert 'name="after" value="1"' in answer.content.decode()


def test_of_an_item_without_words_the_page_says_so(people, held):
    minutes = actions.draft_minutes(actor=people.secretary, meeting=held)
    text = page(people.chair, minutes)

    assert text.count("Nothing is written of this item.") == 3  # not of the one with an action


def test_a_member_gets_no_button_that_is_not_for_them(people, drafted, held):
    assert "Draft the minutes" not in words(get(people.member, "meeting", held.pk))
    assert "Read the minutes" not in words(get(people.member, "meeting", held.pk))
    actions.publish_minutes(actor=people.secretary, minutes=drafted, working_days=10)
    text = page(people.member, drafted)
    assert ("Write of" in text, "Record that they were agreed" in text) == (False, False)
    assert "Propose a correction of Welcome" in text


def test_earlier_versions_are_shown_with_what_they_changed(people, published):
    correction = propose(people.member, published)
    actions.accept_correction(
        actor=people.chair, correction=correction, body="Pansies at the door", after=1
    )
    text = words(get(people.police_lead, "minutes-versions", item(published, 1).pk))

    assert "[removed] Peonies" in text
    assert "[added] Pansies" in text


def test_what_a_draft_said_before_is_for_those_who_write_minutes(people, drafted):
    write(people.secretary, drafted, 1, "Lilies at the door")
    actions.publish_minutes(actor=people.secretary, minutes=drafted, working_days=10)
    row = item(drafted, 1)
    links = {who: "Earlier versions of Welcome" in page(getattr(people, who), drafted)
             for who in ("chair", "secretary", "member", "police_lead")}  # fmt: skip
    assert links == {"chair": True, "secretary": True, "member": False, "police_lead": False}
    correction = propose(people.member, drafted, says="Lilies", should_say="Pansies")
    actions.accept_correction(
        actor=people.chair, correction=correction, body="Pansies at the door", after=2
    )
    for who in ("member", "police_lead", "observer"):
        text = words(get(getattr(people, who), "minutes-versions", row.pk))
        assert ("Lilies" in text, "Pansies" in text, "Peonies" in text) == (True, True, False)
        assert "Earlier versions of Welcome" in page(getattr(people, who), drafted)
    assert "Peonies" in words(get(people.chair, "minutes-versions", row.pk))


def test_what_was_typed_comes_back_when_the_minutes_were_published_meanwhile(people, published):
    row = item(published, 1)
    answer = press(people.secretary, "minutes-write", row.pk, fields={"body": "Lilies", "after": 1})

    assert answer.status_code == 403
    assert "What they say is changed by a correction." in words(answer)
    assert "Lilies" in words(answer)
    answer = press(people.member, "minutes-write", row.pk, fields={"body": "Lilies", "after": 1})
    assert (answer.status_code, "Lilies" in words(answer)) == (403, False)


def test_the_days_that_were_given_the_last_time_are_offered_again(people, published, later):
    Minutes.objects.update(checked_for=3)
    Meeting.objects.filter(pk=later.pk).update(state="ended", ended_at=now())
    actions.draft_minutes(actor=people.chair, meeting=Meeting.objects.get(pk=later.pk))

    assert 'value="3"' in get(people.chair, "minutes-publish", later.pk).content.decode()


def test_the_page_asks_no_more_with_more_items_people_and_corrections(people, published, ama):
    client, address = signed_in(people.chair), url("minutes", published.meeting_id)
    propose(people.member, published)
    before = questions(client, address)
    meeting = published.meeting
    for number in range(5, 8):
        said_in_writing(people.member, meeting, 1, "Tansy", minutes=number)
        added = meeting.agenda.create(number=number, title=f"More {number}")
        row = MinutesItem.objects.create(minutes=published, item=added, body="More")
        Correction.objects.create(
            minutes_item=row, says="More", why="Less", proposed_by=people.member
        )

    assert questions(client, address) == before
    assert before <= 40


# --- The copy ---------------------------------------------------------------------------------


def copied(reader, minutes, **more):
    document = queries.minutes_document(minutes, reader)
    copy = queries.copy_of_minutes(document, reader)
    return lay_out_minutes(copy, {"document": document, "meeting": minutes.meeting}, **more)


@pytest.mark.pdf
def test_the_copy_is_pdf_ua_and_the_check_minds_where_it_is_not(people, published):
    propose(people.member, published)

    assert failures(copied(people.chair, published)) == []
    assert len(failures(copied(people.chair, published, variant=None))) > 3


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("who", "hidden"),
    [("chair", []), ("police_lead", [SAID[4], "Violets"]), ("ama", [SAID[2], "Keep a line"])],
)
def test_the_copy_says_what_the_page_says_and_no_more(people, published, ama, who, hidden):
    reader = ama if who == "ama" else getattr(people, who)
    said_in_writing(people.member, published.meeting, 2, "Quinces in writing", minutes=20)
    propose(people.member, published)
    page = get(reader, "minutes", published.meeting_id).content.decode()
    printed = body(copied(reader, published))

    printed_words, _own, whose = printed.partition("This copy was made for")
    printed_words = printed_words.removesuffix(f"{published.meeting.get_marking_display()}. ")
    assert "".join(printed_words.split()) == "".join(words_of(page, "<article").split())
    assert whose.startswith(f" {reader.name} on ")
    assert [words for words in hidden if words in printed] == []


@pytest.mark.pdf
def test_each_page_of_the_copy_has_its_reader_and_the_marking(people, published):
    read = pages(copied(people.chair, published))

    assert {people.chair.name in below for _above, _body, below in read} == {True}
    assert {"OFFICIAL" in above for above, _body, _below in read} == {True}


@pytest.mark.pdf
def test_who_takes_a_copy_is_on_record_and_gets_a_file(people, published):
    answer = press(people.member, "minutes-copy", published.meeting_id)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    record = Record.objects.filter(event="minutes_copy.taken").get()
    assert (record.actor, record.facts) == (people.member, {"minutes_id": published.pk})


# --- Home -------------------------------------------------------------------------------------


def test_home_says_until_when_there_are_minutes_to_check(people, published, newcomer):
    assert [what_needs_you(people.member)["minutes"], what_needs_you(newcomer)["minutes"]] == [
        [published],
        [],
    ]
    home = words(signed_in(people.member).get("/"))
    assert "Minutes to check" in home
    with clock.at(now() + timedelta(days=40)):
        people.member.forget()
        assert what_needs_you(people.member)["minutes"] == []


# --- What is kept about people ----------------------------------------------------------------


def test_the_copy_of_ones_own_data_has_what_one_wrote_and_proposed(people, published):
    propose(people.member, published)
    mine = list(PERSONAL_DATA.sections["minutes"](people.member))
    written = [row["wrote"] for row in PERSONAL_DATA.sections["minutes"](people.chair)]

    assert [(row["item"], row["should say"], row["why"]) for row in mine] == [
        (1, "Pansies", "I brought them")
    ]
    assert written == list(SAID.values())


def test_where_a_name_stands_in_minutes_is_told_to_those_who_read_the_item(people, published):
    propose(people.member, published, 4)
    row = item(published, 4)

    for text in (row, row.versions.get(), row.corrections.get()):
        assert PERSONAL_DATA.where(people.member, text) == row.get_absolute_url()
        assert PERSONAL_DATA.where(people.secretary, text) is None
        assert PERSONAL_DATA.group(text) == people.group.pk


def test_minutes_go_with_their_meeting_also_when_they_are_agreed(people, published, later):
    correction = propose(people.member, published)
    actions.accept_correction(actor=people.chair, correction=correction, body="Pansies", after=1)
    actions.agree_minutes(actor=people.chair, minutes=published, meeting=later)
    for action in published.meeting.actions.all():
        actions.withdraw_action(actor=people.chair, action=action, words="Too late.")
    actions.remove_expired_meetings(actor=None, ids=[later.pk])
    assert Minutes.objects.get().agreed_in is None
    actions.remove_expired_meetings(actor=None, ids=[published.meeting_id])

    left = [model.objects.count() for model in (Minutes, MinutesItem, MinutesVersion, Correction)]
    assert left == [0, 0, 0, 0]


def test_a_hold_keeps_minutes_and_covers_who_corrected_them(people, published, newcomer):
    Correction.objects.create(
        minutes_item=item(published, 1), says="Peonies", why="No", proposed_by=newcomer
    )
    assert PERSONAL_DATA.holds(newcomer) is False
    actions.hold_meeting(actor=people.chair, meeting=published.meeting, reason="An inquest")
    assert PERSONAL_DATA.holds(newcomer) is True
    Meeting.objects.filter(pk=published.meeting_id).update(starts_at=now() - 8 * YEAR)
    actions.remove_expired_meetings(actor=None, ids=[published.meeting_id])

    assert (Minutes.objects.count(), LegalHold.objects.count()) == (1, 1)


def test_what_is_written_under_a_hold_takes_nothing_away(people, drafted):
    actions.hold_meeting(actor=people.chair, meeting=drafted.meeting, reason="An inquest")
    write(people.chair, drafted, 1, "Lilies")

    assert [row.body for row in item(drafted, 1).versions.all()] == [SAID[1], "Lilies"]
