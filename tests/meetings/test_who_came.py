"""After its end the page of a meeting says who came, and the secretary puts that right."""

import pytest

from accounts.models import LegalHold
from deliberation.actions import take_position
from meetings import actions
from meetings.models import Attendance, Meeting
from meetings.turnout import ABSENT
from tests.factories import KeyMessageFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, words
from tests.pages.html import problems

pytestmark = pytest.mark.django_db
Mode = Attendance.Mode


@pytest.fixture
def ended(people, meeting, topic, leroy):
    """Everybody said how they would come; one member took a position, one had the floor."""
    actions.open_meeting(actor=people.chair, meeting=meeting)
    message = KeyMessageFactory(topic=topic)
    asked = actions.open_round(actor=people.chair, meeting=meeting, key_message=message)
    take_position(actor=people.member, agreement_round=asked, choice="support")
    hand = actions.raise_hand_for(actor=people.secretary, meeting=meeting, user=leroy)
    actions.call_speaker(actor=people.chair, request=hand)
    actions.end_meeting(actor=people.chair, meeting=meeting)
    return Meeting.objects.get(pk=meeting.pk)


def record(actor, meeting, user, mode=Mode.APOLOGIES):
    return actions.say_attendance(actor=actor, meeting=meeting, mode=mode, user=user)


def was_there(actor, meeting, user, mode=Mode.ROOM):
    """From the start to the end."""
    times = {"began_at": meeting.opened_at, "ended_at": meeting.ended_at}
    return actions.add_presence(actor=actor, meeting=meeting, user=user, mode=mode, **times)


def test_the_page_says_who_came_and_of_how_many_nothing_is_recorded(people, ended):
    page = words(get(people.observer, "meeting", ended.pk))

    assert "Who took part On video: 1 On the telephone: 1 Not recorded: 7" in page
    assert "have not said yet" not in page


def test_the_secretary_writes_down_afterwards_who_did_not_come_and_it_is_on_record(people, ended):
    with recorded() as records:
        row = record(people.secretary, ended, people.vice_chair, Mode.UNKNOWN)
        row = record(people.secretary, ended, people.vice_chair, Mode.APOLOGIES)

    assert (row.mode, row.recorded_by) == (Mode.APOLOGIES, people.secretary)
    facts = {"meeting_id": ended.pk, "user_id": people.vice_chair.pk}
    assert records == [("attendance.said", people.secretary.pk, facts)] * 2


def test_who_was_there_is_written_down_with_its_times_and_in_no_other_way(people, ended):
    with refused("The meeting is over. Write down when they were there."):
        record(people.secretary, ended, people.vice_chair, Mode.ROOM)
    was_there(people.secretary, ended, people.secretary)
    with refused("It is written down when they were there. Remove that first."):
        record(people.secretary, ended, people.secretary, Mode.UNKNOWN)


def test_nobody_else_does_so_after_the_end(people, ended):
    for role in ("member", "police_lead", "observer"):
        with refused("Only the chair and the secretary can do this."):
            record(getattr(people, role), ended, people.vice_chair)
    with refused("Only the secretary can do this."):
        record(people.chair, ended, people.vice_chair)
    with refused("This meeting is over."):
        actions.say_attendance(actor=people.member, meeting=ended, mode=Mode.ROOM)


def test_nobody_took_part_in_a_meeting_that_was_cancelled(people, meeting, leroy):
    actions.cancel_meeting(actor=people.chair, meeting=meeting)

    with refused("This meeting did not take place."):
        record(people.secretary, meeting, leroy)


def test_under_a_legal_hold_it_stays_as_it_is(people, ended):
    actions.hold_meeting(actor=people.chair, meeting=ended, reason="A complaint")

    with refused("A legal hold covers this meeting: nothing of it is changed."):
        record(people.secretary, ended, people.vice_chair)
    assert LegalHold.on(ended) is not None


def test_the_page_offers_the_secretary_the_form_and_nobody_else(people, ended):
    offered = {
        role: "Record that someone was not there"
        in words(get(getattr(people, role), "meeting", ended.pk))
        for role in ("chair", "secretary", "member", "police_lead", "observer")
    }

    assert offered == dict.fromkeys(offered, False) | {"secretary": True}
    assert problems(get(people.secretary, "meeting", ended.pk)) == []


def test_the_list_says_how_each_person_took_part_and_the_form_corrects_it(people, ended):
    before = words(get(people.secretary, "meeting", ended.pk))
    absent = {"for-user": people.member.pk, "for-mode": "unknown"}
    press(people.secretary, "attendance-record", ended.pk, fields=absent)
    press(
        people.secretary, "presence-record", ended.pk, people.vice_chair.pk, fields={"mode": "room"}
    )
    after = words(get(people.secretary, "meeting", ended.pk))

    assert "Doreen Whitcombe On video" in before
    assert "Tariq Osmani Not recorded (before the meeting: in the room)" in before
    assert "Tariq Osmani In the room" in after
    assert "Doreen Whitcombe Did not take part (written down by Sally Treloar)" in after
    assert f"Who took part In the room: 1 On the telephone: 1 {ABSENT}: 1 Not recorded: 6" in after


def test_before_the_end_nobody_is_written_down_as_absent(people, meeting, leroy):
    answer = press(
        people.secretary,
        "attendance-record",
        meeting.pk,
        fields={"for-user": leroy.pk, "for-mode": "unknown"},
    )

    assert answer.status_code == 302
    assert Attendance.objects.get(user=leroy).mode == Mode.TELEPHONE
