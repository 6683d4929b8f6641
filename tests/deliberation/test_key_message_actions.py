"""Key messages: wordings, statements, sending, answers; each rule and each refusal."""

from datetime import UTC, datetime, timedelta

import pytest

from core import clock
from core.audit.models import Record
from core.clock import today
from core.live import streams
from core.policy import ChangedMeanwhile, Refused
from deliberation import actions
from deliberation.models import (
    AgreementRound,
    KeyMessage,
    MinorityStatement,
    Response,
)
from tests.deliberation.rounds import decided, open_round, take
from tests.factories import KeyMessageFactory

State = KeyMessage.State


@pytest.fixture
def message(people, topic):
    return KeyMessageFactory(topic=topic, text="Keep a line", proposed_by=people.member)


@pytest.fixture
def agreement_round(people, message):
    people_asked = (people.chair, people.vice_chair, people.member)
    return open_round(people, message, [actions.Asked(user) for user in people_asked])


def test_references_count_within_the_group_and_the_year(people, topic):
    with clock.at(datetime(2026, 12, 31, 12, tzinfo=UTC)):
        first, second = (
            actions.propose_key_message(actor=people.member, topic=topic, text="Keep a line")
            for _ in range(2)
        )
    with clock.at(datetime(2027, 1, 1, 12, tzinfo=UTC)):
        third = actions.propose_key_message(actor=people.secretary, topic=topic, text="Keep it")

    references = [first.reference, second.reference, third.reference]
    assert references == ["HAR-2026-001", "HAR-2026-002", "HAR-2027-001"]


@pytest.mark.parametrize("role", ["police_lead", "observer", "stranger", "administrator"])
def test_others_do_not_word_messages(people, topic, message, role):
    person = getattr(people, role)

    with pytest.raises(Refused):
        actions.propose_key_message(actor=person, topic=topic, text="Ours")
    with pytest.raises(Refused):
        actions.change_wording(actor=person, key_message=message, text="Ours", after=1)

    assert [wording.text for wording in message.wordings.all()] == ["Keep a line"]


def test_a_new_wording_is_a_new_version(people, message):
    actions.change_wording(actor=people.member, key_message=message, text="Keep a phone", after=1)

    texts = list(message.wordings.values_list("version", "text"))
    assert texts == [(1, "Keep a line"), (2, "Keep a phone")]


def test_who_changes_an_older_wording_gets_the_newest_in_hand(people, message):
    newest = actions.change_wording(
        actor=people.chair, key_message=message, text="Keep a phone", after=1
    )

    with pytest.raises(ChangedMeanwhile) as refused:
        actions.change_wording(actor=people.member, key_message=message, text="Mine", after=1)

    assert refused.value.newest == newest
    assert message.wordings.count() == 2


def test_the_same_words_again_are_no_new_wording(people, message, agreement_round):
    with pytest.raises(Refused, match="the same as before"):
        actions.change_wording(actor=people.chair, key_message=message, text="Keep a line", after=1)

    agreement_round.refresh_from_db()
    assert agreement_round.is_open


def test_a_new_wording_ends_the_round_on_the_old_one(people, message, agreement_round):
    take(people.member, agreement_round)
    actions.change_wording(actor=people.chair, key_message=message, text="Keep a phone", after=1)
    agreement_round.refresh_from_db()

    assert agreement_round.state == AgreementRound.State.LAPSED
    with pytest.raises(Refused, match="not open"):
        take(people.chair, agreement_round)


def test_a_withdrawn_message_has_no_open_round_and_no_way_back(people, message, agreement_round):
    actions.withdraw_key_message(actor=people.chair, key_message=message)
    agreement_round.refresh_from_db()
    message.refresh_from_db()

    assert (message.state, agreement_round.state) == ("withdrawn", "lapsed")
    assert KeyMessage.NEXT[State.WITHDRAWN] == set()


@pytest.mark.parametrize("action", ["reword", "withdraw"])
def test_the_meeting_that_a_round_was_opened_in_hears_that_it_lapsed(people, message, action):
    open_round(people, message, [actions.Asked(people.member)], meeting_id=7)
    if action == "reword":
        actions.change_wording(actor=people.chair, key_message=message, text="A bell", after=1)
    else:
        actions.withdraw_key_message(actor=people.chair, key_message=message)

    assert Record.objects.last().facts["meeting_id"] == 7
    assert streams.current("meeting.7") == 2


def test_only_a_chair_withdraws(people, message):
    for role in ("member", "secretary", "police_lead"):
        with pytest.raises(Refused):
            actions.withdraw_key_message(actor=getattr(people, role), key_message=message)

    message.refresh_from_db()
    assert message.state == State.PROPOSED


