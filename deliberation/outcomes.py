"""The rule that makes positions into an outcome. Pure, so that it can be read and tested alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from accounts.models import AdvisoryGroup
from accounts.models.groups import QUORUM_LEAST
from deliberation.models import Choice, Outcome

MAJORITY = Fraction(2, 3)
QUORUM_SHARE = Fraction(1, 3)


def quorum_of(group: AdvisoryGroup, voting_members: int) -> int:
    """How many must take a position in a round, or be in a meeting.

    As many as ``group`` says, but never more than there are. Where it says nothing, one third of
    the voting members, rounded up. Three at the least: a topic for two named readers has no quorum.
    """
    asked_for = group.quorum or ceil(voting_members * QUORUM_SHARE)
    return max(QUORUM_LEAST, min(asked_for, voting_members))


def count(choices: Iterable[str]) -> dict[Choice, int]:
    """How many took each position."""
    counted = Counter(choices)
    return {choice: counted[choice] for choice in Choice}


class Share(NamedTuple):
    """Those who took one position, and how much of all they are: ``percent``, 0 to 100, rounded."""

    choice: str
    number: int
    percent: int


def shares(counts: Iterable[tuple[str, int]]) -> list[Share]:
    """The positions that somebody took, in the order of ``counts``, for the bar beside a result."""
    taken = [(choice, number) for choice, number in counts if number]
    whole = sum(number for _choice, number in taken)
    return [Share(choice, number, round(100 * number / whole)) for choice, number in taken]


def outcome(counts: Mapping[Choice, int], *, quorum: int) -> Outcome:
    """What ``counts`` come to.

    Standing aside counts for the quorum and not for the majority::

        fewer positions than the quorum                     -> not quorate
        all support                                         -> unanimous
        no objection                                        -> consensus
        two thirds of those who did not stand aside         -> majority with dissent
        else                                                -> no agreed view
    """
    taken = sum(counts.values())
    if taken < quorum:
        return Outcome.NOT_QUORATE
    if counts[Choice.SUPPORT] == taken:
        return Outcome.UNANIMOUS
    objections = counts[Choice.OBJECT]
    if not objections:
        return Outcome.CONSENSUS
    sided = taken - counts[Choice.STAND_ASIDE]
    if Fraction(sided - objections, sided) >= MAJORITY:
        return Outcome.MAJORITY_WITH_DISSENT
    return Outcome.NOT_AGREED
