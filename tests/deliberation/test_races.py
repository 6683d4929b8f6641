"""Two people press at once. Real threads and real connections, on whichever database runs the suite."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from core.audit.chain import broken_link
from core.audit.models import Record
from core.live.models import Change
from core.policy import ChangedMeanwhile, Refused
from deliberation import actions
from deliberation.models import (
    AgreementRound,
    Choice,
    KeyMessage,
    Outcome,
    Position,
    Topic,
)
from tests.deliberation.rounds import record
from tests.factories import KeyMessageFactory

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5  # each race is run so often, because one run may be lucky


def at_once(*actions):
    """Do each action in its own thread and connection, all from one start; answers or refusals."""
    start = Barrier(len(actions), timeout=20)

    def run(action):
        try:
            start.wait()
            return action()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(run, actions))


def refusals(results):
    return [str(result) for result in results if isinstance(result, Refused)]


@pytest.fixture
def message(people, topic):
    return KeyMessageFactory(topic=topic, text="Keep a line", proposed_by=people.member)


def open_round(people, message):
    asked = [actions.Asked(u) for u in (people.chair, people.vice_chair, people.member)]
    return actions.open_agreement_round(actor=people.chair, key_message=message, asked=asked)


def stale(row):
    """The row as one more web process has read it."""
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_two_chairs_who_open_a_round_one_does(people, message, _time):
    asked = [actions.Asked(people.member)]

    results = at_once(
        *(
            partial(
                actions.open_agreement_round,
                actor=stale(who),
                key_message=stale(message),
                asked=asked,
            )
            for who in (people.chair, people.vice_chair)
        )
    )

    assert len(refusals(results)) == 1
    assert AgreementRound.objects.count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_two_chairs_who_close_a_round_one_does(people, message, _time):
    agreement_round = open_round(people, message)

    results = at_once(
        *(
            partial(
                actions.close_agreement_round,
                actor=stale(who),
                agreement_round=stale(agreement_round),
            )
            for who in (people.chair, people.vice_chair)
        )
    )

    assert len(refusals(results)) == 1
    assert Record.objects.filter(event="agreement_round.closed").count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_position_comes_before_the_close_and_counts_or_after_it_and_is_refused(
    people, message, _time
):
    agreement_round = open_round(people, message)
    for user in (people.chair, people.vice_chair):
        actions.take_position(actor=user, agreement_round=agreement_round, choice=Choice.SUPPORT)

    taken, _closed = at_once(
        partial(
            actions.take_position,
            actor=stale(people.member),
            agreement_round=stale(agreement_round),
            choice=Choice.SUPPORT,
        ),
        partial(
            actions.close_agreement_round,
            actor=stale(people.chair),
            agreement_round=stale(agreement_round),
        ),
    )
    agreement_round.refresh_from_db()

    counted = 2 if isinstance(taken, Refused) else 3
    assert agreement_round.support == Position.objects.count() == counted
    assert agreement_round.outcome == (
        Outcome.NOT_QUORATE if isinstance(taken, Refused) else Outcome.UNANIMOUS
    )


@pytest.mark.parametrize("_time", range(TIMES))
def test_while_the_secretary_writes_down_a_position_the_members_own_stands(people, message, _time):
    """Whoever comes first; also where there is one that was written down before."""
    agreement_round = open_round(people, message)
    if _time % 2:
        record(people, people.member, agreement_round)

    results = at_once(
        partial(
            actions.take_position,
            actor=stale(people.member),
            agreement_round=stale(agreement_round),
            choice=Choice.OBJECT,
            reason="Two buses",
        ),
        partial(record, people, people.member, stale(agreement_round)),
    )
    position = Position.objects.get()

    assert (position.choice, position.reason, position.recorded_by) == ("object", "Two buses", None)
    only = "They have taken a position themselves. Only they can change it."
    assert refusals(results) in ([], [only])


@pytest.mark.parametrize("_time", range(TIMES))
def test_no_position_is_left_on_an_open_round_of_an_old_wording(people, message, _time):
    agreement_round = open_round(people, message)

    at_once(
        partial(
            actions.take_position,
            actor=stale(people.member),
            agreement_round=stale(agreement_round),
            choice=Choice.SUPPORT,
        ),
        partial(
            actions.change_wording,
            actor=stale(people.chair),
            key_message=stale(message),
            text="Keep a phone",
            after=1,
        ),
    )
    agreement_round.refresh_from_db()

    assert agreement_round.state == AgreementRound.State.LAPSED
    assert stale(message).wordings.count() == 2


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_round_is_closed_or_its_wording_changed_never_both(people, message, _time):
    agreement_round = open_round(people, message)
    for user in (people.chair, people.vice_chair, people.member):
        actions.take_position(actor=user, agreement_round=agreement_round, choice=Choice.SUPPORT)

    results = at_once(
        partial(
            actions.close_agreement_round,
            actor=stale(people.chair),
            agreement_round=stale(agreement_round),
        ),
        partial(
            actions.change_wording,
            actor=stale(people.vice_chair),
            key_message=stale(message),
            text="Keep a phone",
            after=1,
        ),
    )
    agreement_round.refresh_from_db()
    state, wordings = stale(message).state, stale(message).wordings.count()

    assert len(refusals(results)) == 1
    assert (agreement_round.state, state, wordings) in {
        ("closed", KeyMessage.State.AGREED, 1),
        ("lapsed", KeyMessage.State.PROPOSED, 2),
    }


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_two_who_change_the_same_wording_one_is_shown_the_other(people, message, _time):
    results = at_once(
        *(
            partial(
                actions.change_wording,
                actor=stale(who),
                key_message=stale(message),
                text=f"Words of {who}",
                after=1,
            )
            for who in (people.chair, people.member)
        )
    )

    (moved,) = [result for result in results if isinstance(result, Refused)]
    assert isinstance(moved, ChangedMeanwhile)
    assert moved.newest == message.wordings.get(version=2)


def test_references_are_never_given_twice(people, topic):
    made = at_once(
        *[
            partial(
                actions.propose_key_message,
                actor=stale(people.member),
                topic=stale(topic),
                text="Keep a line",
            )
            for _ in range(6)
        ]
    )

    numbers = sorted(int(message.reference[-3:]) for message in made)
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_posts_written_at_once_raise_the_stream_step_by_step(people, topic):
    at_once(
        *[
            partial(
                actions.write_post,
                actor=stale(people.member),
                topic=stale(topic),
                space="members",
                body="Two buses",
            )
            for _ in range(6)
        ]
    )
    steps = Change.objects.filter(stream=f"topic.{topic.pk}.members").values_list("seq", flat=True)

    assert sorted(steps) == [1, 2, 3, 4, 5, 6]
    assert broken_link(f"group.{topic.group_id}") is None


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_post_comes_before_the_topic_closes_or_is_refused(people, topic, _time):
    written, _closed = at_once(
        partial(
            actions.write_post,
            actor=stale(people.member),
            topic=stale(topic),
            space="shared",
            body="Two buses",
        ),
        partial(actions.close_topic, actor=stale(people.chair), topic=stale(topic)),
    )
    order = list(Record.objects.order_by("pk").values_list("event", flat=True))

    assert stale(topic).state == Topic.State.CLOSED
    expected = (
        ["topic.closed"] if isinstance(written, Refused) else ["post.written", "topic.closed"]
    )
    assert order == expected
