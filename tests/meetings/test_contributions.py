"""What is said in writing: a turn in the one queue, read by nobody before, kept with its item."""

import pytest
from django.urls import reverse

from accounts.models import LegalHold
from meetings import actions, queries
from meetings.live import MeetingPage
from meetings.models import Attendance, SpeakerRequest
from meetings.personal_data import PERSONAL_DATA
from tests.factories import MeetingFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import HTMX, get, press, region, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
SAID = "Zinnia: two buses each way is not a front counter."
EVERYBODY = ("chair", "vice_chair", "member", "secretary", "police_lead", "officer", "observer")


def write(person, meeting, text=SAID):
    return actions.write_contribution(actor=person, meeting=meeting, text=text)


def call(people, request):
    request.refresh_from_db()
    actions.call_speaker(actor=people.chair, request=request)


def everything(person, meeting):
    """Every region as the socket would bring it to this person, and both pages themselves."""
    page = MeetingPage()
    thing = page.find(meeting.stream)
    audience = page.audiences(thing, [person.pk])[person.pk]
    drawn = "".join(page.draw(thing, audience, page.every_region()).values())
    return drawn + get(person, "live", meeting.pk).text + get(person, "meeting", meeting.pk).text


def readers(people, meeting):
    return {role for role in EVERYBODY if "Zinnia" in everything(getattr(people, role), meeting)}


@pytest.fixture
def at_counter(people, open_meeting):
    """The meeting at its second item, which is on a topic."""
    item = open_meeting.agenda.get(number=2)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    open_meeting.refresh_from_db()
    return open_meeting


def test_it_takes_its_turn_in_the_queue_and_nobody_reads_it_before(people, at_counter):
    actions.raise_hand(actor=people.police_lead, meeting=at_counter)
    with recorded() as records:
        contribution = write(people.member, at_counter)

    facts = {
        "meeting_id": at_counter.pk,
        "request_id": contribution.pk,
        "user_id": people.member.pk,
    }
    assert records == [("contribution.written", people.member.pk, facts)]
    entries = [
        (entry.user_id, entry.place, entry.mode_words, entry.words)
        for entry in queries.floor_of(at_counter).queue
    ]
    assert entries == [
        (people.police_lead.pk, 1, "In the room", ""),
        (people.member.pk, 2, "In writing", ""),
    ]
    # Its author has it on the page of the meeting alone.
    assert readers(people, at_counter) == {"member"}


def test_once_it_is_called_everybody_in_the_meeting_reads_it(people, at_counter):
    call(people, write(people.member, at_counter))

    assert readers(people, at_counter) == set(EVERYBODY)
    assert "Read out for Doreen Whitcombe" in region(
        get(people.chair, "live", at_counter.pk), "contribution"
    )


def test_it_is_kept_with_its_item_for_those_who_read_the_item(people, at_counter):
    contribution = write(people.member, at_counter)
    call(people, contribution)
    contribution.refresh_from_db()
    actions.finish_speaker(actor=people.chair, request=contribution)
    actions.end_meeting(actor=people.chair, meeting=at_counter)

    page = words(get(people.chair, "meeting", at_counter.pk))
    assert "Said in writing 2. Front counter Doreen Whitcombe read out at" in page
    reads = {
        role
        for role in EVERYBODY
        if "Zinnia" in get(getattr(people, role), "meeting", at_counter.pk).text
    }
    # The officer heard it in the room, and is not invited to the topic of the item.
    assert reads == set(EVERYBODY) - {"officer"}


def test_whoever_declared_an_interest_in_its_item_reads_nothing_of_it(people, at_counter, ama):
    item = at_counter.item
    contribution = write(people.member, at_counter)
    actions.declare_interest(actor=ama, item=item, reason="I work there.")
    call(people, contribution)
    assert "Zinnia" in everything(people.observer, at_counter)
    assert "Zinnia" not in everything(ama, at_counter)

    # Nor when it is read out late, in an item of which she does take part.
    actions.start_item(actor=people.chair, meeting=at_counter, item=at_counter.agenda.get(number=3))
    assert "Zinnia" in everything(people.observer, at_counter)
    assert "Zinnia" not in everything(ama, at_counter)


