"""The rule that makes positions into an outcome: the tables of the scenarios, and its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AdvisoryGroup
from deliberation.models import Choice, Outcome
from deliberation.outcomes import count, outcome, quorum_of, shares

# reference: support, reservations, live with, stand aside, object -> outcome
HARBOUR = {
    "A1": ((10, 0, 0, 0, 0), Outcome.UNANIMOUS),
    "A2": ((7, 2, 1, 0, 0), Outcome.CONSENSUS),
    "A3": ((6, 1, 0, 1, 2), Outcome.MAJORITY_WITH_DISSENT),  # 7 of 9
    "A4": ((4, 0, 1, 1, 4), Outcome.NOT_AGREED),  # 5 of 9
    "A5 before the call-back": ((8, 0, 0, 1, 0), Outcome.CONSENSUS),
    "A5": ((9, 0, 0, 1, 0), Outcome.CONSENSUS),
    "A6": ((9, 0, 0, 0, 0), Outcome.UNANIMOUS),
}
NATIONAL = {
    "C1": ((31, 0, 0, 0, 0), Outcome.UNANIMOUS),
    "C2": ((26, 3, 2, 0, 0), Outcome.CONSENSUS),
    "C3": ((24, 3, 1, 1, 2), Outcome.MAJORITY_WITH_DISSENT),  # 28 of 30
    "C4": ((17, 3, 4, 1, 6), Outcome.MAJORITY_WITH_DISSENT),  # 24 of 30
    "C5": ((29, 1, 0, 1, 0), Outcome.CONSENSUS),
    "C6": ((11, 2, 1, 2, 15), Outcome.NOT_AGREED),  # 14 of 29
}
EDGES = {
    "two thirds exactly": ((2, 0, 0, 0, 1), Outcome.MAJORITY_WITH_DISSENT),
    "a little less than two thirds": ((65, 0, 0, 0, 33), Outcome.NOT_AGREED),
    "all stand aside": ((0, 0, 0, 4, 0), Outcome.CONSENSUS),
    "one objects and all others stand aside": ((0, 0, 0, 3, 1), Outcome.NOT_AGREED),
    "nobody answered": ((0, 0, 0, 0, 0), Outcome.NOT_QUORATE),
    "one fewer than the quorum": ((2, 0, 0, 0, 0), Outcome.NOT_QUORATE),
}
counts = st.tuples(*[st.integers(0, 40)] * 5).map(
    lambda numbers: dict(zip(Choice, numbers, strict=True))
)
quorums = st.integers(1, 40)
GROUP = AdvisoryGroup()  # says nothing of a quorum


def numbers(row):
    return dict(zip(Choice, row, strict=True))


@pytest.mark.parametrize(("row", "expected"), HARBOUR.values(), ids=HARBOUR)
def test_every_message_of_the_harbour_meeting_has_its_outcome(row, expected):
    assert outcome(numbers(row), quorum=quorum_of(GROUP, 12)) == expected


@pytest.mark.parametrize(("row", "expected"), NATIONAL.values(), ids=NATIONAL)
def test_every_message_of_the_national_plenary_has_its_outcome(row, expected):
    assert outcome(numbers(row), quorum=quorum_of(GROUP, 31)) == expected


@pytest.mark.parametrize(("row", "expected"), EDGES.values(), ids=EDGES)
def test_the_edges_of_the_rule(row, expected):
    assert outcome(numbers(row), quorum=3) == expected


@pytest.mark.parametrize(
    ("members", "quorum"), [(1, 3), (9, 3), (10, 4), (12, 4), (13, 5), (31, 11)]
)
def test_the_quorum_is_a_third_of_the_voting_members_and_three_at_the_least(members, quorum):
    assert quorum_of(GROUP, members) == quorum


@pytest.mark.parametrize(("members", "quorum"), [(12, 6), (6, 6), (4, 4), (2, 3)])
def test_a_group_says_its_own_quorum_and_nobody_needs_more_than_there_are(members, quorum):
    assert quorum_of(AdvisoryGroup(quorum=6), members) == quorum


def test_positions_are_counted_in_the_order_of_the_scale():
    counted = count(["object", "support", "support"])

    assert list(counted.items()) == [
        (Choice.SUPPORT, 2),
        (Choice.RESERVATIONS, 0),
        (Choice.LIVE_WITH, 0),
        (Choice.STAND_ASIDE, 0),
        (Choice.OBJECT, 1),
    ]


@given(counts, quorums)
def test_fewer_positions_than_the_quorum_never_decide(given_counts, quorum):
    result = outcome(given_counts, quorum=quorum)

    assert (result == Outcome.NOT_QUORATE) == (sum(given_counts.values()) < quorum)


@given(counts, quorums)
def test_only_an_objection_ends_a_consensus(given_counts, quorum):
    result = outcome(given_counts, quorum=quorum)

    if result in (Outcome.UNANIMOUS, Outcome.CONSENSUS):
        assert given_counts[Choice.OBJECT] == 0
    if result in (Outcome.MAJORITY_WITH_DISSENT, Outcome.NOT_AGREED):
        assert given_counts[Choice.OBJECT] > 0


@given(counts, quorums)
def test_one_more_support_never_makes_a_decided_message_worse(given_counts, quorum):
    better = {**given_counts, Choice.SUPPORT: given_counts[Choice.SUPPORT] + 1}
    agreed = {Outcome.UNANIMOUS, Outcome.CONSENSUS, Outcome.MAJORITY_WITH_DISSENT}

    if outcome(given_counts, quorum=quorum) in agreed:
        assert outcome(better, quorum=quorum) in agreed


@given(counts, quorums)
def test_standing_aside_never_turns_a_view_around(given_counts, quorum):
    more = {**given_counts, Choice.STAND_ASIDE: given_counts[Choice.STAND_ASIDE] + 1}
    before = outcome(given_counts, quorum=quorum)

    if before in (Outcome.CONSENSUS, Outcome.MAJORITY_WITH_DISSENT, Outcome.NOT_AGREED):
        assert outcome(more, quorum=quorum) == before


def test_the_bar_shows_each_position_that_somebody_took_rounded_to_whole_percents():
    taken = {Choice.SUPPORT: 7, Choice.RESERVATIONS: 3, Choice.OBJECT: 1}

    assert shares((count([]) | taken).items()) == [
        ("support", 7, 64),
        ("reservations", 3, 27),
        ("object", 1, 9),
    ]
    assert shares(count([]).items()) == []
