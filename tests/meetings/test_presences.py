"""Come in and leave; what ends that somebody is there."""

import pytest

from accounts import actions as accounts
from core import clock
from core.clock import now
from meetings import actions
from meetings.models import Attendance, Presence
from meetings.video.modes import Mode as VideoMode
from meetings.video.settings import JitsiSettings
from tests.factories import AttendanceFactory, UserFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.test_video_join import HOST
from tests.meetings.there import after, presences

pytestmark = pytest.mark.django_db
Mode = Attendance.Mode
NOT_INVITED = "Only people who are invited to this meeting can do this."


# --- Coming and going --------------------------------------------------------------------


def test_who_says_how_they_take_part_is_there_until_they_leave(people, open_meeting):
    facts = {"meeting_id": open_meeting.pk, "user_id": people.member.pk}
    with recorded() as records:
        with clock.at(after(open_meeting, 4)):
            actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)
        with clock.at(after(open_meeting, 30)):
            actions.leave(actor=people.member, meeting=open_meeting)

    assert presences(people.member) == [("video", 4, 30)]
    assert records == [
        ("presence.began", people.member.pk, facts),
        ("presence.ended", people.member.pk, facts),
    ]


def test_another_way_ends_the_one_before_without_a_gap(people, open_meeting):
    for minutes, mode in ((4, Mode.VIDEO), (20, Mode.TELEPHONE)):
        with clock.at(after(open_meeting, minutes)):
            actions.come_in(actor=people.member, meeting=open_meeting, mode=mode)

    assert presences(people.member) == [("video", 4, 20), ("telephone", 20, None)]


def test_who_says_two_ways_in_one_moment_was_never_there_in_the_first(people, open_meeting):
    with clock.at(after(open_meeting, 4)):
        for mode in (Mode.ROOM, Mode.VIDEO):
            actions.come_in(actor=people.member, meeting=open_meeting, mode=mode)

    assert presences(people.member) == [("video", 4, None)]


def test_the_same_way_is_not_said_twice_and_who_is_not_there_does_not_leave(people, open_meeting):
    with refused("They have left already."):
        actions.leave(actor=people.member, meeting=open_meeting)
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)
    with refused("This is written down already."):
        actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)


def test_the_secretary_checks_leroy_in_and_out_and_members_do_not(people, open_meeting, leroy):
    with refused("Only the chair and the secretary can do this."):
        actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.TELEPHONE, user=leroy)
    with clock.at(after(open_meeting, 1)):
        presence = actions.come_in(
            actor=people.secretary, meeting=open_meeting, mode=Mode.TELEPHONE, user=leroy
        )
    with clock.at(after(open_meeting, 102)):
        actions.leave(actor=people.secretary, meeting=open_meeting, user=leroy)

    assert (presence.source, presence.recorded_by) == ("recorded", people.secretary)
    assert presences(leroy) == [("telephone", 1, 102)]


def test_nobody_comes_in_who_is_not_invited_or_before_it_is_open(people, meeting, newcomer):
    with refused("This meeting is not open."):
        actions.come_in(actor=people.member, meeting=meeting, mode=Mode.ROOM)
    actions.open_meeting(actor=people.chair, meeting=meeting)
    with refused(NOT_INVITED):
        actions.come_in(actor=newcomer, meeting=meeting, mode=Mode.ROOM)
    with refused("They are not invited to this meeting."):
        actions.come_in(actor=people.secretary, meeting=meeting, mode=Mode.ROOM, user=newcomer)


def test_who_leaves_leaves_the_queue(people, open_meeting):
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)
    hand = actions.raise_hand(actor=people.member, meeting=open_meeting)

    actions.leave(actor=people.member, meeting=open_meeting)

    hand.refresh_from_db()
    assert hand.state == "lowered"


def test_a_hand_and_a_round_know_the_way_in_which_somebody_is_there(people, open_meeting):
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.TELEPHONE)

    hand = actions.raise_hand(actor=people.member, meeting=open_meeting)

    assert Attendance.objects.get(user=people.member).mode == Mode.VIDEO  # as they had said
    assert hand.mode == Mode.TELEPHONE


def test_who_sent_apologies_and_comes_after_all_can_speak(people, open_meeting):
    actions.say_attendance(actor=people.member, meeting=open_meeting, mode=Mode.APOLOGIES)
    with refused("You sent apologies. Say first how you take part."):
        actions.raise_hand(actor=people.member, meeting=open_meeting)

    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)

    assert actions.raise_hand(actor=people.member, meeting=open_meeting).mode == Mode.VIDEO


