"""A round with a last day: open until then, given more time, closed by itself, and by nobody twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.audit.models import Record
from core.clock import at
from core.policy import Refused
from deliberation import actions
from deliberation.jobs import close_rounds
from deliberation.models import Choice, KeyMessage, Outcome, Position
from tests.deliberation.conftest import REASON
from tests.deliberation.pages import page, post, url, words
from tests.deliberation.rounds import close, open_round, record, take
from tests.signing_in import signed_in

EVENING = datetime(2026, 3, 24, 19, tzinfo=UTC)  # a Tuesday
LAST_DAY = date(2026, 4, 2)  # seven working days later, the day before Good Friday
ENDS_AT = datetime(2026, 4, 2, 16, tzinfo=UTC)  # 5pm: the clocks have gone forward
UNTIL = "5pm on Thursday 2 April 2026"
CLOSED = "agreement_round.closed"


@pytest.fixture(autouse=True)
def evening():
    with at(EVENING):
        yield


@pytest.fixture
def longer(people, message):
    """A round that all three members answer until Thursday week."""
    asked = [actions.Asked(user) for user in (people.chair, people.vice_chair, people.member)]
    return open_round(people, message, asked, last_day=LAST_DAY)


def extend(people, agreement_round, last_day):
    return actions.extend_agreement_round(
        actor=people.chair, agreement_round=agreement_round, last_day=last_day
    )


def events(name):
    return Record.objects.filter(event=name).count()


def test_a_round_with_a_last_day_ends_at_five_where_the_portal_is(longer):
    assert longer.answers_until == ENDS_AT


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 3, 24),  # today
        date(2026, 3, 28),  # a Saturday
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 24),  # the 21st working day
    ],
)
def test_the_last_day_is_one_of_the_next_twenty_working_days(people, message, day):
    with pytest.raises(Refused, match="Choose one of the next 20 working days"):
        open_round(people, message, [actions.Asked(people.member)], last_day=day)

    assert message.rounds.count() == 0


def test_people_answer_until_the_last_minute_and_nobody_afterwards(people, longer):
    """Also before the worker has closed it; nor does the secretary write down who rings then."""
    with at(ENDS_AT - timedelta(minutes=1)):
        take(people.member, longer)
    with at(ENDS_AT):
        for action in (
            lambda: take(people.chair, longer),
            lambda: record(people, people.chair, longer),
        ):
            with pytest.raises(Refused, match="The time to answer in this round has ended"):
                action()
        text = words(page(people.chair, "position-take", longer.pk))

    assert [position.user for position in Position.objects.all()] == [people.member]
    assert "The time to answer has ended. The result follows in a minute." in text


def test_the_worker_closes_it_when_its_time_has_ended_and_once(people, message, longer):
    for user in (people.chair, people.vice_chair, people.member):
        take(user, longer)
    with at(ENDS_AT - timedelta(minutes=1)):
        close_rounds()
    assert events(CLOSED) == 0

    with at(ENDS_AT):
        close_rounds()
        close_rounds()
    longer.refresh_from_db()
    message.refresh_from_db()

    assert (longer.outcome, longer.support, longer.closed_by) == (Outcome.UNANIMOUS, 3, None)
    assert message.state == KeyMessage.State.AGREED
    assert list(Record.objects.filter(event=CLOSED).values_list("actor", flat=True)) == [None]


def test_the_worker_leaves_rounds_that_the_chair_closes_or_gave_more_time(
    people, message, agreement_round
):
    """The round of the fixture has no last day until the chair gives it one."""
    with at(EVENING + timedelta(days=60)):
        close_rounds()
    extend(people, agreement_round, LAST_DAY)
    extend(people, agreement_round, date(2026, 4, 7))
    with at(ENDS_AT):
        close_rounds()
    agreement_round.refresh_from_db()

    assert (agreement_round.is_open, events(CLOSED)) == (True, 0)


def test_nobody_takes_back_what_the_last_day_closed(people, longer):
    take(people.member, longer)
    with at(ENDS_AT):
        close_rounds()
        longer.refresh_from_db()
        with pytest.raises(Refused, match="by whoever did it"):
            actions.reopen_agreement_round(actor=people.chair, agreement_round=longer)


def test_a_chair_closes_it_before_its_last_day(people, longer):
    text = words(page(people.chair, "round-close", longer.pk))
    close(people, longer)

    assert f"People were told that they can answer until {UNTIL}." in text
    assert (longer.state, longer.closed_by) == ("closed", people.chair)


def test_more_time_is_an_event_and_never_less_time(people, longer):
    extend(people, longer, date(2026, 4, 7))
    for sooner in (LAST_DAY, date(2026, 4, 7)):
        with pytest.raises(Refused, match="People were told that they can answer until then"):
            extend(people, longer, sooner)
    longer.refresh_from_db()

    assert longer.answers_until == datetime(2026, 4, 7, 16, tzinfo=UTC)
    assert events("agreement_round.extended") == 1


def test_a_round_whose_time_has_ended_gets_no_more(people, longer):
    with at(ENDS_AT), pytest.raises(Refused, match="The time to answer in this round has ended"):
        extend(people, longer, date(2026, 4, 7))


def test_where_no_later_day_can_be_chosen_the_page_says_so_until_tomorrow(people, message):
    asked = [actions.Asked(people.member)]
    longest = open_round(people, message, asked, last_day=date(2026, 4, 23))
    answers = []
    for days in (0, 1):
        with at(EVENING + timedelta(days=days)):
            form = page(people.chair, "round-extend", longest.pk)
        latest = "That is as long as a round can stay open." in words(form)
        answers.append((latest, "How long can people answer?" in words(form)))

    assert answers == [(True, False), (False, True)]


@pytest.mark.parametrize("role", ["member", "secretary", "police_lead", "observer", "stranger"])
def test_only_a_chair_gives_more_time(people, longer, role):
    with pytest.raises(Refused):
        actions.extend_agreement_round(
            actor=getattr(people, role), agreement_round=longer, last_day=date(2026, 4, 7)
        )


def test_before_the_end_all_read_how_many_have_answered_and_nobody_what(people, longer):
    """Until the round closes; the member's own position is theirs to see."""
    take(people.member, longer, Choice.OBJECT, REASON)
    readers = [people.chair, people.vice_chair, people.secretary]
    pages = [words(page(user, "key-message", longer.key_message_id)) for user in readers]

    for text in pages:
        assert "1 of 3 has answered." in text
        assert f"Members can answer until {UNTIL}." in text
        assert "1 object" not in text
        assert REASON not in text


