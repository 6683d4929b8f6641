"""Pages of key messages and rounds: who sees what, what is kept, what never leaks."""

import re
from datetime import timedelta

import pytest

from deliberation import actions
from deliberation.models import (
    AgreementRound,
    Choice,
    KeyMessage,
    MinorityStatement,
    Position,
    Response,
    TopicGuest,
)
from iag_portal.audit.models import Record
from iag_portal.clock import now, today
from tests.deliberation.conftest import MEMBERS_WORDS, NAMES
from tests.deliberation.pages import NOWHERE, page, questions, same, url, words
from tests.factories import KeyMessageFactory, WordingFactory
from tests.signing_in import signed_in

State = KeyMessage.State
DRAFT = "Wisteria: an earlier draft of the words"
REASON = "Foxglove: two buses each way"
INSIDE = ("chair", "vice_chair", "member", "secretary")
GUESTS = ("police_lead", "observer")
OUTSIDE = ("officer", "interpreter", "stranger", "administrator")


@pytest.fixture
def message(people, topic):
    """A message with an earlier draft and its final words."""
    message = KeyMessageFactory(topic=topic, reference="HAR-2026-001", text=DRAFT)
    WordingFactory(key_message=message, version=2, text="Keep a telephone line")
    return message


@pytest.fixture
def agreement_round(people, message):
    asked = [actions.Asked(u) for u in (people.chair, people.vice_chair, people.member)]
    return actions.open_agreement_round(actor=people.chair, key_message=message, asked=asked)


@pytest.fixture
def closed(people, agreement_round):
    """Two support it and Doreen objects, with a reason: a majority with dissent."""
    for user in (people.chair, people.vice_chair):
        actions.take_position(actor=user, agreement_round=agreement_round, choice=Choice.SUPPORT)
    actions.take_position(
        actor=people.member, agreement_round=agreement_round, choice=Choice.OBJECT, reason=REASON
    )
    return actions.close_agreement_round(actor=people.chair, agreement_round=agreement_round)


def post(person, name, *args, **data):
    return signed_in(person).post(url(name, *args), data)


# --- The list ----------------------------------------------------------------------------


def sections(response):
    """Heading of each shelf of the list, with the references under it."""
    found = re.findall(
        r'<section aria-labelledby="[\w-]+"><h2[^>]*>([^<]+)</h2>(.*?)</section>',
        response.content.decode(),
        re.DOTALL,
    )
    return {
        head: re.findall(r'app-message__reference">([A-Z]{3}-2026-\d{3})', text)
        for head, text in found
    }


@pytest.fixture
def one_in_each_state(topic):
    return {
        state: KeyMessageFactory(topic=topic, state=state, reference=f"HAR-2026-1{n:02d}")
        for n, state in enumerate(State)
    }


def test_each_message_stands_on_its_shelf(people, one_in_each_state):
    assert sections(page(people.member, "key-messages")) == {
        "Advice given": ["HAR-2026-103", "HAR-2026-101"],
        "Discussed, no agreed view": ["HAR-2026-102"],
        "Being discussed": ["HAR-2026-100"],
        "Withdrawn": ["HAR-2026-104"],
    }


