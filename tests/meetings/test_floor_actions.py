"""One queue for the room, the video, the telephone and those who write."""

import pytest

from meetings import actions, queries
from meetings.models import Attendance, Meeting, SpeakerRequest
from tests.meetings.outcomes import recorded, refused

NOT_OPEN = "This meeting is not open."
CHAIR_ONLY = "Only the chair can do this."


def hand(person, meeting):
    return actions.raise_hand(actor=person, meeting=meeting)


def queue(meeting):
    return [(hand.name, hand.state, hand.place) for hand in queries.floor_of(meeting).queue]


@pytest.mark.parametrize(
    "role", ["chair", "member", "secretary", "police_lead", "officer", "interpreter"]
)
def test_who_is_invited_and_no_observer_raises_a_hand(people, open_meeting, role):
    person = getattr(people, role)
    with recorded() as records:
        request = hand(person, open_meeting)

    facts = {"meeting_id": open_meeting.pk, "request_id": request.pk, "user_id": person.pk}
    assert records == [("hand.raised", person.pk, facts)]


def test_an_observer_listens(people, open_meeting):
    with refused("Observers listen; the chair can ask them to speak."):
        hand(people.observer, open_meeting)


def test_nobody_raises_a_hand_uninvited_before_or_after_the_meeting(people, meeting, newcomer):
    with refused(NOT_OPEN):
        hand(people.member, meeting)
    actions.open_meeting(actor=people.chair, meeting=meeting)
    for person in (newcomer, people.stranger):
        with refused("Only people who are invited to this meeting can do this."):
            hand(person, meeting)
    stale = Meeting.objects.get(pk=meeting.pk)
    actions.end_meeting(actor=people.chair, meeting=meeting)
    with refused(NOT_OPEN):
        hand(people.member, stale)


def test_a_hand_that_is_up_is_up(people, open_meeting):
    hand(people.member, open_meeting)

    with refused("This hand is up already."):
        hand(people.member, open_meeting)


def test_the_queue_is_in_order_of_asking_however_people_take_part(people, open_meeting, leroy):
    for person in (people.member, people.police_lead):
        hand(person, open_meeting)
    actions.raise_hand_for(actor=people.secretary, meeting=open_meeting, user=leroy)
    hand(people.chair, open_meeting)

    entries = queries.floor_of(open_meeting).queue

    assert [(entry.place, entry.name, entry.mode_words) for entry in entries] == [
        (1, "Doreen Whitcombe", "On video"),
        (2, "Rob Ansty", "In the room"),
        (3, "Leroy Samuels", "On the telephone"),
        (4, "Marjorie Penhale", "In the room"),
    ]
    assert [entry.recorded_by_id for entry in entries] == [None, None, people.secretary.pk, None]


def test_whoever_has_the_floor_stands_first_and_has_no_place(people, open_meeting):
    hand(people.member, open_meeting)
    second = hand(people.officer, open_meeting)

    actions.call_speaker(actor=people.chair, request=second)

    assert queue(open_meeting) == [
        ("Dele Adeyemi", "speaking", 0),
        ("Doreen Whitcombe", "waiting", 1),
    ]


def test_calling_the_next_speaker_ends_the_turn_of_the_one_before(people, open_meeting):
    first, second = hand(people.member, open_meeting), hand(people.officer, open_meeting)
    actions.call_speaker(actor=people.chair, request=first)

    with recorded() as records:
        actions.call_speaker(actor=people.vice_chair, request=second)

    assert queue(open_meeting) == [("Dele Adeyemi", "speaking", 0)]
    facts = {"meeting_id": open_meeting.pk, "request_id": second.pk, "user_id": people.officer.pk}
    assert records == [("speaker.called", people.vice_chair.pk, facts)]