def test_the_chair_says_on_the_page_how_long_people_can_answer(people, message):
    form = words(page(people.chair, "round-open", message.pk))
    post(people.chair, "round-open", message.pk, last_day=LAST_DAY.isoformat())
    made = message.rounds.get()
    member = words(page(people.member, "key-message", message.pk))
    home = words(signed_in(people.member).get("/"))

    assert f"7 working days, until {UNTIL}" in form
    assert "8 working days, until 5pm on Tuesday 7 April 2026" in form
    assert made.answers_until == ENDS_AT
    assert f"Members can answer until {UNTIL}." in member
    assert f"You can answer until {UNTIL}." in home


def test_a_day_that_is_not_offered_is_an_error_of_the_form(people, message):
    response = post(people.chair, "round-open", message.pk, last_day="2026-04-03")

    assert (response.status_code, message.rounds.count()) == (422, 0)
    assert "Select a day from the list" in words(response)


def test_the_page_that_gives_more_time_offers_later_days_only(people, longer):
    form = page(people.chair, "round-extend", longer.pk).content.decode()
    empty = post(people.chair, "round-extend", longer.pk, last_day="")
    done = post(people.chair, "round-extend", longer.pk, last_day="2026-04-07")
    longer.refresh_from_db()

    assert ('value="2026-04-02"' in form, 'value="2026-04-07"' in form) == (False, True)
    assert (empty.status_code, "Select how long people can answer" in words(empty)) == (422, True)
    assert done.url == url("key-message", longer.key_message_id)
    assert longer.answers_until == datetime(2026, 4, 7, 16, tzinfo=UTC)


def test_where_everybody_has_answered_the_chair_reads_that_it_can_close(people, longer):
    chair_reads = []
    for user in (people.member, people.vice_chair, people.chair):
        take(user, longer)
        text = words(page(people.chair, "key-message", longer.key_message_id))
        chair_reads.append("Everybody has answered. You can stop collecting answers." in text)

    assert chair_reads == [False, False, True]