@pytest.mark.parametrize("role", GUESTS)
def test_guests_see_what_was_decided_and_nothing_before(people, one_in_each_state, role):
    assert sections(page(getattr(people, role), "key-messages")) == {
        "Advice given": ["HAR-2026-103", "HAR-2026-101"],
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
    for side, text in (("for", "The library is warm"), ("against", "Nobody reports a beating")):
        actions.write_minority_statement(
            actor=people.member, key_message=message, side=side, text=text
        )

    for role in (*INSIDE, *GUESTS):
        response = page(getattr(people, role), "key-messages")
        said = words(response)

        assert sections(response) == {"Discussed, no agreed view": [message.reference]}
        assert "For The library is warm Against Nobody reports a beating" in said
        assert "4 support, 1 can live with it, 1 stand aside, 4 object: no agreed view." in said
        assert "Advice given" not in re.sub(r"All Being.*Answered", "", said)


def test_a_message_without_an_agreed_view_is_never_sent(people, topic):
    message = KeyMessageFactory(topic=topic, state=State.NOT_AGREED)

    response = post(people.secretary, "key-message-send", message.pk)

    assert response.status_code == 403
    assert "Only agreed key messages are sent." in response.content.decode()


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


def test_the_filter_and_the_card_say_the_same_about_what_is_overdue(people, answers):
    late = {
        name
        for name, message in answers.items()
        if KeyMessage.objects.get(pk=message.pk).is_overdue
    }

    assert late == {"overdue", "promised and late"}


def test_the_list_asks_as_many_questions_for_three_messages_as_for_one(people, closed):
    client = signed_in(people.member)
    one = questions(client, url("key-messages"))
    topic = closed.key_message.topic
    KeyMessageFactory(topic=topic, state=State.AGREED)
    KeyMessageFactory(topic=topic, state=State.SENT)

    assert questions(client, url("key-messages")) == one


# --- One message -------------------------------------------------------------------------


@pytest.mark.parametrize("role", [*GUESTS, *OUTSIDE])
def test_a_message_that_is_being_discussed_is_not_there_for_others(people, message, role):
    client = signed_in(getattr(people, role))
    hidden, missing = (client.get(url("key-message", pk)) for pk in (message.pk, NOWHERE))

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert same(hidden) == same(missing)


def test_the_versions_show_what_was_added_and_removed(people, message):
    said = words(page(people.member, "key-message", message.pk))

    assert "[removed] Wisteria:" in said
    assert "[added] Keep" in said
    assert f"Wording 1, {dated(message)} {DRAFT}" in said


def dated(message):
    from iag_portal.dates import day_and_time  # noqa: PLC0415

    return day_and_time(message.wordings.get(version=1).written_at)


@pytest.mark.parametrize("role", GUESTS)
def test_guests_see_the_final_words_and_no_draft_no_name_and_no_reason(people, closed, role):
    """A-T4: the observer sees agreed messages and no individual positions."""
    response = page(getattr(people, role), "key-message", closed.key_message_id)
    content, said = response.content.decode(), words(response)

    assert "Keep a telephone line" in said
    assert "2 support, 1 object: majority, with dissent." in said
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
        said = words(response)
        assert "1 of 3 have answered." in said or "1 of 3 has answered." in said
        assert "1 object" not in said
        if role != "member":
            assert REASON not in response.content.decode()
    assert page(getattr(people, role), "round-positions", agreement_round.pk).status_code == 403


def test_after_closing_members_read_the_reasons_without_names(people, closed):
    said = words(page(people.vice_chair, "key-message", closed.key_message_id))

    assert f"Reasons given, without names I object: {REASON}" in said
    assert NAMES["member"] not in said


def test_the_secretary_sees_counts_only(people, closed):
    response = page(people.secretary, "key-message", closed.key_message_id)

    assert "2 support, 1 object" in words(response)
    assert REASON not in response.content.decode()
    assert page(people.secretary, "round-positions", closed.pk).status_code == 403


def test_after_closing_the_chair_sees_who_held_which_position(people, closed):
    said = words(page(people.chair, "round-positions", closed.pk))

    assert f"Doreen Whitcombe I object {REASON}" in said


def test_after_closing_i_see_my_own_position(people, closed):
    said = words(page(people.member, "key-message", closed.key_message_id))

    assert "Your position was: I object ." in said


# --- Wording -----------------------------------------------------------------------------


def test_a_message_is_proposed_from_its_topic(people, topic):
    response = post(people.member, "key-message-new", topic.pk, text="Keep a line")

    made = KeyMessage.objects.get()
    assert response.url == url("key-message", made.pk)
    assert made.wordings.get().text == "Keep a line"


def test_who_was_slower_is_shown_both_texts_and_keeps_theirs(people, message):
    actions.change_wording(actor=people.chair, key_message=message, text="Keep a bell", after=2)
    records = Record.objects.count()

    response = post(people.member, "wording-new", message.pk, text="Keep a horn", after=2)

    content = response.content.decode()
    assert response.status_code == 409
    assert "Keep a bell" in content
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
    said = words(page(people.chair, "wording-new", agreement_round.key_message_id))

    assert "A new wording ends it: everybody is asked again." in said


def test_withdrawing_asks_once_more(people, message):
    asked = words(page(people.chair, "key-message-withdraw", message.pk))
    message.refresh_from_db()
    before = message.state
    post(people.chair, "key-message-withdraw", message.pk)
    message.refresh_from_db()

    assert "Withdraw HAR-2026-001? Keep a telephone line" in asked
    assert (before, message.state) == (State.PROPOSED, State.WITHDRAWN)


# --- Rounds ------------------------------------------------------------------------------


def test_a_round_outside_a_meeting_asks_every_member_of_the_group(people, message, more_members):
    said = words(page(people.chair, "round-open", message.pk))
    post(people.chair, "round-open", message.pk)

    asked = set(AgreementRound.objects.get().entitlements.values_list("user", flat=True))
    expected = {people.chair, people.vice_chair, people.member, *more_members}
    assert "12 members are asked about this wording. At least 4 must answer." in said
    assert asked == {user.pk for user in expected}


def test_a_position_is_taken_and_changed_without_scripts(people, agreement_round):
    address = url("key-message", agreement_round.key_message_id)
    first = post(people.member, "position-take", agreement_round.pk, choice="support")
    post(people.member, "position-take", agreement_round.pk, choice="object", reason=REASON)

    position = Position.objects.get()
    assert first.url == address
    assert (position.user, position.choice, position.reason) == (people.member, "object", REASON)


def test_with_htmx_the_form_alone_is_answered(people, agreement_round):
    client = signed_in(people.member)
    address = url("position-take", agreement_round.pk)

    form = client.get(address, headers={"HX-Request": "true"})
    saved = client.post(address, {"choice": "live_with"}, headers={"HX-Request": "true"})

    root = f'<div id="position-{agreement_round.pk}"'
    for response in (form, saved):
        assert response.status_code == 200
        assert response.content.decode().strip().removeprefix("<!DOCTYPE").startswith(root)
    assert "Your position: <strong>I can live with it</strong>." in saved.content.decode()


def test_a_missing_reason_keeps_the_choice(people, agreement_round):
    response = post(people.member, "position-take", agreement_round.pk, choice="object")

    assert response.status_code == 422
    assert "Say in a few words why" in words(response)
    assert re.search(r'value="object"[^>]*checked', response.content.decode())
    assert Position.objects.count() == 0


def test_after_a_position_the_person_comes_back_to_where_they_were(people, agreement_round):
    args = {"choice": "support", "next": "/meetings/7/live/"}
    assert post(people.member, "position-take", agreement_round.pk, **args).url == (
        "/meetings/7/live/"
    )
    args["next"] = "//evil.example/"
    assert post(people.member, "position-take", agreement_round.pk, **args).url == url(
        "key-message", agreement_round.key_message_id
    )


def test_a_position_after_the_close_is_refused_and_recorded(people, agreement_round):
    actions.close_agreement_round(actor=people.chair, agreement_round=agreement_round)

    response = post(people.member, "position-take", agreement_round.pk, choice="support")

    assert response.status_code == 403
    assert "This round is not open." in words(response)
    assert Record.objects.get(event="refused").facts["permission"] == "deliberation.take_position"
    assert Position.objects.count() == 0


def test_a_recused_member_sees_why_there_is_no_form(people, message):
    asked = [actions.Asked(people.chair), actions.Asked(people.member, recusal="Bus company")]
    made = actions.open_agreement_round(actor=people.chair, key_message=message, asked=asked)

    response = page(people.member, "key-message", message.pk)

    assert "You declared an interest, so you take no position on this." in words(response)
    assert url("position-take", made.pk) not in response.content.decode()


@pytest.mark.parametrize("role", [*GUESTS, *OUTSIDE])
def test_a_round_is_not_there_for_others(people, agreement_round, role):
    for name in ("position-take", "position-record", "round-close", "round-positions"):
        assert page(getattr(people, role), name, agreement_round.pk).status_code == 404


def test_the_secretary_records_a_position(people, agreement_round):
    response = post(
        people.secretary,
        "position-record",
        agreement_round.pk,
        user=people.member.pk,
        via="telephone",
        choice="support",
        reason="",
    )

    position = Position.objects.get()
    assert response.url == url("key-message", agreement_round.key_message_id)
    assert (position.user, position.recorded_by) == (people.member, people.secretary)
    assert "you told them by telephone" in words(
        page(people.member, "key-message", agreement_round.key_message_id)
    )


def test_the_secretary_records_for_those_who_are_asked_only(people, agreement_round):
    content = page(people.secretary, "position-record", agreement_round.pk).content.decode()
    offered = set(map(int, re.findall(r'<option value="(\d+)"', content)))

    assert offered == {people.chair.pk, people.vice_chair.pk, people.member.pk}


def test_closing_says_how_many_have_answered(people, agreement_round):
    actions.take_position(
        actor=people.member, agreement_round=agreement_round, choice=Choice.SUPPORT
    )
    said = words(page(people.chair, "round-close", agreement_round.pk))
    post(people.chair, "round-close", agreement_round.pk)
    agreement_round.refresh_from_db()

    assert "1 of 3 have answered. Nobody can answer afterwards" in said
    assert agreement_round.outcome == "not_quorate"


# --- Statements and answers --------------------------------------------------------------


def test_a_minority_statement_has_one_side_and_two_views_have_two(people, closed, topic):
    unsettled = KeyMessageFactory(topic=topic, state=State.NOT_AGREED)
    post(people.member, "statement-new", closed.key_message_id, text="Half shut", side="for")
    post(people.member, "statement-new", unsettled.pk, text="It is warm", side="for")

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
    day = today() + timedelta(days=10)
    later = {"review_on_day": day.day, "review_on_month": day.month, "review_on_year": day.year}
    post(people.secretary, "response-new", message.pk, decision="under_consideration", **later)
    post(people.police_lead, "response-new", message.pk, decision="not_accepted", reason="Cost")

    said = words(page(people.member, "key-message", message.pk))
    assert "Under consideration" in said
    assert "(written down by the secretary on their behalf)" in said
    assert re.search(r"Not accepted Answer of the police, \d+ \w+ \d{4} Cost", said)


def test_an_answer_without_its_reason_keeps_the_choice(people, topic):
    message = KeyMessageFactory(topic=topic, state=State.SENT)

    response = post(people.police_lead, "response-new", message.pk, decision="not_accepted")

    assert response.status_code == 422
    assert "Say why it is not, or not wholly, accepted" in words(response)
    assert Response.objects.count() == 0


def test_the_secretary_sends_and_the_days_begin(people, topic):
    message = KeyMessageFactory(topic=topic, state=State.AGREED)
    said = words(page(people.secretary, "key-message-send", message.pk))
    post(people.secretary, "key-message-send", message.pk)
    message.refresh_from_db()

    assert "From today the police have 28 days to answer." in said
    assert (message.state, message.response_due) == (State.SENT, today() + timedelta(days=28))


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

    for address in addresses:
        assert "Zinnia" not in client.get(address).content.decode(), address
