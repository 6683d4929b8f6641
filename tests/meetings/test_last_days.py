"""A round with a last day in a meeting: the meeting goes on, ends, and people at home answer."""

from datetime import timedelta

import pytest

from core.clock import at, now, today
from deliberation.actions import close_agreement_round, reopen_agreement_round, take_position
from deliberation.jobs import close_rounds
from deliberation.last_days import answers_until, last_days
from deliberation.models import AgreementRound
from meetings import actions
from meetings.models import Attendance, Meeting
from meetings.turnout import came
from tests.deliberation.pages import page as message_page
from tests.deliberation.pages import url as message_url
from tests.factories import KeyMessageFactory
from tests.meetings.outcomes import refused
from tests.meetings.pages import get, press, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(people, topic):
    return KeyMessageFactory(topic=topic, text="Keep a telephone line", proposed_by=people.member)


@pytest.fixture
def second(people, topic):
    return KeyMessageFactory(topic=topic, text="Redo the assessment", proposed_by=people.member)


@pytest.fixture
def last_day():
    return last_days(today())[4]


def ask(people, meeting, message, last_day=None):
    return actions.open_round(
        actor=people.chair, meeting=meeting, key_message=message, last_day=last_day
    )


def ask_and_close(people, meeting, message):
    asked = ask(people, meeting, message)
    return close_agreement_round(actor=people.chair, agreement_round=asked)


def on_the_screen(meeting):
    return Meeting.objects.get(pk=meeting.pk).wording


def test_asked_are_also_those_who_could_not_come(people, open_meeting, message, leroy, last_day):
    actions.say_attendance(
        actor=people.vice_chair, meeting=open_meeting, mode=Attendance.Mode.APOLOGIES
    )

    asked = ask(people, open_meeting, message, last_day)

    assert set(asked.entitlements.values_list("user__name", "mode")) == {
        ("Marjorie Penhale", "room"),
        ("Tariq Osmani", "apologies"),
        ("Doreen Whitcombe", "video"),
        ("Leroy Samuels", "telephone"),
    }


def test_the_meeting_goes_on_to_the_next_message_while_people_answer(
    people, open_meeting, message, second, last_day
):
    first = ask(people, open_meeting, message, last_day)
    assert on_the_screen(open_meeting) == first.wording
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=None)
    other = ask(people, open_meeting, second)

    live = words(get(people.member, "live", open_meeting.pk))
    take_position(actor=people.member, agreement_round=first, choice="support")

    assert on_the_screen(open_meeting) == other.wording
    assert "Members can answer until 5pm" in live
    assert "on the page of this message" in live
    third = KeyMessageFactory(topic=message.topic)
    with refused("Another round is open. Close it first."):
        ask(people, open_meeting, third)


def test_a_round_of_the_meeting_is_taken_back_while_another_waits_for_people_at_home(
    people, open_meeting, message, second, last_day
):
    ask(people, open_meeting, message, last_day)
    other = ask(people, open_meeting, second)
    close_agreement_round(actor=people.chair, agreement_round=other)

    assert reopen_agreement_round(actor=people.chair, agreement_round=other).is_open


def test_a_round_is_not_taken_back_onto_a_screen_that_shows_other_words(
    people, open_meeting, message, second, last_day
):
    """It would keep its words on the screen, which they are not on, and all others off it."""
    first = ask(people, open_meeting, message)
    close_agreement_round(actor=people.chair, agreement_round=first)
    other = ask(people, open_meeting, second, last_day)

    with refused("Something else was done with this key message meanwhile. Ask the group again."):
        reopen_agreement_round(actor=people.chair, agreement_round=first)
    close_agreement_round(actor=people.chair, agreement_round=other)
    assert on_the_screen(open_meeting) == other.wording


def test_a_round_with_a_last_day_is_taken_back_while_another_has_the_screen(
    people, open_meeting, message, second, last_day
):
    first = ask(people, open_meeting, message, last_day)
    close_agreement_round(actor=people.chair, agreement_round=first)
    other = ask(people, open_meeting, second)

    assert reopen_agreement_round(actor=people.chair, agreement_round=first).is_open
    assert on_the_screen(open_meeting) == other.wording


def test_what_the_words_on_the_screen_came_to_is_shown_though_others_were_asked_since(
    people, open_meeting, message, second, last_day
):
    first = ask(people, open_meeting, message, last_day)
    other = ask(people, open_meeting, second)
    close_agreement_round(actor=people.chair, agreement_round=other)
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=first.wording)
    take_position(actor=people.chair, agreement_round=first, choice="live_with")
    close_agreement_round(actor=people.chair, agreement_round=first)
    live = get(people.chair, "live", open_meeting.pk)

    assert "1 can live with it" in words(live)
    assert message_url("round-reopen", first.pk) in live.content.decode()