@pytest.mark.parametrize(
    ("state", "choice", "side"),
    [
        (State.AGREED, "object", "against"),
        (State.AGREED, "stand_aside", "against"),
        (State.NOT_AGREED, "object", "against"),
        (State.NOT_AGREED, "reservations", "for"),
    ],
)
def test_a_statement_stands_on_the_side_of_its_writers_position(people, topic, state, choice, side):
    message = decided(people, KeyMessageFactory(topic=topic), state, member=choice)
    actions.write_minority_statement(actor=people.member, key_message=message, text="Half shut")

    statement = MinorityStatement.objects.get()
    assert (statement.text, statement.side) == ("Half shut", side)


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        ("member", "for people who objected or stood aside"),
        ("vice_chair", "for people who took a position"),
    ],
)
def test_nobody_who_agreed_or_was_away_dissents_from_agreed_advice(people, topic, role, reason):
    message = decided(people, KeyMessageFactory(topic=topic), State.AGREED, member="support")

    with pytest.raises(Refused, match=reason):
        actions.write_minority_statement(
            actor=getattr(people, role), key_message=message, text="Half shut"
        )
    assert MinorityStatement.objects.count() == 0


@pytest.mark.parametrize("state", [State.PROPOSED, State.SENT, State.WITHDRAWN])
def test_statements_have_their_time(people, topic, state):
    message = KeyMessageFactory(topic=topic, state=state)

    with pytest.raises(Refused, match="once a round has closed"):
        actions.write_minority_statement(actor=people.member, key_message=message, text="Late")


@pytest.mark.parametrize("state", [State.PROPOSED, State.NOT_AGREED, State.SENT, State.WITHDRAWN])
def test_only_agreed_messages_are_sent(people, topic, state):
    message = KeyMessageFactory(topic=topic, state=state)

    with pytest.raises(Refused, match="Only agreed key messages are sent"):
        actions.send_key_message(actor=people.secretary, key_message=message)


def test_a_sent_message_is_due_after_the_days_of_the_group(people, topic):
    message = KeyMessageFactory(topic=topic, state=State.AGREED)
    with clock.at(datetime(2026, 4, 1, 12, tzinfo=UTC)):
        actions.send_key_message(actor=people.secretary, key_message=message)
    message.refresh_from_db()

    assert (message.state, message.response_due.isoformat()) == (State.SENT, "2026-04-29")


def test_the_secretary_answers_on_behalf_of_the_police_and_it_is_marked(people, topic):
    message = KeyMessageFactory(topic=topic, state=State.SENT)
    for person in (people.police_lead, people.secretary):
        actions.answer_key_message(
            actor=person, key_message=message, decision=Response.Decision.ACCEPTED
        )

    assert list(message.responses.values_list("on_behalf", flat=True)) == [False, True]
    assert Record.objects.last().event == "response.given"


@pytest.mark.parametrize("role", ["chair", "member", "officer", "observer", "stranger"])
def test_others_do_not_answer(people, topic, role):
    message = KeyMessageFactory(topic=topic, state=State.SENT)

    with pytest.raises(Refused, match="The police lead responds"):
        actions.answer_key_message(
            actor=getattr(people, role), key_message=message, decision=Response.Decision.ACCEPTED
        )


@pytest.mark.parametrize("days", [None, 0, -3])
def test_what_is_under_consideration_has_a_day_to_come(people, topic, days):
    message = KeyMessageFactory(topic=topic, state=State.SENT)
    review_on = None if days is None else today() + timedelta(days=days)

    with pytest.raises(Refused, match="Give the day"):
        actions.answer_key_message(
            actor=people.police_lead,
            key_message=message,
            decision=Response.Decision.UNDER_CONSIDERATION,
            review_on=review_on,
        )


@pytest.mark.parametrize(
    "decision", [Response.Decision.NOT_ACCEPTED, Response.Decision.ACCEPTED_IN_PART]
)
def test_a_no_and_a_half_yes_need_their_reason(people, topic, decision):
    message = KeyMessageFactory(topic=topic, state=State.SENT)

    with pytest.raises(Refused, match="Say why"):
        actions.answer_key_message(
            actor=people.police_lead, key_message=message, decision=decision, reason=" "
        )


def test_an_answer_is_overdue_on_the_day_after_it_was_due(people, topic):
    message = KeyMessageFactory(topic=topic, state=State.SENT, response_due="2026-04-29")
    message.refresh_from_db()
    with clock.at(datetime(2026, 4, 29, 12, tzinfo=UTC)):
        on_the_day = message.is_overdue
    with clock.at(datetime(2026, 4, 30, 12, tzinfo=UTC)):
        after = message.is_overdue

    assert (on_the_day, after) == (False, True)
