"""A round that is about to close: who is told, when, and how little."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from core import clock
from core.jobs import run_due_jobs
from core.notices.models import Notice
from deliberation import actions
from deliberation.jobs import close_rounds, remind_of_rounds
from deliberation.models import AgreementRound, Choice
from tests.factories import KeyMessageFactory, MembershipFactory, UserFactory
from tests.notices.conftest import WORD, told
from tests.signing_in import signed_in

REMINDED = "agreement_round.closes_soon"
FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)


@pytest.fixture
def leroy(world):
    """A member without an email address."""
    person = UserFactory(name="Leroy Samuels", email=None)
    MembershipFactory(user=person, group=world.group)
    return person


@pytest.fixture
def asked(world, leroy):
    """Asked on Monday until Friday: four who advise, of whom one declared an interest."""
    message = KeyMessageFactory(topic=world.topic, text=WORD)
    people = [actions.Asked(user) for user in (world.chair, world.member, leroy)]
    people.append(actions.Asked(world.vice_chair, recusal=WORD))
    return actions.open_agreement_round(
        actor=world.chair, key_message=message, asked=people, last_day=FRIDAY
    )


def on(day):
    return clock.at(datetime(day.year, day.month, day.day, 8, tzinfo=UTC))


def reminded(*, on_day):
    with on(on_day):
        for _ in range(2):
            remind_of_rounds()
    return list(Notice.objects.filter(kind=REMINDED).values_list("recipient", flat=True))


def test_those_who_have_not_answered_are_told_once_on_the_day_before(world, asked, leroy):
    actions.take_position(actor=world.member, agreement_round=asked, choice=Choice.SUPPORT)
    days = [date(2026, 3, day) for day in (3, 4, 5, 6)]
    numbers = [len(reminded(on_day=day)) for day in days]

    assert numbers == [0, 0, 2, 2]
    assert set(reminded(on_day=FRIDAY)) == {world.chair.pk, leroy.pk}


def test_before_a_monday_they_are_told_on_the_friday(world, asked):
    AgreementRound.objects.update(answers_until=datetime(2026, 3, 9, 17, tzinfo=UTC))
    numbers = [len(reminded(on_day=day)) for day in (date(2026, 3, 5), FRIDAY, date(2026, 3, 8))]

    assert numbers == [0, 3, 3]


def test_who_was_asked_yesterday_is_told_on_the_last_day_itself(world, asked):
    """The day before had begun when the round was opened."""
    assert len(reminded(on_day=FRIDAY)) == 3


def test_a_later_last_day_is_told_and_comes_with_a_reminder_of_its_own(world, asked, leroy):
    reminded(on_day=date(2026, 3, 5))
    with on(FRIDAY):
        actions.extend_agreement_round(actor=world.chair, agreement_round=asked, last_day=MONDAY)
        more_time = told("agreement_round.extended")

    assert more_time == {world.member.pk, leroy.pk}  # the chair did it
    assert len(reminded(on_day=FRIDAY)) == 3 + 3


@pytest.mark.parametrize("closed", [False, True])
def test_nobody_is_told_of_a_round_that_is_over_or_has_no_last_day(world, asked, closed):
    if closed:
        actions.close_agreement_round(actor=world.chair, agreement_round=asked)
    else:
        AgreementRound.objects.update(answers_until=None)

    assert reminded(on_day=date(2026, 3, 5)) == []


def test_the_email_says_nothing_of_what_it_is_about(world, asked):
    reminded(on_day=date(2026, 3, 5))
    Notice.objects.exclude(kind=REMINDED).delete()
    with on(date(2026, 3, 5) + timedelta(days=1)):
        run_due_jobs()
    (email,) = [email for email in mail.outbox if email.to == [world.member.email]]

    assert "A round on a key message is about to close and needs your answer" in email.body
    assert WORD not in f"{email.subject} {email.body}"


def test_who_has_no_email_is_on_the_list_of_people_to_call(world, asked, leroy):
    reminded(on_day=date(2026, 3, 5))
    address = f"/groups/{world.group.pk}/people/call/"
    sentence = "A round on a key message is about to close and needs your answer"
    with on(date(2026, 3, 5)):
        before = signed_in(world.chair).get(address).content.decode()
    with on(date(2026, 3, 7)):  # its time has ended
        after = signed_in(world.chair).get(address).content.decode()

    assert (sentence in before, leroy.name in before) == (True, True)
    assert sentence not in after


def test_who_has_answered_since_is_neither_emailed_nor_called_nor_asked_on_the_page(
    world, asked, leroy
):
    """They were asked, and reminded, in the night; what waits until the morning is over by then."""
    night = datetime(2026, 3, 5, 1, tzinfo=UTC)
    told("agreement_round.opened")
    Notice.objects.all().delete()
    with clock.at(night):
        remind_of_rounds()
        actions.take_position(actor=world.member, agreement_round=asked, choice=Choice.SUPPORT)
        answer = {"user": leroy, "choice": Choice.SUPPORT, "via": "telephone"}
        actions.record_position(actor=world.secretary, agreement_round=asked, **answer)
    mail.outbox.clear()
    with on(date(2026, 3, 5)):
        run_due_jobs()
        called = signed_in(world.chair).get(f"/groups/{world.group.pk}/people/call/")
        pages = [
            signed_in(person).get("/notices/").content.decode()
            for person in (world.member, world.chair)
        ]

    assert [email.to for email in mail.outbox] == [[world.chair.email]]
    assert leroy.name not in called.content.decode()
    assert [page.count(">Over<") for page in pages] == [1, 0]


def test_a_round_that_closes_without_enough_answers_is_not_told_as_a_decision(world, asked):
    with clock.at(asked.answers_until):
        close_rounds()
        run_due_jobs()
    asked.refresh_from_db()
    page = signed_in(world.member).get("/notices/").content.decode()

    assert asked.outcome == "not_quorate"
    assert "A round on a key message has closed" in page
    assert "decided" not in page


def test_who_advises_no_more_is_asked_no_more(world, asked, leroy):
    """The member has become the secretary, who takes no position, and reads the round still."""
    home = signed_in(world.member).get("/").content.decode()
    world.member.memberships.update(role="secretary")
    after = signed_in(world.member).get("/").content.decode()

    assert ["We need your answer" in page for page in (home, after)] == [True, False]
    assert set(reminded(on_day=FRIDAY)) == {world.chair.pk, leroy.pk}


def test_a_close_that_is_taken_back_is_told_to_nobody_and_the_next_one_once(world, asked):
    closed, start = "agreement_round.closed", clock.now()
    with clock.at(start):
        actions.close_agreement_round(actor=world.chair, agreement_round=asked)
        assert world.member.pk in told(closed)
    with clock.at(start + timedelta(seconds=30)):
        actions.reopen_agreement_round(actor=world.chair, agreement_round=asked)
    with clock.at(start + timedelta(minutes=5)):
        assert told(closed) == set()
        assert [message.to for message in mail.outbox if "closed" in message.body] == []
        actions.close_agreement_round(actor=world.chair, agreement_round=asked)
    with clock.at(start + timedelta(minutes=10)):
        assert world.member.pk in told(closed)
        run_due_jobs()

    assert Notice.objects.filter(kind=closed, recipient=world.member).count() == 1
    sent = [message.to[0] for message in mail.outbox if "closed" in message.body]
    assert sorted(sent) == sorted(set(sent))
