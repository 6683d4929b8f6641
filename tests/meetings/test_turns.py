"""The order of the queue and the shares of the floor: rules that need no database."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.turns import REMOTE, Rules, Turn, in_order, shares

MODES = ("room", "video", "telephone", "writing", "unknown")
START = datetime(2027, 3, 24, 18, 30, tzinfo=UTC)


class Hand(NamedTuple):
    number: int
    kind: str = "hand"
    mode: str = "room"
    has_spoken: bool = False


def hands(*modes, **more):
    return [Hand(number, mode=mode, **more) for number, mode in enumerate(modes, start=1)]


def numbers(queue):
    return [hand.number for hand in queue]


# A busy machine takes its time to make examples.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
every_rules = st.builds(Rules, st.booleans(), st.booleans())
every_queue = st.lists(
    st.tuples(st.sampled_from(["hand", "point", "written"]), st.sampled_from(MODES), st.booleans()),
    max_size=12,
).map(lambda rows: [Hand(number, *row) for number, row in enumerate(rows)])


def test_without_a_rule_it_is_the_order_of_asking():
    assert numbers(in_order(hands("room", "video", "room"), Rules())) == [1, 2, 3]


def test_who_has_not_yet_spoken_comes_before_who_has():
    queue = [Hand(1, has_spoken=True), Hand(2), Hand(3, has_spoken=True), Hand(4)]

    assert numbers(in_order(queue, Rules(fresh_first=True))) == [2, 4, 1, 3]


@pytest.mark.parametrize(
    ("remote_is_next", "order"), [(True, [3, 1, 4, 2, 5]), (False, [1, 3, 2, 4, 5])]
)
def test_remote_and_the_room_come_by_turns(remote_is_next, order):
    queue = hands("room", "room", "video", "telephone", "writing")

    in_turn = in_order(queue, Rules(remote_first=True), remote_is_next=remote_is_next)

    assert numbers(in_turn) == order


def test_by_turns_goes_on_from_those_who_have_not_spoken_to_those_who_have():
    queue = [
        Hand(1, mode="video", has_spoken=True),
        Hand(2, mode="room", has_spoken=True),
        Hand(3, mode="video"),
    ]

    assert numbers(in_order(queue, Rules(True, True))) == [3, 2, 1]


def test_a_point_comes_first_whoever_makes_it():
    queue = [Hand(1, mode="video"), Hand(2, "point", has_spoken=True), Hand(3, "point")]

    assert numbers(in_order(queue, Rules(True, True))) == [2, 3, 1]


@calm
@given(every_queue, every_rules, st.booleans())
def test_nobody_is_lost_and_nobody_comes_twice(queue, rules, remote_is_next):
    in_turn = in_order(queue, rules, remote_is_next=remote_is_next)

    assert sorted(in_turn) == sorted(queue)


@calm
@given(every_queue, every_rules, st.booleans())
def test_those_who_are_alike_stay_in_the_order_of_asking(queue, rules, remote_is_next):
    in_turn = in_order(queue, rules, remote_is_next=remote_is_next)

    def alike(hand):
        return hand.kind == "point", hand.mode in REMOTE, hand.has_spoken

    for kind in set(map(alike, queue)):
        same = [hand.number for hand in in_turn if alike(hand) == kind]
        assert same == sorted(same)


@calm
@given(every_queue, every_rules, st.lists(st.sampled_from(MODES), max_size=60))
def test_nobody_waits_for_ever_however_many_others_of_one_side_come(queue, rules, newcomers):
    """One newcomer after each turn: whoever waits is called after as many turns as stand before
    them, each with one of the other side between."""
    waiting = [hand._replace(kind="hand", has_spoken=False) for hand in queue]
    waited_for, last_mode = set(numbers(waiting)), "room"
    for turn in range(2 * len(queue)):
        if not waited_for:
            break
        first = in_order(waiting, rules, remote_is_next=last_mode not in REMOTE)[0]
        waiting.remove(first)
        waited_for.discard(first.number)
        last_mode = first.mode
        if newcomers:
            waiting.append(Hand(1000 + turn, mode=newcomers[turn % len(newcomers)]))

    assert waited_for == set()


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (Rules(), "Order: order of asking."),
        (Rules(fresh_first=True), "Order: who has not yet spoken first, then order of asking."),
        (
            Rules(True, True),
            (
                "Order: who has not yet spoken first, then remote first, then by turns with the "
                "room, then order of asking."
            ),
        ),
    ],
)
def test_the_order_is_said_in_words(rules, words):
    assert str(rules) == words


def turn(user, mode, seconds, *, kind="hand", paused=0, cut=None):
    return Turn(
        user_id=user,
        kind=kind,
        mode=mode,
        called_at=START,
        ended_at=START + timedelta(seconds=seconds),
        paused_at=START + timedelta(seconds=cut) if cut is not None else None,
        paused=timedelta(seconds=paused),
    )


def test_the_shares_count_turns_minutes_and_who_of_those_here_has_spoken():
    turns = [
        turn(1, "room", 300),
        turn(1, "room", 100),
        turn(2, "video", 90, paused=30),
        turn(3, "video", 40, kind="written"),
        turn(7, "telephone", 20),
    ]
    here = {"room": {1, 4}, "video": {2, 3, 5}, "telephone": {6}}

    spoken = [
        (str(share.way.label), share.words, share.spoken_words) for share in shares(turns, here)
    ]

    assert spoken == [
        ("In the room", "2 turns, 7 minutes", "1 of 2 have spoken"),
        ("On video", "1 turn, 1 minute", "2 of 3 have spoken"),
        ("On the telephone", "1 turn, under a minute", "0 of 1 has spoken"),
        ("In writing", "1 read out", "0 of 0 have spoken"),
    ]


def test_a_turn_that_ended_while_it_was_interrupted_ended_there():
    assert turn(1, "room", 300, cut=120, paused=20).length == timedelta(seconds=100)