def test_what_somebody_wrote_before_they_declared_an_interest_is_not_read_out(
    people, at_counter, ama
):
    item = at_counter.item
    write(ama, at_counter)
    actions.start_item(actor=people.chair, meeting=at_counter, item=at_counter.agenda.get(number=3))
    write(people.member, at_counter)

    for person in (ama, people.member):
        actions.declare_interest(actor=person, item=item, reason="I work there.")

    # What was handed in on another item stays in the queue.
    queue = queries.floor_of(at_counter).queue
    assert [hand.user_id for hand in queue] == [people.member.pk]
    assert "Zinnia" not in everything(people.chair, at_counter)


def test_an_interest_declared_at_another_meeting_on_the_topic_closes_it_afterwards(
    people, at_counter, ama
):
    contribution = write(people.member, at_counter)
    call(people, contribution)
    actions.end_meeting(actor=people.chair, meeting=at_counter)
    assert "Zinnia" in get(ama, "meeting", at_counter.pk).text
    elsewhere = MeetingFactory(group=people.group)
    other = elsewhere.agenda.create(number=1, title="Again", topic=at_counter.item.topic)
    other.recusals.create(user=ama, reason="I work there now.")

    assert "Zinnia" not in get(ama, "meeting", at_counter.pk).text
    assert "Zinnia" in get(people.member, "meeting", at_counter.pk).text


def test_of_an_item_for_members_others_read_nothing_also_when_the_next_has_begun(people, meeting):
    planned = actions.PlannedItem("Alone", None, members_only=True)
    item = actions.add_item(actor=people.chair, meeting=meeting, planned=planned)
    actions.open_meeting(actor=people.chair, meeting=meeting)
    actions.start_item(actor=people.chair, meeting=meeting, item=item)
    meeting.refresh_from_db()
    contribution = write(people.member, meeting)
    actions.start_item(actor=people.chair, meeting=meeting, item=meeting.agenda.get(number=3))

    call(people, contribution)

    assert readers(people, meeting) == {"chair", "vice_chair", "member"}


def test_its_author_changes_it_until_it_is_read_out(people, at_counter):
    contribution = write(people.member, at_counter)
    actions.change_contribution(actor=people.member, request=contribution, text="Keep it open.")
    contribution.refresh_from_db()
    assert contribution.words == "Keep it open."
    call(people, contribution)

    with refused("These words wait no longer."):
        actions.change_contribution(actor=people.member, request=contribution, text="No.")


@pytest.mark.parametrize("role", ["chair", "secretary", "police_lead", "observer"])
def test_nobody_else_reads_changes_or_takes_it_back(people, at_counter, role):
    contribution, person = write(people.member, at_counter), getattr(people, role)
    sentence = "Only who wrote these words can change them or take them back."
    for action, more in (
        (actions.change_contribution, {"text": "No."}),
        (actions.lower_hand, {}),
    ):
        with refused(sentence):
            action(actor=person, request=contribution, **more)

    page = get(person, "contribution-change", contribution.pk)

    assert (page.status_code, "Zinnia" in page.text) == (403, False)


def test_taken_back_its_words_are_gone(people, at_counter):
    contribution = write(people.member, at_counter)

    press(people.member, "my-hand-lower", at_counter.pk)

    contribution.refresh_from_db()
    assert (contribution.state, contribution.words) == ("lowered", "")


def test_under_a_legal_hold_nothing_of_it_is_changed(people, at_counter):
    contribution = write(people.member, at_counter)
    actions.hold_meeting(actor=people.chair, meeting=at_counter, reason="An inquiry")
    held = "A legal hold covers this meeting: nothing of it is changed."
    assert LegalHold.on(at_counter) is not None

    with refused(held):
        actions.change_contribution(actor=people.member, request=contribution, text="No.")
    with refused(held):
        actions.lower_hand(actor=people.member, request=contribution)


