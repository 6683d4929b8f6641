"""People propose what minutes should say, for some days; the chair or the secretary answers."""

from datetime import timedelta

import pytest

from core import clock
from core.clock import now
from core.dates import day
from core.notices.models import Notice
from core.policy import ChangedMeanwhile, Refused
from iag_portal.pages.recordings import corrections
from meetings import actions
from meetings.forms.corrections import corrected
from meetings.models import Correction, Minutes
from tests.meetings.minuted import SAID, item, propose
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CHANGED = "Pansies at the door"


def accept(actor, correction, body=CHANGED, after=1):
    return actions.accept_correction(actor=actor, correction=correction, body=body, after=after)


def facts_of(correction):
    row = correction.minutes_item
    return {
        "minutes_id": row.minutes_id, "minutes_item_id": row.pk, "space": "",
        "topic_id": row.item.topic_id, "correction_id": correction.pk,
    }  # fmt: skip


def test_an_accepted_one_changes_the_words_and_the_version_says_so(people, published):
    with recorded() as records:
        correction = propose(people.member, published)
        accept(people.secretary, correction)

    row = item(published, 1)
    assert (row.body, row.version, row.versions.last().correction) == (CHANGED, 2, correction)
    facts = facts_of(correction)
    assert records == [
        ("correction.proposed", people.member.pk, facts),
        ("correction.accepted", people.secretary.pk, facts),
    ]


def test_a_refused_one_changes_nothing_and_says_why(people, published):
    correction = propose(people.police_lead, published)
    with refused("Say why."):
        actions.refuse_correction(actor=people.chair, correction=correction, answer="")
    actions.refuse_correction(actor=people.chair, correction=correction, answer="I saw peonies.")

    assert (item(published, 1).body, correction.state) == (SAID[1], "refused")
    assert "I saw peonies." in words(get(people.member, "minutes", published.meeting_id))


def test_each_is_answered_once(people, published):
    correction = propose(people.member, published)
    actions.refuse_correction(actor=people.chair, correction=correction, answer="No.")

    with refused("This correction was answered already."):
        accept(people.secretary, correction)


def test_of_two_corrections_the_second_is_set_into_what_the_first_left(people, published):
    first, second = propose(people.member, published), propose(people.chair, published)
    accept(people.secretary, first)

    with pytest.raises(ChangedMeanwhile):
        accept(people.chair, second, body="Roses")
    second.refresh_from_db()
    assert (item(published, 1).body, second.state) == (CHANGED, "proposed")


def test_nobody_proposes_nothing_or_without_a_reason(people, published):
    with refused("Say what is wrong, or what is missing."):
        propose(people.member, published, says="", should_say="")
    with refused("Say why."):
        propose(people.member, published, why="")


def test_those_who_were_invited_propose_until_the_end_of_the_last_day(people, published, newcomer):
    with refused("Only people who were invited to this meeting can do this."):
        propose(newcomer, published)
    with clock.at(now() + timedelta(days=40)):
        with refused(
            "The time to propose corrections is over. Tell the chair before the next meeting."
        ):
            propose(people.member, published)
        propose(people.secretary, published)  # what the next meeting said
    Minutes.objects.update(check_until=clock.today())
    propose(people.member, Minutes.objects.get())

    assert Correction.objects.count() == 2


def test_nobody_corrects_what_they_do_not_read(people, published, ama):
    for person, number in ((people.observer, 4), (people.police_lead, 4), (ama, 2)):
        with refused("You do not have access to the minutes of this item."):
            propose(person, published, number)
        assert get(person, "correction-propose", item(published, number).pk).status_code == 404


def test_the_secretary_writes_down_what_leroy_says_on_the_telephone(people, published, leroy):
    correction = propose(people.secretary, published, user=leroy)

    assert (correction.proposed_by, correction.recorded_by) == (leroy, people.secretary)
    assert "(written down for them)" in words(get(people.member, "minutes", published.meeting_id))
    with pytest.raises(Refused):
        propose(people.member, published, user=leroy)


def test_what_leroy_says_at_the_next_meeting_is_written_down_for_him_too(people, published, leroy):
    with clock.at(now() + timedelta(days=40)):
        correction = propose(people.secretary, published, user=leroy)

    assert correction.proposed_by == leroy


def test_nothing_is_written_down_for_who_does_not_read_the_item(people, published, ama, newcomer):
    sentence = "They cannot read what the minutes say of this item, or were not invited."
    for person, number in ((ama, 2), (newcomer, 1), (people.observer, 4)):
        with refused(sentence):
            propose(people.chair, published, number, user=person)
    assert Correction.objects.count() == 0


def test_the_secretary_answers_nothing_in_an_item_for_members(people, published):
    correction = propose(people.member, published, 4)

    assert get(people.secretary, "correction-accept", correction.pk).status_code == 404
    with pytest.raises(Refused):
        accept(people.secretary, correction)
    page = words(get(people.secretary, "minutes", published.meeting_id))
    assert "I brought them" not in page


