"""One key message: who sees what of it, its wordings, statements and answers."""

import re
from datetime import timedelta

import pytest

from core.audit.models import Record
from core.clock import now, today
from deliberation import actions
from deliberation.models import (
    Choice,
    KeyMessage,
    MinorityStatement,
    Response,
    TopicGuest,
)
from tests.deliberation.conftest import DRAFT, MEMBERS_WORDS, NAMES, REASON
from tests.deliberation.pages import NOWHERE, page, post, same, url, words
from tests.deliberation.rounds import decided, settled
from tests.factories import KeyMessageFactory
from tests.signing_in import signed_in

State = KeyMessage.State
INSIDE = ("chair", "vice_chair", "member", "secretary")
GUESTS = ("police_lead", "observer")
OUTSIDE = ("officer", "interpreter", "stranger", "administrator")


@pytest.mark.parametrize("role", [*GUESTS, *OUTSIDE])
def test_a_message_that_is_being_discussed_is_not_there_for_others(people, message, role):
    client = signed_in(getattr(people, role))
    hidden, missing = (client.get(url("key-message", pk)) for pk in (message.pk, NOWHERE))

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert same(hidden) == same(missing)


def test_the_versions_show_what_was_added_and_removed(people, message):
    text = words(page(people.member, "key-message", message.pk))

    assert "[removed] Wisteria:" in text
    assert "[added] Keep" in text
    assert f"Wording 1, {dated(message)} {DRAFT}" in text


def dated(message):
    from core.dates import day_and_time  # noqa: PLC0415

    return day_and_time(message.wordings.get(version=1).written_at)


@pytest.mark.parametrize("role", GUESTS)
def test_guests_see_the_final_words_and_no_draft_no_name_and_no_reason(people, closed, role):
    """A-T4: the observer sees agreed messages and no individual positions."""
    response = page(getattr(people, role), "key-message", closed.key_message_id)
    content, text = response.content.decode(), words(response)

    assert "Keep a telephone line" in text
    assert "2 support, 1 object: majority, with dissent." in text
    for hidden in (DRAFT, REASON, MEMBERS_WORDS, "Your position was"):
        assert hidden not in content
    for other in ("chair", "vice_chair", "member", "secretary"):
        assert NAMES[other] not in content
    assert page(getattr(people, role), "round-positions", closed.pk).status_code == 403


def test_the_police_lead_sees_what_was_sent_though_not_invited_to_its_topic(people, message):
    TopicGuest.objects.all().delete()
    KeyMessage.objects.update(state=State.SENT, sent_at=now(), response_due=today())

    lead = page(people.police_lead, "key-message", message.pk)
    officer = page(people.officer, "key-message", message.pk)

    assert (lead.status_code, officer.status_code) == (200, 404)
    assert "Harbour front counter" not in lead.content.decode()
    assert DRAFT not in lead.content.decode()


@pytest.mark.parametrize("role", INSIDE)
def test_until_a_round_closes_only_the_number_of_answers_is_shown(people, agreement_round, role):
    actions.take_position(
        actor=people.member, agreement_round=agreement_round, choice=Choice.OBJECT, reason=REASON
    )

    for name in ("key-message", "key-messages"):
        args = [agreement_round.key_message_id] if name == "key-message" else []
        response = page(getattr(people, role), name, *args)
        text = words(response)
        assert "1 of 3 have answered." in text or "1 of 3 has answered." in text
        assert "1 object" not in text
        if role != "member":
            assert REASON not in response.content.decode()
    assert page(getattr(people, role), "round-positions", agreement_round.pk).status_code == 403


def test_after_closing_members_read_the_reasons_without_names(people, closed):
    text = words(page(people.vice_chair, "key-message", closed.key_message_id))

    assert f"Reasons given, without names I object: {REASON}" in text
    assert NAMES["member"] not in text


def test_the_secretary_sees_counts_only(people, closed):
    response = page(people.secretary, "key-message", closed.key_message_id)

    assert "2 support, 1 object" in words(response)
    assert REASON not in response.content.decode()
    assert page(people.secretary, "round-positions", closed.pk).status_code == 403


def test_after_closing_the_chair_sees_who_held_which_position(people, closed):
    at_once = page(people.chair, "round-positions", closed.pk)
    text = words(page(people.chair, "round-positions", settled(closed).pk))

    assert (at_once.status_code, REASON in words(at_once)) == (403, False)
    assert f"Doreen Whitcombe I object {REASON}" in text