def test_who_leaves_is_read_out_all_the_same(people, at_counter):
    actions.come_in(actor=people.member, meeting=at_counter, mode=Attendance.Mode.VIDEO)
    write(people.member, at_counter)

    actions.leave(actor=people.member, meeting=at_counter)

    assert [hand.user_id for hand in queries.floor_of(at_counter).queue] == [people.member.pk]


def test_what_was_not_reached_is_its_authors_alone(people, at_counter):
    write(people.member, at_counter)

    actions.end_meeting(actor=people.chair, meeting=at_counter)

    pages = {role: get(getattr(people, role), "meeting", at_counter.pk) for role in EVERYBODY}
    assert {role for role, page in pages.items() if "Zinnia" in page.text} == {"member"}
    assert "was not read out, and only you read it" in words(pages["member"])


def test_the_secretary_enters_what_somebody_told_by_telephone(people, at_counter, leroy):
    fields = {"user": leroy.pk, "text": SAID}
    press(people.secretary, "contribution-write-for", at_counter.pk, fields=fields)

    [entry] = queries.floor_of(at_counter).queue
    assert (entry.user_id, entry.recorded_by_id, entry.mode_words) == (
        leroy.pk,
        people.secretary.pk,
        "In writing",
    )
    contribution = SpeakerRequest.objects.get()
    assert "Zinnia" in get(people.secretary, "contribution-change", contribution.pk).text
    actions.lower_hand(actor=people.secretary, request=contribution)
    for role in ("chair", "member"):
        with refused("Only the secretary can do this."):
            actions.write_contribution(
                actor=getattr(people, role), meeting=at_counter, text=SAID, user=leroy
            )


def test_who_may_raise_no_hand_writes_nothing(people, at_counter, ama):
    with refused("They cannot speak now: they observe, sent apologies or declared an interest."):
        actions.write_contribution(
            actor=people.secretary, meeting=at_counter, text=SAID, user=people.observer
        )
    with refused("Observers listen; the chair can ask them to speak."):
        write(people.observer, at_counter)
    actions.declare_interest(actor=ama, item=at_counter.item, reason="I work there.")
    with refused("You declared an interest in this item, so you take no part in it."):
        write(ama, at_counter)


def test_it_is_written_and_changed_on_the_live_page(people, at_counter):
    client = signed_in(people.member)
    address = reverse("meetings:contribution-write", args=[at_counter.pk])
    wrong = client.post(address, {"text": " "}, headers=HTMX)
    assert (wrong.status_code, wrong.text) == (422, "Enter what you want to say")
    again = client.post(address, {"text": "z" * 1001})
    assert (again.status_code, "z" * 1001 in again.text) == (422, True)
    assert client.post(address, {"text": SAID}, headers=HTMX).status_code == 204

    mine = reverse("meetings:my-contribution", args=[at_counter.pk])
    assert "Zinnia" in client.get(mine, headers=HTMX).text
    assert "Zinnia" in client.get(mine).text
    change = reverse("meetings:contribution-change", args=[SpeakerRequest.objects.get().pk])
    assert client.post(change, {"text": "Keep it."}, headers=HTMX).status_code == 204
    wrong = client.post(change, {"text": ""}, headers=HTMX)
    assert (wrong.status_code, wrong.text) == (422, "Enter what you want to say")
    assert SpeakerRequest.objects.get().words == "Keep it."
    assert signed_in(people.chair).get(mine).status_code == 404


def test_it_is_in_the_copy_of_ones_own_data_and_a_name_in_it_shows_to_its_readers(
    people, at_counter
):
    contribution = write(people.member, at_counter)

    [row] = PERSONAL_DATA.sections["speaking"](people.member)
    assert (row["kind"], row["words"]) == ("In writing", SAID)
    assert list(PERSONAL_DATA.sections["speaking"](people.chair)) == []
    assert PERSONAL_DATA.where(people.chair, contribution) is None
    call(people, contribution)
    contribution.refresh_from_db()
    assert PERSONAL_DATA.where(people.chair, contribution) == at_counter.get_absolute_url()
    assert PERSONAL_DATA.where(people.stranger, contribution) is None
