"""Say how one comes; declare an interest in an item."""

import pytest

from deliberation.models import Choice, Position
from meetings import actions
from meetings.models import Attendance, Meeting, Recusal, SpeakerRequest
from tests.factories import KeyMessageFactory, UserFactory
from tests.meetings.outcomes import recorded, refused

Mode = Attendance.Mode
CHAIR_OR_SECRETARY = "Only the chair and the secretary can do this."
OVER = "This meeting is over."
NOT_INVITED = "Only people who are invited to this meeting can do this."

# --- Attendance --------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode != Mode.UNKNOWN])
def test_everybody_invited_says_how_they_come(people, meeting, mode):
    with recorded() as records:
        attendance = actions.say_attendance(actor=people.observer, meeting=meeting, mode=mode)

    assert (attendance.mode, attendance.recorded_by) == (mode, None)
    assert records == [
        (
            "attendance.said",
            people.observer.pk,
            {"meeting_id": meeting.pk, "user_id": people.observer.pk},
        )
    ]


def test_the_secretary_writes_it_down_for_leroy(people, meeting, leroy):
    attendance = actions.say_attendance(
        actor=people.secretary, meeting=meeting, mode=Mode.TELEPHONE, user=leroy
    )

    assert (attendance.mode, attendance.recorded_by) == (Mode.TELEPHONE, people.secretary)


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_others_do_not_write_it_down(people, meeting, leroy, role):
    with refused(CHAIR_OR_SECRETARY):
        actions.say_attendance(
            actor=getattr(people, role), meeting=meeting, mode=Mode.ROOM, user=leroy
        )


def test_who_is_not_invited_says_nothing(people, meeting, newcomer):
    with refused(NOT_INVITED):
        actions.say_attendance(actor=newcomer, meeting=meeting, mode=Mode.ROOM)
    with refused("They are not invited to this meeting."):
        actions.say_attendance(actor=people.chair, meeting=meeting, mode=Mode.ROOM, user=newcomer)


def test_after_the_end_nothing_is_said(people, open_meeting):
    stale = Meeting.objects.get(pk=open_meeting.pk)
    actions.end_meeting(actor=people.chair, meeting=open_meeting)

    with refused(OVER):
        actions.say_attendance(actor=people.member, meeting=stale, mode=Mode.ROOM)


def test_who_sends_apologies_after_all_leaves_the_queue(people, open_meeting):
    actions.raise_hand(actor=people.member, meeting=open_meeting)

    actions.say_attendance(actor=people.member, meeting=open_meeting, mode=Mode.APOLOGIES)

    assert list(SpeakerRequest.objects.values_list("state", flat=True)) == ["lowered"]
    with refused("You sent apologies. Say first how you take part."):
        actions.raise_hand(actor=people.member, meeting=open_meeting)


# --- Interests ---------------------------------------------------------------------------


def declare(person, item, **more):
    return actions.declare_interest(actor=person, item=item, reason="I work there.", **more)


def test_an_interest_is_declared_once_and_its_words_stay_out_of_the_record(people, meeting, ama):
    item = meeting.agenda.get(number=2)
    with recorded() as records:
        declare(ama, item)

    facts = {"meeting_id": meeting.pk, "item_id": item.pk, "user_id": ama.pk}
    assert records == [("interest.declared", ama.pk, facts)]
    with refused("This interest is declared already."):
        declare(ama, item)


def test_the_secretary_writes_an_interest_down_and_a_member_does_not(people, meeting, ama, leroy):
    item = meeting.agenda.get(number=2)
    with refused(CHAIR_OR_SECRETARY):
        declare(people.member, item, user=leroy)
    declare(people.secretary, item, user=leroy)

    assert Recusal.objects.get().recorded_by == people.secretary
    with refused("They are not invited to this meeting."):
        declare(people.secretary, item, user=UserFactory())


def test_in_the_item_under_way_the_hand_goes_down(people, open_meeting, ama):
    second = open_meeting.agenda.get(number=2)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=second)
    for person in (people.member, ama):
        actions.raise_hand(actor=person, meeting=open_meeting)

    declare(ama, second)

    hands = dict(SpeakerRequest.objects.values_list("user__name", "state"))
    assert hands == {"Doreen Whitcombe": "waiting", "Ama Boateng": "lowered"}


def test_in_another_item_the_hand_stays_up_until_that_item_starts(people, open_meeting, ama):
    second = open_meeting.agenda.get(number=2)
    actions.raise_hand(actor=ama, meeting=open_meeting)
    declare(ama, second)
    assert SpeakerRequest.objects.get().state == "waiting"

    actions.start_item(actor=people.chair, meeting=open_meeting, item=second)

    assert SpeakerRequest.objects.get().state == "lowered"


def test_a_round_that_is_open_on_the_topic_asks_them_no_longer(people, open_meeting, topic, ama):
    message = KeyMessageFactory(topic=topic)
    agreement_round = actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=message
    )
    for person in (people.member, ama):
        Position.objects.create(round=agreement_round, user=person, choice=Choice.SUPPORT)

    declare(ama, open_meeting.agenda.get(number=2))

    entitled = {e.user.name: (e.recused, e.reason) for e in agreement_round.entitlements.all()}
    assert entitled["Ama Boateng"] == (True, "I work there.")
    assert entitled["Doreen Whitcombe"] == (False, "")
    assert [position.user for position in agreement_round.positions.all()] == [people.member]
