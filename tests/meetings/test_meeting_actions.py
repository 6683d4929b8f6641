"""Call, open, end and cancel; invite, say how one comes, declare an interest."""

from datetime import UTC, datetime, timedelta

import pytest

from core import clock
from core.clock import now
from meetings import actions
from meetings.actions import PlannedItem
from meetings.models import Attendance, Meeting, SpeakerRequest
from tests.factories import KeyMessageFactory, MeetingFactory, TopicFactory
from tests.meetings.outcomes import recorded, refused

Mode = Attendance.Mode
CHAIR_OR_SECRETARY = "Only the chair and the secretary can do this."
CHAIR_ONLY = "Only the chair can do this."
OVER = "This meeting is over."
NOT_OPEN = "This meeting is not open."
NOT_INVITED = "Only people who are invited to this meeting can do this."


def call(people, actor=None, **changes):
    plan = {"title": "Quarterly meeting", "starts_at": now() + timedelta(days=8)}
    plan |= {"agenda": [actions.PlannedItem("Welcome")]}
    return actions.call_meeting(
        actor=actor or people.secretary, group=people.group, **{**plan, **changes}
    )


# --- Call --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary"])
def test_the_chairs_and_the_secretary_call_meetings(people, role):
    with recorded() as records:
        meeting = call(people, getattr(people, role))

    assert meeting.state == Meeting.State.CALLED
    assert records == [("meeting.called", getattr(people, role).pk, {"meeting_id": meeting.pk})]


@pytest.mark.parametrize(
    "role",
    ["member", "police_lead", "officer", "observer", "interpreter", "stranger", "administrator"],
)
def test_nobody_else_calls_meetings(people, role):
    with refused(CHAIR_OR_SECRETARY):
        call(people, getattr(people, role))


def test_a_meeting_has_an_item(people):
    with refused("A meeting has at least one agenda item."):
        call(people, agenda=[])


def test_members_and_secretary_are_invited_by_themselves_and_guests_by_name(people):
    meeting = call(people, guests=[people.police_lead])

    invited = set(meeting.attendances.values_list("user__name", "mode"))
    assert invited == {
        ("Marjorie Penhale", "unknown"),
        ("Tariq Osmani", "unknown"),
        ("Doreen Whitcombe", "unknown"),
        ("Sally Treloar", "unknown"),
        ("Rob Ansty", "unknown"),
    }


def test_the_agenda_is_numbered_in_the_order_given(people, topic):
    meeting = call(
        people,
        agenda=[
            PlannedItem("Welcome", timedelta(minutes=5)),
            PlannedItem("Front counter", topic=topic),
        ],
    )

    rows = list(meeting.agenda.values_list("number", "title", "length", "topic"))
    assert rows == [
        (1, "Welcome", timedelta(minutes=5), None),
        (2, "Front counter", None, topic.pk),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts_at": datetime(2020, 1, 1, tzinfo=UTC)}, "A meeting starts in the future."),
        ({"length": timedelta()}, "A meeting lasts more than 0 and at most 8 hours."),
        ({"length": timedelta(hours=9)}, "A meeting lasts more than 0 and at most 8 hours."),
    ],
)
def test_a_time_that_makes_no_sense_is_refused(people, changes, sentence):
    with refused(sentence):
        call(people, **changes)


def test_a_topic_of_another_group_is_refused(people):
    theirs = TopicFactory()
    with refused("A topic on the agenda belongs to another group."):
        call(people, agenda=[PlannedItem("Theirs", topic=theirs)])


def test_a_guest_of_another_group_is_refused_and_no_meeting_is_left(people):
    with refused("Only people of this group are invited to its meetings."):
        call(people, guests=[people.stranger])


# --- Open, end, cancel -------------------------------------------------------------------


@pytest.mark.parametrize("role", ["chair", "vice_chair"])
def test_a_chair_opens_the_meeting_at_its_first_item(people, meeting, role):
    with recorded() as records:
        actions.open_meeting(actor=getattr(people, role), meeting=meeting)
    meeting.refresh_from_db()

    assert (meeting.state, meeting.item.title) == (Meeting.State.OPEN, "Welcome")
    assert records == [("meeting.opened", getattr(people, role).pk, {"meeting_id": meeting.pk})]


@pytest.mark.parametrize("role", ["member", "secretary", "police_lead", "stranger"])
def test_nobody_else_opens_or_ends_it(people, meeting, open_meeting, role):
    with refused(CHAIR_ONLY):
        actions.end_meeting(actor=getattr(people, role), meeting=open_meeting)
    called = MeetingFactory(group=people.group)
    with refused(CHAIR_ONLY):
        actions.open_meeting(actor=getattr(people, role), meeting=called)


