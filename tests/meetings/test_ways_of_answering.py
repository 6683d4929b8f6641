"""What a closed round says of those who were asked: who did not answer, and how the others did."""

from datetime import timedelta

import pytest

from core.clock import at, now, today
from deliberation.actions import (
    close_agreement_round,
    record_position,
    reopen_agreement_round,
    take_position,
)
from deliberation.jobs import close_rounds
from deliberation.last_days import answers_until, last_days
from deliberation.models import AgreementRound, Position, Way
from deliberation.ways import way_of
from meetings import actions
from meetings.models import Attendance, Meeting
from tests.deliberation.pages import page as message_page
from tests.deliberation.rounds import settled
from tests.factories import KeyMessageFactory
from tests.meetings.pages import words

pytestmark = pytest.mark.django_db
Via, Mode = Position.Via, Attendance.Mode


@pytest.fixture
def message(people, topic):
    return KeyMessageFactory(topic=topic, text="Keep a telephone line", proposed_by=people.member)


@pytest.fixture
def asked(people, open_meeting, message, leroy):
    """Asked in the meeting: Marjorie in the room, Doreen on video, Leroy and Tariq on the phone."""
    last_day = last_days(today())[0]
    actions.say_attendance(actor=people.vice_chair, meeting=open_meeting, mode=Mode.TELEPHONE)
    return actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=message, last_day=last_day
    )


def support(*people, asked):
    for person in people:
        take_position(actor=person, agreement_round=asked, choice="support")


def written_down(people, person, asked, via):
    return record_position(
        actor=people.secretary, agreement_round=asked, user=person, choice="support", via=via
    )


def ways(asked):
    asked.refresh_from_db()
    return asked.unanswered, asked.ways


def test_the_result_reads_how_many_answered_in_which_way_and_how_many_did_not(
    people, asked, leroy, message
):
    support(people.chair, people.member, asked=asked)
    written_down(people, leroy, asked, Via.TELEPHONE)
    close_agreement_round(actor=people.chair, agreement_round=asked)
    readers = (people.member, people.secretary)
    pages = [words(message_page(reader, "key-message", message.pk)) for reader in readers]

    sentence = "1 did not answer; 1 in the room, 1 on video, 1 on the telephone."
    assert ways(asked) == (1, {"room": 1, "video": 1, "telephone": 1})
    assert [sentence in page for page in pages] == [True, True]


def test_the_list_is_frozen_with_each_ones_way_for_the_chair(people, asked, leroy):
    support(people.chair, people.member, asked=asked)
    written_down(people, leroy, asked, Via.TELEPHONE)
    close_agreement_round(actor=people.chair, agreement_round=asked)
    actions.say_attendance(actor=people.member, meeting=meeting_of(asked), mode=Mode.APOLOGIES)

    rows = asked.entitlements.values_list("user__name", "way")
    assert set(rows) == {
        ("Marjorie Penhale", "room"),
        ("Doreen Whitcombe", "video"),
        ("Leroy Samuels", "telephone"),
        ("Tariq Osmani", ""),
    }
    table = words(message_page(people.chair, "round-positions", settled(asked).pk))
    assert "Doreen Whitcombe on video I support it" in table


def meeting_of(asked):
    return Meeting.objects.get(pk=asked.meeting_id)


def test_whose_line_drops_and_who_comes_back_another_way_answers_in_that(people, asked, leroy):
    meeting = meeting_of(asked)
    actions.say_attendance(actor=people.member, meeting=meeting, mode=Mode.TELEPHONE)
    support(people.member, asked=asked)
    close_agreement_round(actor=people.chair, agreement_round=asked)

    assert ways(asked) == (3, {"telephone": 1})


def test_who_comes_in_another_way_than_they_said_answers_in_that(people, asked, leroy):
    meeting = meeting_of(asked)
    actions.come_in(actor=people.member, meeting=meeting, mode=Mode.ROOM)
    support(people.member, asked=asked)
    actions.say_attendance(actor=people.member, meeting=meeting, mode=Mode.TELEPHONE)
    actions.leave(actor=people.member, meeting=meeting)
    close_agreement_round(actor=people.chair, agreement_round=asked)

    assert ways(asked) == (3, {"room": 1})


def test_when_it_is_corrected_how_somebody_was_there_their_answer_is_too(people, asked, leroy):
    meeting = meeting_of(asked)
    with at(meeting.opened_at + timedelta(minutes=5)):
        presence = actions.come_in(actor=people.member, meeting=meeting, mode=Mode.ROOM)
        support(people.member, asked=asked)
    with at(meeting.opened_at + timedelta(minutes=9)):
        actions.correct_presence(
            actor=people.secretary,
            presence=presence,
            mode=Mode.TELEPHONE,
            began_at=presence.began_at,
            ended_at=None,
        )
        as_corrected = asked.entitlements.get(user=people.member).mode
        actions.remove_presence(actor=people.secretary, presence=presence)
        close_agreement_round(actor=people.chair, agreement_round=asked)

    assert (as_corrected, ways(asked)) == ("telephone", (3, {"video": 1}))


def test_after_the_meeting_people_answer_from_home_by_letter_and_when_they_are_rung(
    people, asked, leroy
):
    support(people.chair, asked=asked)
    meeting = meeting_of(asked)
    actions.end_meeting(actor=people.chair, meeting=meeting)
    with at(now() + timedelta(minutes=1)):
        support(people.member, asked=asked)
        written_down(people, leroy, asked, Via.CALL_BACK)
        written_down(people, people.vice_chair, asked, Via.POST)
    with at(answers_until(last_days(today())[0])):
        close_rounds()

    assert ways(asked) == (0, {"room": 1, "call_back": 1, "post": 1, "later": 1})


def test_a_close_that_is_taken_back_takes_the_ways_with_it(people, asked):
    support(people.chair, asked=asked)
    close_agreement_round(actor=people.chair, agreement_round=asked)
    assert ways(asked) == (3, {"room": 1})
    reopen_agreement_round(actor=people.chair, agreement_round=asked)

    assert ways(asked) == (None, {})
    assert set(asked.entitlements.values_list("way", flat=True)) == {""}


def test_while_a_round_is_open_nobody_reads_in_which_way_others_answered(people, asked, message):
    support(people.chair, asked=asked)

    text = words(message_page(people.member, "key-message", message.pk))
    assert ("in the room" in text, "did not answer" in text) == (False, False)


@pytest.mark.parametrize(
    ("mode", "via", "is_later", "occasion", "way"),
    [
        ("video", "", False, "meeting.1", Way.VIDEO),
        ("video", "", True, "meeting.1", Way.LATER),
        ("unknown", "", False, "meeting.1", Way.MEETING),
        ("unknown", "telephone", False, "meeting.1", Way.TELEPHONE),
        ("room", "in_person", False, "meeting.1", Way.ROOM),
        ("room", "in_person", True, "meeting.1", Way.IN_PERSON),
        ("telephone", "call_back", False, "meeting.1", Way.CALL_BACK),
        ("room", "post", False, "meeting.1", Way.POST),
        ("apologies", "", False, "meeting.1", Way.PORTAL),
        ("", "", False, "", Way.PORTAL),
        ("", "telephone", False, "", Way.TELEPHONE),
    ],
)
def test_the_way_of_each_answer(mode, via, is_later, occasion, way):
    moment = now()
    left_at = moment - timedelta(minutes=1) if is_later else None
    agreement_round = AgreementRound(occasion=occasion, left_open_at=left_at)

    assert way_of(Position(recorded_via=via, taken_at=moment), mode, agreement_round) == way