def test_after_speaking_one_can_ask_again(people, open_meeting):
    first = hand(people.member, open_meeting)
    actions.call_speaker(actor=people.chair, request=first)
    with recorded() as records:
        actions.finish_speaker(actor=people.chair, request=first)

    assert [event for event, _, _ in records] == ["speaker.finished"]
    hand(people.member, open_meeting)
    assert queue(open_meeting) == [("Doreen Whitcombe", "waiting", 1)]


@pytest.mark.parametrize("role", ["member", "secretary", "police_lead", "observer", "stranger"])
def test_only_the_chair_gives_the_floor_and_takes_it(people, open_meeting, role):
    waiting = hand(people.member, open_meeting)
    with refused(CHAIR_ONLY):
        actions.call_speaker(actor=getattr(people, role), request=waiting)
    actions.call_speaker(actor=people.chair, request=waiting)
    with refused(CHAIR_ONLY):
        actions.finish_speaker(actor=getattr(people, role), request=waiting)


def test_a_hand_that_went_down_gets_no_floor_and_the_speaker_keeps_it(people, open_meeting):
    speaker, withdrawn = hand(people.officer, open_meeting), hand(people.member, open_meeting)
    actions.call_speaker(actor=people.chair, request=speaker)
    actions.lower_hand(actor=people.member, request=withdrawn)

    with refused("This hand waits no longer."):
        actions.call_speaker(actor=people.chair, request=withdrawn)
    assert queue(open_meeting) == [("Dele Adeyemi", "speaking", 0)]


def test_who_has_finished_has_finished(people, open_meeting):
    waiting = hand(people.member, open_meeting)
    with refused("They have finished already."):
        actions.finish_speaker(actor=people.chair, request=waiting)


@pytest.mark.parametrize("role", ["member", "chair", "vice_chair", "secretary"])
def test_a_hand_is_lowered_by_its_owner_the_chairs_and_the_secretary(people, open_meeting, role):
    waiting = hand(people.member, open_meeting)
    with recorded() as records:
        actions.lower_hand(actor=getattr(people, role), request=waiting)

    assert queue(open_meeting) == []
    assert [(event, actor) for event, actor, _ in records] == [
        ("hand.lowered", getattr(people, role).pk)
    ]
    with refused("This hand is down already."):
        actions.lower_hand(actor=getattr(people, role), request=waiting)


@pytest.mark.parametrize("role", ["police_lead", "observer", "interpreter"])
def test_nobody_else_lowers_it(people, open_meeting, role):
    waiting = hand(people.member, open_meeting)
    with refused("Only you, the chair and the secretary can lower this hand."):
        actions.lower_hand(actor=getattr(people, role), request=waiting)


@pytest.mark.parametrize("role", ["chair", "member", "police_lead", "observer"])
def test_only_the_secretary_raises_a_hand_for_somebody(people, open_meeting, leroy, role):
    with refused("Only the secretary can do this."):
        actions.raise_hand_for(actor=getattr(people, role), meeting=open_meeting, user=leroy)


def test_a_hand_raised_for_leroy_is_on_the_record_as_the_secretarys_action(
    people, open_meeting, leroy
):
    with recorded() as records:
        request = actions.raise_hand_for(actor=people.secretary, meeting=open_meeting, user=leroy)

    facts = {"meeting_id": open_meeting.pk, "request_id": request.pk, "user_id": leroy.pk}
    assert records == [("hand.raised", people.secretary.pk, facts)]
    assert request.recorded_by == people.secretary


def test_it_is_not_raised_for_those_who_cannot_raise_it(people, open_meeting, leroy):
    sentence = "They cannot speak now: they observe, sent apologies or declared an interest."
    actions.say_attendance(
        actor=people.secretary, meeting=open_meeting, mode=Attendance.Mode.APOLOGIES, user=leroy
    )
    for person in (people.observer, leroy):
        with refused(sentence):
            actions.raise_hand_for(actor=people.secretary, meeting=open_meeting, user=person)
    assert not SpeakerRequest.objects.exists()
