"""Who took part is who came, in their way: not what people meant to do."""

from datetime import timedelta

import pytest

from core import clock
from core.policy import Refused, may
from deliberation.models import AgreementRound, Position
from deliberation.models.rounds import occasion_of
from meetings import actions as meetings
from meetings.models import Attendance, Presence, SpeakerRequest
from publications import actions
from publications.models import Release
from publications.snapshot import took_part
from tests.publications import harbour as world

pytestmark = pytest.mark.django_db
Mode = Attendance.Mode
MEMBERS = ("marjorie", "tariq", "doreen", "piotr", "ama", "gwen", "leroy", "harpreet", "nuala")


@pytest.fixture
def harbour(harbour):
    """Everybody said beforehand that they would come to the room; nobody kept who was there."""
    Presence.objects.all().delete()
    rows = Attendance.objects.filter(meeting=harbour.meeting)
    rows.update(mode=Mode.ROOM, said_at=world.BEFORE, recorded_by=None)
    return harbour


def said(harbour, mode, *names):
    people = [getattr(harbour, name).pk for name in names]
    Attendance.objects.filter(user__in=people).update(mode=mode)


def answered(harbour, *names):
    """These people took a position in a round of the meeting, while it was open."""
    asked = harbour.messages[0].rounds.get()
    AgreementRound.objects.filter(pk=asked.pk).update(occasion=occasion_of(harbour.meeting.pk))
    for name in names:
        person = getattr(harbour, name)
        Position.objects.create(
            round=asked, user=person, choice="support", first_taken_at=world.STARTS
        )


def was_there(harbour, mode, *names, minutes=(0, 120)):
    """The secretary writes down when these people were there."""
    came, left = (world.STARTS + timedelta(minutes=after) for after in minutes)
    for name in names:
        times = {"mode": mode, "began_at": came, "ended_at": left}
        person = getattr(harbour, name)
        meetings.add_presence(actor=harbour.sally, meeting=harbour.meeting, user=person, **times)


def was_absent(harbour, *names):
    """The secretary writes down that these people did not come."""
    for name in names:
        meetings.say_attendance(
            actor=harbour.sally,
            meeting=harbour.meeting,
            mode=Mode.UNKNOWN,
            user=getattr(harbour, name),
        )


def test_what_people_said_beforehand_counts_for_nothing(harbour):
    assert took_part(harbour.meeting) == []


def test_whoever_took_a_position_came_in_their_way_whether_they_said_one_or_not(harbour):
    said(harbour, Mode.UNKNOWN, *MEMBERS[5:])
    answered(harbour, *MEMBERS)

    assert took_part(harbour.meeting) == [
        ["In the room", "5"],
        ["In a way that was not recorded", "fewer than 5"],
    ]


def test_a_position_in_a_round_of_another_meeting_is_no_sign(harbour):
    answered(harbour, "doreen")
    AgreementRound.objects.update(occasion=occasion_of(harbour.meeting.pk + 1))

    assert took_part(harbour.meeting) == []


def test_whoever_had_the_floor_came_and_a_hand_that_went_down_is_no_sign(harbour):
    said(harbour, Mode.TELEPHONE, "leroy")
    for name, called_at in (("leroy", world.STARTS), ("nuala", None)):
        SpeakerRequest.objects.create(
            meeting=harbour.meeting,
            user=getattr(harbour, name),
            mode="telephone",
            state="done" if called_at else "lowered",
            called_at=called_at,
        )

    assert took_part(harbour.meeting) == [["On the telephone", "fewer than 5"]]


def test_who_changed_their_way_is_counted_once_in_which_they_were_there_longest(harbour):
    was_there(harbour, Mode.VIDEO, "gwen", minutes=(0, 30))
    was_there(harbour, Mode.TELEPHONE, "gwen", minutes=(30, 70))
    was_there(harbour, Mode.VIDEO, "gwen", minutes=(90, 110))

    assert took_part(harbour.meeting) == [["On video", "fewer than 5"]]


def test_apologies_are_no_way_of_taking_part(harbour):
    said(harbour, Mode.APOLOGIES, *MEMBERS)
    answered(harbour, "doreen")

    assert took_part(harbour.meeting) == []


def test_the_secretary_writes_down_afterwards_who_came_and_corrects_it(harbour):
    answered(harbour, *MEMBERS[:6])
    was_there(harbour, Mode.TELEPHONE, "harpreet")
    was_there(harbour, Mode.WRITING, "leroy")
    was_absent(harbour, "tariq", "doreen")

    assert took_part(harbour.meeting) == [
        ["In the room", "fewer than 5"],
        ["On the telephone", "fewer than 5"],
        ["In writing", "fewer than 5"],
    ]


def test_until_the_summary_is_published_and_no_longer(approved):
    """It takes two people and a fresh factor to change what is public: the next edition."""

    def verdict():
        return may(approved.sally, "meetings.correct_presence", approved.meeting)

    before = bool(verdict())
    out = {"state": "published", "published_by": approved.sally, "published_at": world.PUBLISHED}
    Release.objects.filter(pk=approved.release.pk).update(**out)

    assert (before, bool(verdict())) == (True, False)
    assert verdict().reason == "The summary of this meeting is published. It says who took part."
    with pytest.raises(Refused):
        was_there(approved, Mode.ROOM, "leroy")


def test_what_was_prepared_before_a_correction_is_prepared_again(harbour):
    with clock.at(world.PREPARED):
        release = actions.prepare_release(
            actor=harbour.sally, meeting=harbour.meeting, draft=world.draft()
        )
    was_there(harbour, Mode.ROOM, "doreen")

    with pytest.raises(Refused, match=r"^Who took part was corrected since this was prepared\. "):
        actions.check_release(actor=harbour.rob, release=release, version=1)

    actions.prepare_again(actor=harbour.sally, release=release, draft=world.draft(), version=1)
    release.refresh_from_db()
    assert release.snapshot["took_part"] == [["In the room", "fewer than 5"]]
