"""Agreed advice that is in no edition goes to the police lead inside the portal, and nowhere else."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import LegalHold
from core import clock
from core.audit.models import Record
from core.policy import Refused
from deliberation import actions
from deliberation.models import KeyMessage, MinorityStatement, Response, Sending
from deliberation.personal_data.expiries import is_held, old_topics
from publications.actions import freeze_answers
from publications.models import Answer
from publications.queries import held_back, unfrozen
from tests.deliberation.pages import page, url, words
from tests.deliberation.sendings import DISSENT, answer, now_in, seen, send, take_back
from tests.signing_in import signed_in

State = KeyMessage.State
APRIL_1 = datetime(2026, 4, 1, 12, tzinfo=UTC)


# --- Sending --------------------------------------------------------------------------------------


def test_the_days_to_respond_begin_when_it_is_sent_as_with_an_edition(people, sensitive):
    with clock.at(APRIL_1):
        send(people, sensitive)
    sent = now_in(sensitive)

    assert (sent.state, sent.response_due.isoformat()) == ("sent_inside", "2026-04-29")
    assert Record.objects.last().event == "key_message.sent_inside"
    with clock.at(datetime(2026, 4, 30, 12, tzinfo=UTC)):
        assert (sent.is_overdue, list(KeyMessage.objects.overdue())) == (True, [sent])


def test_what_is_sent_is_frozen_with_its_outcome_and_its_dissent(people, sensitive):
    with clock.at(APRIL_1):
        sending = send(people, sensitive)
    sensitive.statements.update(text="Reworded")
    sensitive.wordings.update(text="Reworded")
    sending.refresh_from_db()

    assert sending.snapshot == {
        "reference": "HAR-2026-001",
        "text": "Keep the night bus",
        "outcome": "Agreed by a majority, with dissent",
        "counts": [["support", 2], ["reservations", 0], ["live_with", 0], ["stand_aside", 0],
                   ["object", 1]],
        "counts_in_words": "2 support, 1 object",
        "statements": [{"side": "against", "text": [DISSENT]}],
        "sent_on": "2026-04-01",
        "answer_due": "2026-04-29",
    }  # fmt: skip


@pytest.mark.parametrize("role", ["secretary", "member", "police_lead", "observer", "stranger"])
def test_only_the_chair_sends_it(people, sensitive, role):
    with pytest.raises(Refused):
        send(people, sensitive, role)

    assert (now_in(sensitive).state, Sending.objects.count()) == (State.AGREED, 0)


@pytest.mark.parametrize("state", [State.PROPOSED, State.NOT_AGREED, State.SENT, State.SENT_INSIDE])
def test_only_what_is_agreed_is_sent(people, sensitive, state):
    sensitive.state, sensitive.sent_at, sensitive.response_due = state, APRIL_1, APRIL_1.date()
    sensitive.save()

    with pytest.raises(Refused, match="Only agreed key messages"):
        send(people, sensitive)


def test_of_two_chairs_who_send_at_once_the_second_is_refused(people, sensitive):
    stale = now_in(sensitive)
    send(people, sensitive)

    with pytest.raises(Refused, match="moved on meanwhile"):
        send(people, stale, "vice_chair")
    assert Sending.objects.count() == 1


def test_what_says_something_else_by_now_is_not_sent(people, sensitive):
    before = seen(sensitive)
    MinorityStatement.objects.create(key_message=sensitive, text="Late", written_by=people.chair)

    with pytest.raises(Refused, match="moved on meanwhile"):
        actions.send_to_police_lead(actor=people.chair, key_message=sensitive, seen=before)
    assert (now_in(sensitive).state, Sending.objects.count()) == (State.AGREED, 0)


def test_after_it_is_sent_nobody_adds_a_statement(people, sensitive):
    stale = now_in(sensitive)
    send(people, sensitive)

    with pytest.raises(Refused, match="before the message is sent"):
        actions.write_minority_statement(actor=people.member, key_message=stale, text="Late")


# --- It stays inside ------------------------------------------------------------------------------


def test_no_answer_is_frozen_for_an_edition_before_there_is_one(people, sensitive):
    send(people, sensitive)
    answer(people, sensitive, reason="Fennel line")
    message = now_in(sensitive)

    assert (freeze_answers(actor=None, key_message=message), unfrozen()) == (0, [])
    assert (Answer.objects.count(), held_back(people.secretary)) == (0, [])
    assert not Record.objects.filter(event="answer.published").exists()


def test_a_response_that_names_somebody_is_refused_as_it_may_be_published_later(people, sensitive):
    send(people, sensitive)

    with pytest.raises(Refused, match="This may be published later"):
        answer(people, sensitive, reason="As Doreen Whitcombe said")


# --- Taking it back -------------------------------------------------------------------------------


def test_the_chair_takes_it_back_before_it_is_answered(people, sensitive):
    sending = send(people, sensitive)
    path = url("key-message-sent-withdraw", sensitive.pk)
    empty = signed_in(people.chair).post(path, {"reason": ""})
    signed_in(people.chair).post(path, {"reason": "The plan has changed"})
    message = now_in(sensitive)
    sending.refresh_from_db()

    assert (empty.status_code, sending.state, message.state) == (422, "withdrawn", State.AGREED)
    assert (message.sent_at, message.response_due, message.awaits_answer) == (None, None, False)
    text = words(page(people.police_lead, "key-message-sent", sensitive.pk))
    assert "Withdrawn by Marjorie Penhale" in text
    assert "The plan has changed" in text
    assert Record.objects.filter(event="sending.withdrawn").count() == 1


def test_it_can_be_sent_again_with_days_of_its_own(people, sensitive):
    with clock.at(APRIL_1):
        take_back(people, send(people, sensitive))
    with clock.at(APRIL_1 + timedelta(days=2)):
        send(people, now_in(sensitive))

    assert now_in(sensitive).response_due.isoformat() == "2026-05-01"
    states = Sending.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["withdrawn", "sent"]


def test_what_is_answered_stands(people, sensitive):
    sending = send(people, sensitive)
    stale = Sending.objects.select_related("key_message__topic__group").get()
    answer(people, sensitive)

    for sent_row in (sending, stale):
        with pytest.raises(Refused, match="have responded"):
            take_back(people, sent_row)
    assert Sending.objects.get().state == "sent"


def test_what_is_taken_back_is_not_answered(people, sensitive):
    sending = send(people, sensitive)
    stale = now_in(sensitive)
    take_back(people, sending)

    with pytest.raises(Refused, match="Only key messages that were sent"):
        answer(people, stale)
    assert Response.objects.count() == 0


@pytest.mark.parametrize("state", [State.PROPOSED, State.SENT])
def test_a_stale_page_takes_nothing_back(people, sensitive, state):
    sending = send(people, sensitive)
    KeyMessage.objects.filter(pk=sensitive.pk).update(state=state)

    with pytest.raises(Refused, match="moved on meanwhile"):
        take_back(people, sending)
    assert now_in(sensitive).state == state


@pytest.mark.parametrize("role", ["secretary", "member", "police_lead"])
def test_only_the_chair_takes_it_back(people, sensitive, role):
    sending = send(people, sensitive)

    with pytest.raises(Refused, match="Only the chair"):
        take_back(people, sending, role)


def test_advice_that_is_sent_today_keeps_a_topic_that_was_over(people, sensitive):
    actions.close_topic(actor=people.chair, topic=sensitive.topic)
    with clock.at(clock.now() + timedelta(days=8 * 365)):
        since = clock.now() - timedelta(days=7 * 365)
        assert old_topics(since) == [sensitive.topic_id]

        send(people, sensitive)
        assert old_topics(since) == []


def test_who_took_advice_back_in_a_held_topic_is_held(people, sensitive):
    take_back(people, send(people, sensitive), role="vice_chair")
    LegalHold.objects.begin(sensitive.topic, people.group.pk, people.chair, "An inquest")

    assert is_held(people.vice_chair)
