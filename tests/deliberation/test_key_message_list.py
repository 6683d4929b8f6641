"""The list of key messages: what stands on which shelf, and for whom."""

import re
from datetime import timedelta
from itertools import product

import pytest
from django.db.models.signals import post_init

from core.clock import now, today
from core.policy import Refused
from deliberation import actions
from deliberation.models import (
    Choice,
    KeyMessage,
    Response,
)
from publications.jobs import freeze_new_answers
from tests.deliberation.pages import page, questions, url, words
from tests.factories import KeyMessageFactory
from tests.signing_in import signed_in

State = KeyMessage.State
INSIDE = ("chair", "vice_chair", "member", "secretary")
GUESTS = ("police_lead", "observer")
OUTSIDE = ("officer", "interpreter", "stranger", "administrator")


def sections(response):
    """Heading of each shelf of the list, with the references under it."""
    matches = re.findall(
        r'<section aria-labelledby="[\w-]+">\s*<h2[^>]*>([^<]+)</h2>(.*?)</section>',
        response.content.decode(),
        re.DOTALL,
    )
    return {
        head: re.findall(r'app-message__reference">\s*([A-Z]{3}-2026-\d{3,})', text)
        for head, text in matches
    }


@pytest.fixture
def one_in_each_state(topic):
    return {
        state: KeyMessageFactory(topic=topic, state=state, reference=f"HAR-2026-1{n:02d}")
        for n, state in enumerate(State)
    }


def test_each_message_stands_on_its_shelf(people, one_in_each_state):
    assert sections(page(people.member, "key-messages")) == {
        "Advice given": ["HAR-2026-104", "HAR-2026-103", "HAR-2026-101"],
        "Discussed, no agreed view": ["HAR-2026-102"],
        "Being discussed": ["HAR-2026-100"],
        "Withdrawn": ["HAR-2026-105"],
    }


@pytest.mark.parametrize("role", GUESTS)
def test_guests_see_what_was_decided_and_nothing_before(people, one_in_each_state, role):
    assert sections(page(getattr(people, role), "key-messages")) == {
        "Advice given": ["HAR-2026-104", "HAR-2026-103", "HAR-2026-101"],
        "Discussed, no agreed view": ["HAR-2026-102"],
    }


@pytest.mark.parametrize("role", OUTSIDE)
def test_others_see_no_message(people, one_in_each_state, role):
    response = page(getattr(people, role), "key-messages")

    assert sections(response) == {}
    assert "No key messages here" in words(response)


def test_a_t2_a_message_without_an_agreed_view_never_stands_under_advice_given(
    people, topic, more_members
):
    message = KeyMessageFactory(topic=topic, text="Move the desk into the library")
    twelve = [people.chair, people.vice_chair, people.member, *more_members]
    asked = [actions.Asked(user) for user in twelve]
    a4 = actions.open_agreement_round(actor=people.chair, key_message=message, asked=asked)
    taken = ["support"] * 4 + ["live_with"] + ["stand_aside"] + ["object"] * 4
    for user, choice in zip(twelve, taken, strict=False):
        actions.take_position(
            actor=user, agreement_round=a4, choice=Choice(choice), reason="Neighbours"
        )
    actions.close_agreement_round(actor=people.chair, agreement_round=a4)
    message.refresh_from_db()
    of_each_side = ((twelve[0], "The library is warm"), (twelve[9], "Nobody reports a beating"))
    for writer, text in of_each_side:
        actions.write_minority_statement(actor=writer, key_message=message, text=text)

    for role in (*INSIDE, *GUESTS):
        response = page(getattr(people, role), "key-messages")
        shown_words = words(response)

        assert sections(response) == {"Discussed, no agreed view": [message.reference]}
        assert "For The library is warm Against Nobody reports a beating" in shown_words
        assert (
            "4 support, 1 can live with it, 1 stand aside, 4 object: no agreed view." in shown_words
        )
        assert "Advice given" not in re.sub(r"All Being.*Answered", "", shown_words)


def test_a_message_without_an_agreed_view_is_never_sent(people, topic):
    message = KeyMessageFactory(topic=topic, state=State.NOT_AGREED)

    with pytest.raises(Refused, match=r"Only agreed key messages are sent\."):
        actions.send_key_message(actor=people.secretary, key_message=message)