def test_a_round_that_is_taken_back_is_shown_before_what_earlier_words_came_to(
    people, open_meeting, message, second
):
    first, other = (ask_and_close(people, open_meeting, asked) for asked in (message, second))
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=first.wording)
    reopen_agreement_round(actor=people.chair, agreement_round=other)
    html = get(people.member, "live", open_meeting.pk).content.decode()

    assert f'data-position-form="{other.pk}"' in html


def test_a_close_that_is_taken_back_after_the_meeting_leaves_the_round_to_people_at_home(
    people, open_meeting, message, last_day
):
    first = ask(people, open_meeting, message, last_day)
    close_agreement_round(actor=people.chair, agreement_round=first)
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    first.refresh_from_db()
    reopen_agreement_round(actor=people.chair, agreement_round=first)
    first.refresh_from_db()

    assert first.left_open_at == Meeting.objects.get(pk=open_meeting.pk).ended_at


def test_what_is_off_the_screen_is_answered_on_its_own_page_alone(
    people, open_meeting, message, last_day
):
    first = ask(people, open_meeting, message, last_day)
    form = f'data-position-form="{first.pk}"'
    html = get(people.member, "live", open_meeting.pk).content.decode()
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=None)
    after = get(people.member, "live", open_meeting.pk).content.decode()

    assert (form in html, form in after) == (True, False)
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=first.wording)
    assert form in get(people.member, "live", open_meeting.pk).content.decode()


def test_a_new_item_takes_no_words_away_that_people_are_answering(
    people, open_meeting, message, second, last_day
):
    first = ask(people, open_meeting, message, last_day)
    item = open_meeting.agenda.first()
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    assert on_the_screen(open_meeting) == first.wording

    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=None)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    assert on_the_screen(open_meeting) is None


def test_at_the_end_of_the_meeting_the_result_is_provisional_and_only_a_number(
    people, open_meeting, message, last_day
):
    first = ask(people, open_meeting, message, last_day)
    take_position(actor=people.chair, agreement_round=first, choice="support")
    end = words(get(people.chair, "meeting-end", open_meeting.pk))
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    first.refresh_from_db()
    text = words(message_page(people.member, "key-message", message.pk))

    assert "It stays open after the meeting, for those at home, until 5pm" in end
    assert first.left_open_at == Meeting.objects.get(pk=open_meeting.pk).ended_at
    assert "1 of 3 has answered." in text
    assert "Until the round closes this is provisional." in text
    assert "1 support" not in text

    actions.reopen_meeting(actor=people.chair, meeting=open_meeting)
    first.refresh_from_db()
    assert first.left_open_at is None


def test_whoever_answers_from_home_later_did_not_come_to_the_meeting(
    people, open_meeting, message, last_day
):
    """Nobody knows how the vice-chair meant to take part; the member answers while it is open."""
    Attendance.objects.update(mode=Attendance.Mode.UNKNOWN, said_at=now() - timedelta(days=9))
    first = ask(people, open_meeting, message, last_day)
    take_position(actor=people.member, agreement_round=first, choice="support")
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    take_position(actor=people.vice_chair, agreement_round=first, choice="support")
    open_meeting.refresh_from_db()

    assert came(open_meeting).keys() == {people.member.pk}


def test_who_answered_in_the_meeting_and_changes_it_at_home_came_to_it(
    people, open_meeting, message, last_day
):
    Attendance.objects.update(mode=Attendance.Mode.UNKNOWN, said_at=now() - timedelta(days=9))
    first = ask(people, open_meeting, message, last_day)
    take_position(actor=people.member, agreement_round=first, choice="support")
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    open_meeting.refresh_from_db()
    before = came(open_meeting).keys()
    take_position(actor=people.member, agreement_round=first, choice="live_with")

    assert came(open_meeting).keys() == before == {people.member.pk}


def test_the_round_closes_by_itself_after_the_meeting(people, open_meeting, message, last_day):
    first = ask(people, open_meeting, message, last_day)
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    with at(answers_until(last_day)):
        close_rounds()

    assert AgreementRound.objects.get(pk=first.pk).outcome == "not_quorate"


def test_the_chair_chooses_the_last_day_on_the_live_page(people, open_meeting, message, last_day):
    page = get(people.chair, "live", open_meeting.pk).content.decode()
    wrong = press(
        people.chair, "round-open", open_meeting.pk, message.pk, fields={"last_day": "2020-01-01"}
    )
    assert message.rounds.count() == 0
    fields = {"last_day": last_day.isoformat()}
    press(people.chair, "round-open", open_meeting.pk, message.pk, fields=fields)

    assert f'<option value="{last_day.isoformat()}">5 working days, until 5pm' in page
    assert wrong.status_code == 302
    assert message.rounds.get().answers_until == answers_until(last_day)