def test_it_opens_twenty_minutes_before_its_start_and_not_a_minute_sooner(people, meeting):
    with (
        clock.at(meeting.starts_at - timedelta(minutes=21)),
        refused("A meeting can be opened twenty minutes before its start."),
    ):
        actions.open_meeting(actor=people.chair, meeting=meeting)
    with clock.at(meeting.starts_at - timedelta(minutes=20)):
        actions.open_meeting(actor=people.chair, meeting=meeting)

    assert meeting.opened_at == meeting.starts_at - timedelta(minutes=20)


def test_an_open_or_ended_meeting_cannot_be_opened_or_cancelled(people, open_meeting):
    for action in (actions.open_meeting, actions.cancel_meeting):
        with refused("This meeting is open or over."):
            action(actor=people.chair, meeting=open_meeting)
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    for action in (actions.open_meeting, actions.cancel_meeting):
        with refused("This meeting is open or over."):
            action(actor=people.chair, meeting=open_meeting)


def test_ending_lowers_the_hands_and_takes_the_wording_off(people, open_meeting, leroy):
    speaker = actions.raise_hand(actor=people.member, meeting=open_meeting)
    actions.raise_hand_for(actor=people.secretary, meeting=open_meeting, user=leroy)
    actions.call_speaker(actor=people.chair, request=speaker)
    wording = KeyMessageFactory(topic=open_meeting.agenda.get(number=2).topic).wordings.get()
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=wording)

    with recorded() as records:
        actions.end_meeting(actor=people.chair, meeting=open_meeting)
    open_meeting.refresh_from_db()

    hands = dict(SpeakerRequest.objects.values_list("user__name", "state"))
    assert hands == {"Doreen Whitcombe": "done", "Leroy Samuels": "lowered"}
    assert (open_meeting.state, open_meeting.wording) == (Meeting.State.ENDED, None)
    assert [event for event, _, _ in records] == ["meeting.ended"]


def test_an_open_round_outlives_the_meeting(people, open_meeting, topic):
    message = KeyMessageFactory(topic=topic)
    agreement_round = actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=message
    )

    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    agreement_round.refresh_from_db()

    assert agreement_round.is_open


def test_the_chair_and_the_secretary_cancel_a_called_meeting(people, meeting):
    with refused(CHAIR_OR_SECRETARY):
        actions.cancel_meeting(actor=people.member, meeting=meeting)
    with recorded() as records:
        actions.cancel_meeting(actor=people.secretary, meeting=meeting)

    assert meeting.state == Meeting.State.CANCELLED
    assert records == [("meeting.cancelled", people.secretary.pk, {"meeting_id": meeting.pk})]


# --- Invite ------------------------------------------------------------------------------


def test_somebody_of_the_group_is_invited_once(people, meeting, newcomer):
    with recorded() as records:
        actions.invite_people(actor=people.secretary, meeting=meeting, users=[newcomer])

    assert records == [
        (
            "meeting.person_invited",
            people.secretary.pk,
            {"meeting_id": meeting.pk, "user_id": newcomer.pk},
        )
    ]
    with refused("They are invited already."):
        actions.invite_people(actor=people.chair, meeting=meeting, users=[newcomer])


def test_a_stranger_is_not_invited_nor_does_a_member_invite(people, meeting, newcomer):
    with refused("Only people of this group are invited to its meetings."):
        actions.invite_people(actor=people.chair, meeting=meeting, users=[people.stranger])
    with refused(CHAIR_OR_SECRETARY):
        actions.invite_people(actor=people.member, meeting=meeting, users=[newcomer])


# --- Its marking -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "topics", "is_marked"),
    [
        ("official", ["official", "official_sensitive"], "official_sensitive"),
        ("official", ["official"], "official"),
        ("official_sensitive", ["official"], "official_sensitive"),
        ("official", [], "official"),
    ],
)
def test_a_meeting_is_never_marked_lower_than_a_topic_of_its_agenda(
    people, given, topics, is_marked
):
    agenda = [
        PlannedItem(f"Item {number}", topic=TopicFactory(group=people.group, marking=marking))
        for number, marking in enumerate(topics)
    ]
    agenda.append(PlannedItem("Any other business"))

    assert call(people, marking=given, agenda=agenda).marking == is_marked