@pytest.fixture
def answers(topic):
    """Sent messages by what has become of them."""
    due = {"awaited": 9, "overdue": -1, "promised": -20, "promised and late": -20, "accepted": -20}
    made = {
        name: KeyMessageFactory(
            topic=topic, state=State.SENT, response_due=today() + timedelta(days=days)
        )
        for name, days in due.items()
    }
    for name, days in (("promised", 5), ("promised and late", -2)):
        Response.objects.create(
            key_message=made[name],
            decision="under_consideration",
            review_on=today() + timedelta(days=days),
            answered_by=topic.opened_by,
        )
    Response.objects.create(
        key_message=made["accepted"], decision="accepted", answered_by=topic.opened_by
    )
    return made


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("awaited", {"awaited", "overdue", "promised", "promised and late"}),
        ("overdue", {"overdue", "promised and late"}),
        ("answered", {"accepted"}),
        ("agreed", {"awaited", "overdue", "promised", "promised and late", "accepted"}),
        ("discussed", set()),
        ("anything else", {"awaited", "overdue", "promised", "promised and late", "accepted"}),
    ],
)
def test_the_list_is_filtered_by_what_has_become_of_it(people, answers, show, names):
    response = page(people.police_lead, "key-messages", show=show)

    assert set(response.context["page"]) == {answers[name] for name in names}


@pytest.mark.parametrize("address", ["/", "/publications/release/"])
def test_who_answers_is_shown_what_is_owed_and_nothing_else_is_loaded(people, answers, address):
    """Messages are kept for ever: those that were answered cost these pages nothing."""
    freeze_new_answers()  # or the desk looks at each that is not shown yet
    client, loaded = signed_in(people.police_lead), set()

    def note(instance, **_more):
        loaded.add(instance)

    post_init.connect(note, sender=KeyMessage)
    try:
        owed = set(client.get(address).context["owed"])
    finally:
        post_init.disconnect(note, sender=KeyMessage)

    assert loaded == owed == set(answers.values()) - {answers["accepted"]}


DAYS = (-1, 0, 1)  # yesterday is late, today is not
FINAL = [(decision,) for decision in sorted(Response.FINAL)]
WAITING = [("under_consideration", days) for days in DAYS]
HISTORIES = [(), *product(FINAL + WAITING), *product(FINAL + WAITING, repeat=2)]


def in_days(days):
    return today() + timedelta(days=days)


@pytest.fixture
def every_history(topic):
    """A message in each state, with each due day and each run of answers."""
    cases = list(product(State, DAYS, HISTORIES))
    common = {"topic": topic, "proposed_by": topic.opened_by, "sent_at": now()}
    messages = KeyMessage.objects.bulk_create(
        KeyMessage(state=state, response_due=in_days(days), reference=f"HAR-{number}", **common)
        for number, (state, days, _history) in enumerate(cases)
    )
    for message, (_state, _days, history) in zip(messages, cases, strict=True):
        answer = {"key_message": message, "reason": "Dear", "answered_by": topic.opened_by}
        Response.objects.bulk_create(
            Response(decision=decision, review_on=in_days(*review) if review else None, **answer)
            for decision, *review in history
        )


def test_the_lists_and_the_card_say_the_same_of_every_message(every_history):
    """What awaits an answer is asked of one message, and of all of them in the database."""
    key_messages = KeyMessage.objects.all()
    cards = key_messages.prefetch_related("responses")
    awaited = {card.pk for card in cards if card.awaits_answer}
    overdue = {card.pk for card in cards if card.is_overdue}
    answered = {card.pk for card in cards if card.state in KeyMessage.WITH_THE_POLICE} - awaited

    def told(rows):
        return sorted(rows.values_list("pk", flat=True))

    assert told(key_messages.awaiting_answer()) == sorted(awaited)
    assert told(key_messages.overdue()) == sorted(overdue)
    assert told(key_messages.answered()) == sorted(answered)
    of_each_way = 1 + len(DAYS) * (1 + len(FINAL + WAITING))  # none, or promised for then
    assert len(overdue) == len(KeyMessage.WITH_THE_POLICE) * of_each_way


def test_the_list_asks_as_many_questions_for_three_messages_as_for_one(people, closed):
    client = signed_in(people.member)
    for_one = questions(client, url("key-messages"))
    topic = closed.key_message.topic
    KeyMessageFactory(topic=topic, state=State.AGREED)
    KeyMessageFactory(topic=topic, state=State.SENT)

    assert questions(client, url("key-messages")) == for_one


def test_what_an_edition_holds_is_the_same_of_one_message_and_in_the_database(topic):
    for state, views_published_at in product(State, (None, now())):
        KeyMessageFactory(topic=topic, state=state, views_published_at=views_published_at)
    published = {each for each in KeyMessage.objects.all() if each.is_published}

    assert set(KeyMessage.objects.published()) == published
    assert sorted((each.state, bool(each.views_published_at)) for each in published) == [
        ("not_agreed", True),
        ("sent", False),
        ("sent", True),
    ]
