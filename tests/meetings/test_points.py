"""A point on what is being said: it interrupts only when the chair takes it."""

from datetime import timedelta

import pytest

from core import clock
from meetings import actions, queries
from meetings.models import Attendance, SpeakerRequest
from tests.meetings.on_the_floor import call, finish, hand, names
from tests.meetings.outcomes import recorded, refused

pytestmark = pytest.mark.django_db


def test_a_point_waits_for_the_chair_and_interrupts_only_then(people, open_meeting):
    speaker = hand(people.member, open_meeting)
    hand(people.police_lead, open_meeting)
    call(people, speaker)

    with recorded() as records:
        point = actions.raise_point(actor=people.officer, meeting=open_meeting)
    assert [event for event, _actor, _facts in records] == ["point.raised"]
    assert names(open_meeting) == [
        ("Doreen", "speaking", 0),
        ("Dele", "waiting", 1),
        ("Rob", "waiting", 2),
    ]
    call(people, point)
    assert names(open_meeting) == [
        ("Dele", "speaking", 0),
        ("Doreen", "paused", 0),
        ("Rob", "waiting", 1),
    ]
    finish(people, point)
    assert names(open_meeting) == [("Doreen", "speaking", 0), ("Rob", "waiting", 1)]


def test_the_time_of_a_point_is_not_the_speakers(people, open_meeting):
    start = clock.now()
    with clock.at(start):
        speaker = hand(people.member, open_meeting)
        call(people, speaker)
    with clock.at(start + timedelta(seconds=60)):
        point = actions.raise_point(actor=people.officer, meeting=open_meeting)
        call(people, point)
    with clock.at(start + timedelta(seconds=90)):
        finish(people, point)
        [doreen] = queries.floor_of(open_meeting).queue
    with clock.at(start + timedelta(seconds=150)):
        finish(people, speaker)

    assert doreen.since == start + timedelta(seconds=30)
    lengths = {
        share.way.value: (share.turns, share.minutes)
        for share in queries.floor_of(open_meeting).shares([])
    }
    assert lengths == {"video": (1, 2), "room": (1, 0)}


def test_a_point_needs_somebody_who_speaks_and_a_hand_that_is_down(people, open_meeting):
    with refused("Nobody is speaking now. Raise your hand."):
        actions.raise_point(actor=people.officer, meeting=open_meeting)
    call(people, hand(people.member, open_meeting))
    with refused("This hand is up already."):
        actions.raise_point(actor=people.member, meeting=open_meeting)
    with refused("Observers listen; the chair can ask them to speak."):
        actions.raise_point(actor=people.observer, meeting=open_meeting)


def test_a_second_point_takes_the_place_of_the_first_and_the_speaker_goes_on(people, open_meeting):
    speaker = hand(people.member, open_meeting)
    call(people, speaker)
    first = actions.raise_point(actor=people.officer, meeting=open_meeting)
    second = actions.raise_point(actor=people.police_lead, meeting=open_meeting)
    call(people, first)
    call(people, second)
    assert names(open_meeting) == [("Rob", "speaking", 0), ("Doreen", "paused", 0)]

    finish(people, second)

    assert names(open_meeting) == [("Doreen", "speaking", 0)]


def test_whoever_makes_a_point_and_leaves_gives_the_floor_back(people, open_meeting):
    actions.come_in(actor=people.officer, meeting=open_meeting, mode=Attendance.Mode.ROOM)
    call(people, hand(people.member, open_meeting))
    call(people, actions.raise_point(actor=people.officer, meeting=open_meeting))

    actions.leave(actor=people.officer, meeting=open_meeting)

    assert names(open_meeting) == [("Doreen", "speaking", 0)]


def test_calling_somebody_else_ends_the_turn_that_was_interrupted(people, open_meeting):
    speaker, other = hand(people.member, open_meeting), hand(people.police_lead, open_meeting)
    call(people, speaker)
    call(people, actions.raise_point(actor=people.officer, meeting=open_meeting))

    call(people, other)

    assert names(open_meeting) == [("Rob", "speaking", 0)]
    speaker.refresh_from_db()
    assert speaker.state == SpeakerRequest.State.DONE


def test_the_end_of_the_meeting_taken_back_restores_an_interrupted_turn(people, open_meeting):
    call(people, hand(people.member, open_meeting))
    call(people, actions.raise_point(actor=people.officer, meeting=open_meeting))
    hand(people.police_lead, open_meeting)
    before = names(open_meeting)
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    assert names(open_meeting) == []

    actions.reopen_meeting(actor=people.chair, meeting=open_meeting)

    assert names(open_meeting) == before
    assert SpeakerRequest.objects.count() == 3  # nobody's turn is counted twice