def test_who_sends_apologies_while_they_are_there_leaves(people, open_meeting):
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)
    with clock.at(after(open_meeting, 9)):
        actions.say_attendance(actor=people.member, meeting=open_meeting, mode=Mode.APOLOGIES)

    assert presences(people.member) == [("video", 0, 9)]


@pytest.mark.parametrize(
    ("mode", "way"), [(VideoMode.REMOTE, Mode.VIDEO), (VideoMode.IN_ROOM, Mode.ROOM)]
)
def test_who_joins_the_video_is_there(people, open_meeting, settings, mode, way):
    settings.JITSI = JitsiSettings.from_mapping(HOST, profile="test")
    for _twice in range(2):
        actions.join_video(actor=people.member, meeting=open_meeting, mode=mode)

    presence = Presence.objects.get()
    assert (presence.mode, presence.source, presence.recorded_by) == (way, "video", None)


# --- What ends it ------------------------------------------------------------------------


def test_with_the_meeting_everybody_has_left_and_taken_back_they_are_there_again(
    people, open_meeting
):
    with clock.at(after(open_meeting, 1)):
        for person in (people.member, people.chair):
            actions.come_in(actor=person, meeting=open_meeting, mode=Mode.ROOM)
    with clock.at(after(open_meeting, 50)):
        actions.leave(actor=people.member, meeting=open_meeting)
    with clock.at(after(open_meeting, 90)):
        actions.end_meeting(actor=people.chair, meeting=open_meeting)
        before = presences(people.chair)
        actions.reopen_meeting(actor=people.chair, meeting=open_meeting)

    assert before == [("room", 1, 90)]
    assert presences(people.chair) == [("room", 1, None)]
    assert presences(people.member) == [("room", 1, 50)]


def test_whose_invitation_or_place_ends_is_no_longer_there(people, open_meeting, ama):
    for person in (people.observer, ama):
        actions.come_in(actor=person, meeting=open_meeting, mode=Mode.VIDEO)
    with clock.at(after(open_meeting, 10)):
        invited = open_meeting.attendances.get(user=people.observer)
        actions.withdraw_invitation(actor=people.chair, attendance=invited)
        place = ama.memberships.get()
        accounts.end_membership(actor=people.chair, membership=place)

    assert presences(people.observer) == presences(ama) == [("video", 0, 10)]


def test_who_is_suspended_is_not_checked_in_or_said_to_be_still_there(people, open_meeting):
    presence = actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)
    with clock.at(after(open_meeting, 10)):
        accounts.suspend_person(actor=UserFactory(is_staff=True), person=people.member)
        presence.refresh_from_db()
        suspended = "They are suspended, so they cannot be here."
        with refused(suspended):
            actions.come_in(
                actor=people.chair, meeting=open_meeting, mode=Mode.ROOM, user=people.member
            )
        with refused(suspended):
            actions.correct_presence(
                actor=people.secretary,
                presence=presence,
                mode=Mode.ROOM,
                began_at=presence.began_at,
                ended_at=None,
            )

    assert presences(people.member) == [("video", 0, 10)]


def test_whose_access_ended_with_the_meeting_over_is_not_there_again(people, open_meeting):
    for person in (people.member, people.chair):
        actions.come_in(actor=person, meeting=open_meeting, mode=Mode.ROOM)
    with clock.at(after(open_meeting, 90)):
        actions.end_meeting(actor=people.chair, meeting=open_meeting)
        accounts.suspend_person(actor=UserFactory(is_staff=True), person=people.member)
        actions.reopen_meeting(actor=people.chair, meeting=open_meeting)

    assert presences(people.member) == [("room", 0, 90)]
    assert presences(people.chair) == [("room", 0, None)]


def test_what_one_meeting_knows_is_nothing_to_another(people, open_meeting):
    other = type(open_meeting).objects.create(
        group=people.group,
        title="Another",
        starts_at=now(),
        state="open",
        opened_at=now(),
        called_by=people.chair,
    )
    AttendanceFactory(meeting=other, user=people.member, mode=Mode.ROOM)
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)

    actions.come_in(actor=people.member, meeting=other, mode=Mode.ROOM)
    actions.leave(actor=people.member, meeting=other)

    assert Presence.objects.get(meeting=open_meeting).ended_at is None