@pytest.mark.parametrize(
    ("says", "should_say", "becomes"),
    [
        ("Peonies", "Pansies", "Pansies at the door"),
        ("", "And tea.", "Peonies at the door\n\nAnd tea."),
        ("Peonies at", "", " the door"),
        ("Roses", "Pansies", "Peonies at the door"),
        ("o", "0", "Peonies at the door"),  # which of the two is meant, nobody knows
    ],
)
def test_the_form_begins_with_the_correction_in_its_place_where_that_is_certain(
    says, should_say, becomes
):
    correction = Correction(says=says, should_say=should_say)

    assert corrected("Peonies at the door", correction) == becomes


# --- Who is told ------------------------------------------------------------------------------


def told(kind):
    from core.jobs import run_due_jobs  # noqa: PLC0415

    run_due_jobs()
    return sorted(notice.recipient.name for notice in Notice.objects.filter(kind=kind))


def test_everybody_who_was_invited_is_told_but_who_did_it(people, published, later, ama, leroy):
    others = [
        people.chair, people.vice_chair, people.member, people.police_lead, people.officer,
        people.observer, people.interpreter, ama, leroy,
    ]  # fmt: skip
    assert told("minutes.published") == sorted(person.name for person in others)
    actions.agree_minutes(actor=people.chair, minutes=published, meeting=later)
    agreed = [*others[1:], people.secretary]
    assert told("minutes.agreed") == sorted(person.name for person in agreed)


def test_who_can_answer_is_told_and_then_who_proposed_it(people, published):
    first, second = propose(people.member, published), propose(people.member, published, 4)
    assert told("correction.proposed") == sorted(
        [people.chair.name, people.vice_chair.name] * 2 + [people.secretary.name]
    )
    accept(people.secretary, first)
    actions.refuse_correction(actor=people.chair, correction=second, answer="No.")

    assert told("correction.accepted") == [people.member.name]
    assert told("correction.refused") == [people.member.name]


def test_the_printed_card_says_what_was_written_down_for_him_to_who_reads_the_item(
    people, published, leroy
):
    propose(people.secretary, published, user=leroy)
    propose(people.chair, published, 4, user=leroy, why="The window was open")
    place = leroy.memberships.get()
    recipients = {
        who: [
            (row.what, row.words) for row in corrections(place, getattr(people, who), now() - DAY)
        ]
        for who in ("chair", "secretary")
    }

    when = f"in “Quarterly meeting” of {day(published.meeting.starts_at)}"
    first = (
        f"Correction of the minutes of “Welcome” (Waiting for an answer), {when}",
        "It says: Peonies\nIt should say: Pansies\nWhy: I brought them",
    )
    second = (
        f"Correction of the minutes of “Violets inside” (Waiting for an answer), {when}",
        "It says: Peonies\nIt should say: Pansies\nWhy: The window was open",
    )
    assert recipients == {"chair": [first, second], "secretary": [first]}


# --- Pages ------------------------------------------------------------------------------------


def test_somebody_proposes_and_the_chair_accepts_on_the_pages(people, published):
    row = item(published, 1)
    fields = {"says": "Peonies", "should_say": "Pansies", "why": "I brought them"}
    press(people.member, "correction-propose", row.pk, fields=fields)
    correction = Correction.objects.get()
    form = get(people.chair, "correction-accept", correction.pk)
    assert 'name="after" value="1"' in form.content.decode()
    assert CHANGED in words(form)
    answer = press(
        people.chair, "correction-accept", correction.pk, fields={"body": CHANGED, "after": 1}
    )

    assert answer.status_code == 302
    assert CHANGED in words(get(people.observer, "minutes", published.meeting_id))


def test_what_is_wrong_with_a_correction_is_said_beside_what_was_typed(people, published):
    row = item(published, 1)
    answer = press(people.member, "correction-propose", row.pk, fields={"why": "Because of tea"})

    assert answer.status_code == 422
    assert "Say what is wrong, or what is missing" in words(answer)
    assert "Because of tea" in words(answer)


def test_what_was_typed_comes_back_when_the_minutes_were_agreed_meanwhile(people, published, later):
    row = item(published, 1)
    actions.agree_minutes(actor=people.chair, minutes=published, meeting=later)
    fields = {"should_say": "Pansies", "why": "Because of tea"}
    answer = press(people.member, "correction-propose", row.pk, fields=fields)

    assert answer.status_code == 403
    assert "These minutes are a draft, or agreed already." in words(answer)
    assert "Because of tea" in words(answer)


def test_what_was_typed_comes_back_to_who_answers_second(people, published):
    correction = propose(people.member, published)
    accept(people.chair, correction)
    typed = {
        "correction-accept": {"body": "Tulips by the door", "after": 2},
        "correction-refuse": {"answer": "Tulips by the door"},
    }
    for name, fields in typed.items():
        answer = press(people.secretary, name, correction.pk, fields=fields)
        assert answer.status_code == 403
        assert "This correction was answered already." in words(answer)
        assert "Tulips by the door" in words(answer)
        answer = press(people.member, name, correction.pk, fields=fields)
        assert (answer.status_code, "Tulips" in words(answer)) == (403, False)
