"""Who took part is who came, in their way: not what people meant to do."""

import pytest

from core import clock
from core.policy import Refused, may
from deliberation.models import AgreementRound, Position
from deliberation.models.rounds import occasion_of
from meetings import actions as meetings
from meetings.models import Attendance, SpeakerRequest, VideoGrant
from publications import actions
from publications.models import Release
from publications.snapshot import took_part
from tests.publications import harbour as world

pytestmark = pytest.mark.django_db
Mode = Attendance.Mode
MEMBERS = ("marjorie", "tariq", "doreen", "piotr", "ama", "gwen", "leroy", "harpreet", "nuala")


@pytest.fixture
def harbour(harbour):
    """Everybody said beforehand that they would come to the room."""
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


def record(harbour, mode, *names):
    for name in names:
        person = getattr(harbour, name)
        meetings.say_attendance(
            actor=harbour.sally, meeting=harbour.meeting, mode=mode, user=person
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


def test_whoever_joined_the_video_came_by_video_unless_they_said_another_way(harbour):
    said(harbour, Mode.UNKNOWN, *MEMBERS[:6])
    for name in MEMBERS[:7]:  # the seventh sits in the room, with a silent screen
        VideoGrant.objects.create(
            meeting=harbour.meeting,
            user=getattr(harbour, name),
            moderator=False,
            expires_at=world.STARTS,
        )

    assert took_part(harbour.meeting) == [["In the room", "fewer than 5"], ["On video", "6"]]


def test_what_is_said_while_the_meeting_is_open_counts(harbour):
    Attendance.objects.filter(user=harbour.gwen).update(said_at=world.STARTS, mode=Mode.VIDEO)

    assert took_part(harbour.meeting) == [["On video", "fewer than 5"]]


def test_apologies_are_no_way_of_taking_part(harbour):
    said(harbour, Mode.APOLOGIES, *MEMBERS)
    answered(harbour, "doreen")

    assert took_part(harbour.meeting) == []


def test_the_secretary_writes_down_afterwards_who_came_and_corrects_it(harbour):
    answered(harbour, *MEMBERS[:6])
    record(harbour, Mode.TELEPHONE, "leroy", "harpreet")
    record(harbour, Mode.WRITING, "leroy")
    record(harbour, Mode.UNKNOWN, "tariq", "doreen")  # they did not take part

    assert took_part(harbour.meeting) == [
        ["In the room", "fewer than 5"],
        ["On the telephone", "fewer than 5"],
        ["In writing", "fewer than 5"],
    ]


def test_until_the_summary_is_published_and_no_longer(approved):
    """It takes two people and a fresh factor to change what is public: the next edition."""

    def verdict():
        return may(approved.sally, "meetings.record_attendance", approved.meeting)

    before = bool(verdict())
    out = {"state": "published", "published_by": approved.sally, "published_at": world.PUBLISHED}
    Release.objects.filter(pk=approved.release.pk).update(**out)

    assert (before, bool(verdict())) == (True, False)
    assert verdict().reason == "The summary of this meeting is published. It says who took part."
    with pytest.raises(Refused):
        record(approved, Mode.ROOM, "leroy")


def test_what_was_prepared_before_a_correction_is_prepared_again(harbour):
    with clock.at(world.PREPARED):
        release = actions.prepare_release(
            actor=harbour.sally, meeting=harbour.meeting, draft=world.draft()
        )
    record(harbour, Mode.ROOM, "doreen")

    with pytest.raises(Refused, match=r"^Who took part was corrected since this was prepared\. "):
        actions.check_release(actor=harbour.rob, release=release, version=1)

    actions.prepare_again(actor=harbour.sally, release=release, draft=world.draft(), version=1)
    release.refresh_from_db()
    assert release.snapshot["took_part"] == [["In the room", "fewer than 5"]]