def test_after_closing_i_see_my_own_position(people, closed):
    text = words(page(people.member, "key-message", closed.key_message_id))

    assert "Your position was: I object ." in text


def test_a_message_is_proposed_from_its_topic(people, topic):
    response = post(people.member, "key-message-new", topic.pk, text="Keep a line")

    key_message = KeyMessage.objects.get()
    assert response.url == url("key-message", key_message.pk)
    assert key_message.wordings.get().text == "Keep a line"


def test_who_was_slower_is_shown_both_texts_and_keeps_theirs(people, message):
    actions.change_wording(actor=people.chair, key_message=message, text="Keep a bell", after=2)
    records = Record.objects.count()

    response = post(people.member, "wording-new", message.pk, text="Keep a horn", after=2)

    content = response.content.decode()
    assert response.status_code == 409
    assert "Keep a bell" in content
    assert "Keep a [removed] bell [added] horn" in words(response)
    assert ">\nKeep a horn</textarea>" in content
    assert 'name="after" value="3"' in content
    assert Record.objects.exclude(event__startswith="session").count() == records
    assert message.wordings.count() == 3


def test_after_the_conflict_the_second_try_succeeds(people, message):
    post(people.member, "wording-new", message.pk, text="Keep a horn", after=2)
    response = post(people.chair, "wording-new", message.pk, text="Keep a bell", after=3)

    assert response.url == url("key-message", message.pk)
    assert message.wordings.get(version=4).text == "Keep a bell"


def test_changing_the_words_during_a_round_is_warned_of(people, agreement_round):
    text = words(page(people.chair, "wording-new", agreement_round.key_message_id))

    assert "A new wording ends it: everybody is asked again." in text


def test_withdrawing_asks_once_more(people, message):
    text = words(page(people.chair, "key-message-withdraw", message.pk))
    message.refresh_from_db()
    before = message.state
    post(people.chair, "key-message-withdraw", message.pk)
    message.refresh_from_db()

    assert "Withdraw HAR-2026-001? Keep a telephone line" in text
    assert (before, message.state) == (State.PROPOSED, State.WITHDRAWN)


def test_a_minority_statement_has_one_side_and_two_views_have_two(people, closed, topic):
    unsettled = decided(people, KeyMessageFactory(topic=topic), State.NOT_AGREED, member="support")
    post(people.member, "statement-new", closed.key_message_id, text="Half shut")
    post(people.member, "statement-new", unsettled.pk, text="It is warm")

    assert list(MinorityStatement.objects.order_by("pk").values_list("text", "side")) == [
        ("Half shut", "against"),
        ("It is warm", "for"),
    ]


def test_a_statement_carries_no_name(people, closed):
    post(people.member, "statement-new", closed.key_message_id, text="Half shut")

    response = page(people.police_lead, "key-message", closed.key_message_id)
    assert "Minority statement Half shut" in words(response)
    assert NAMES["member"] not in response.content.decode()


def test_the_police_answer_is_shown_with_its_history(people, topic):
    message = KeyMessageFactory(topic=topic, state=State.SENT)
    answers = [
        (people.secretary, Response.Decision.UNDER_CONSIDERATION, "", today() + timedelta(days=10)),
        (people.police_lead, Response.Decision.NOT_ACCEPTED, "Cost", None),
    ]
    for actor, decision, reason, review_on in answers:
        actions.answer_key_message(
            actor=actor, key_message=message, decision=decision, reason=reason, review_on=review_on
        )

    text = words(page(people.member, "key-message", message.pk))
    assert "Under consideration" in text
    assert "(written down by the secretary on their behalf)" in text
    assert re.search(r"Not accepted Police response, \d+ \w+ \d{4} Cost", text)


@pytest.mark.parametrize("role", ["secretary", *GUESTS])
def test_the_words_of_the_members_space_are_on_no_page_of_these(people, topic, closed, role):
    client = signed_in(getattr(people, role))
    addresses = [
        *(url(name) for name in ("topics", "key-messages")),
        *(url(name, topic.pk) for name in ("topic", "topic-members", "topic-guests")),
        url("key-message-new", topic.pk),
        url("key-message", closed.key_message_id),
        url("round-positions", closed.pk),
        f"/stream/topic.{topic.pk}.members/?after=0",
        f"/stream/topic.{topic.pk}.shared/?after=0",
    ]

    def telling(reader):
        return [
            address for address in addresses if "Zinnia" in reader.get(address).content.decode()
        ]

    assert telling(client) == []
    assert url("topic-members", topic.pk) in telling(signed_in(people.member))
