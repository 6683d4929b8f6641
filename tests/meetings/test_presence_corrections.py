"""Put right when somebody was there: by the secretary, with what it said before."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core import clock
from core.clock import now
from deliberation.actions import hold_topic
from meetings import actions
from meetings.models import Attendance, Meeting, Presence
from meetings.personal_data import PERSONAL_DATA
from tests.meetings.outcomes import recorded, refused
from tests.meetings.there import after, presences

pytestmark = pytest.mark.django_db
Mode = Attendance.Mode
OUTSIDE = "Enter times between the start and the end of the meeting."
OVERLAPS = "They were there at that time already. Correct that instead."


@pytest.fixture
def ended(people, open_meeting):
    """It was open for two hours; nobody kept who was there."""
    with clock.at(after(open_meeting, 120)):
        actions.end_meeting(actor=people.chair, meeting=open_meeting)
    return Meeting.objects.get(pk=open_meeting.pk)


def add(actor, meeting, user, came=0, left=120, mode=Mode.ROOM):
    return actions.add_presence(
        actor=actor,
        meeting=meeting,
        user=user,
        mode=mode,
        began_at=after(meeting, came),
        ended_at=None if left is None else after(meeting, left),
    )


def correct(actor, presence, came=0, left=120, mode=Mode.ROOM):
    meeting = presence.meeting
    times = {"began_at": after(meeting, came), "ended_at": after(meeting, left)}
    actions.correct_presence(actor=actor, presence=presence, mode=mode, **times)


def test_the_secretary_adds_corrects_and_removes_and_each_is_in_the_history(people, ended):
    with recorded() as records:
        presence = add(people.secretary, ended, people.member)
        correct(people.secretary, presence, came=15, mode=Mode.VIDEO)
        actions.remove_presence(actor=people.secretary, presence=presence)

    facts = {"meeting_id": ended.pk, "user_id": people.member.pk}
    assert records == [("presence.corrected", people.secretary.pk, facts)] * 3
    changes = ended.changes.values_list("what", "person", "by")
    assert list(changes) == [("presence", people.member.pk, people.secretary.pk)] * 3
    whole = f"room {ended.opened_at.isoformat()} {ended.ended_at.isoformat()}"
    later = f"video {after(ended, 15).isoformat()} {ended.ended_at.isoformat()}"
    words = list(ended.changes.values_list("before", "after"))
    assert words == [("", whole), (whole, later), (later, "")]
    assert not Presence.objects.exists()


@pytest.mark.parametrize(("came", "left"), [(-5, 60), (60, 125), (130, 140)])
def test_times_lie_inside_the_meeting(people, ended, came, left):
    with refused(OUTSIDE):
        add(people.secretary, ended, people.member, came, left)


def test_of_a_meeting_that_is_over_everybody_has_left_and_after_they_came(people, ended):
    with refused("Enter the time they left: the meeting is over."):
        add(people.secretary, ended, people.member, 0, None)
    with refused("The time they left must be after the time they came."):
        add(people.secretary, ended, people.member, 60, 60)


@pytest.mark.parametrize(("came", "left"), [(0, 31), (59, 120), (30, 60), (0, 120), (40, 50)])
def test_nobody_is_there_twice_at_a_time(people, ended, came, left):
    first = add(people.secretary, ended, people.member, 30, 60)
    with refused(OVERLAPS):
        add(people.secretary, ended, people.member, came, left)
    add(people.secretary, ended, people.member, 60, 90)
    add(people.secretary, ended, people.chair, came, left)  # somebody else is free to
    with refused(OVERLAPS):
        correct(people.secretary, first, 30, 61)


def test_the_database_lets_nobody_be_there_twice_or_backwards(people, open_meeting):
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)
    row = {"meeting": open_meeting, "user": people.member, "mode": Mode.ROOM}
    backwards = {"began_at": now(), "ended_at": now() - timedelta(minutes=1)}
    for more in ({}, backwards, {"user": people.chair, "recorded_by": people.secretary}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Presence.objects.create(**row | more)


def test_of_two_who_correct_the_second_is_told(people, ended):
    presence = add(people.secretary, ended, people.member)
    stale = Presence.objects.get()
    correct(people.secretary, presence, came=15)

    changed = "Somebody has corrected this meanwhile. Look at it again."
    with refused(changed):
        correct(people.secretary, stale, came=20)
    with refused(changed):
        actions.remove_presence(actor=people.secretary, presence=stale)


def test_nobody_but_the_secretary_corrects(people, ended):
    presence = add(people.secretary, ended, people.member)
    for role in ("chair", "member", "observer"):
        with refused("Only the secretary can do this."):
            correct(getattr(people, role), presence, came=20)


@pytest.mark.parametrize("what", ["meeting", "topic"])
def test_under_a_legal_hold_on_the_meeting_or_a_topic_of_it_nobody_corrects(
    people, ended, topic, what
):
    presence = add(people.secretary, ended, people.member)
    if what == "meeting":
        actions.hold_meeting(actor=people.chair, meeting=ended, reason="A complaint")
    else:
        hold_topic(actor=people.chair, topic=topic, reason="A complaint")

    held = "A legal hold covers this meeting: nothing of it is changed."
    with refused(held):
        correct(people.secretary, presence, came=20)
    with refused(held):
        actions.remove_presence(actor=people.secretary, presence=presence)
    with refused(held):
        add(people.secretary, ended, people.chair)


def test_it_can_be_removed_of_whom_the_invitation_was_taken_back(people, open_meeting):
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.ROOM)
    with clock.at(after(open_meeting, 10)):
        invited = open_meeting.attendances.get(user=people.member)
        actions.withdraw_invitation(actor=people.chair, attendance=invited)

    actions.remove_presence(actor=people.secretary, presence=Presence.objects.get())

    assert not Presence.objects.exists()


def test_a_hold_covers_who_was_there_and_is_no_longer_invited(people, open_meeting):
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.ROOM)
    with clock.at(after(open_meeting, 10)):
        invited = open_meeting.attendances.get(user=people.member)
        actions.withdraw_invitation(actor=people.chair, attendance=invited)
    assert PERSONAL_DATA.holds(people.member) is False

    actions.hold_meeting(actor=people.chair, meeting=open_meeting, reason="A complaint")

    assert PERSONAL_DATA.holds(people.member) is True


def test_a_time_is_added_while_the_meeting_goes_on(people, open_meeting, leroy):
    with clock.at(after(open_meeting, 20)):
        add(people.secretary, open_meeting, leroy, 2, None, Mode.TELEPHONE)
        with refused("They were there at that time already. Correct that instead."):
            add(people.secretary, open_meeting, leroy, 1, 3)
        actions.leave(actor=people.secretary, meeting=open_meeting, user=leroy)

    assert presences(leroy) == [("telephone", 2, 20)]


def test_with_the_meeting_the_times_of_everybody_go(people, ended):
    add(people.secretary, ended, people.member)

    actions.remove_expired_meetings(actor=None, ids=[ended.pk])

    assert not Meeting.objects.exists()
