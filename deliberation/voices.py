"""Who has a voice where one group is one position, said by the app that knows of groups.

On most topics every member has one. Where groups decide together, whoever represents one has it,
and nobody else. Networks of groups are an app above this: it registers what it knows::

    voices.register(Voices(within=within, on=on, may_hold=may_hold))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from deliberation.models.scale import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.db.models import QuerySet

    from accounts.models import AdvisoryGroup, Membership, User
    from deliberation.models import AgreementRound, Topic


class Span(NamedTuple):
    """A time, which goes on where it has no end."""

    began_at: datetime
    ended_at: datetime | None


class Voice(NamedTuple):
    """Somebody who holds the position of a group, since when, and until when if it has ended."""

    user_id: int
    since: datetime
    until: datetime | None = None

    def within(self, began_at: datetime, ended_at: datetime | None) -> Span | None:
        """When it was held between the two, of which the later is ``None`` for until now."""
        begins = max(self.since, began_at)
        ends = min((at for at in (self.until, ended_at) if at is not None), default=None)
        return Span(begins, ends) if ends is None or begins < ends else None


@dataclass(frozen=True, kw_only=True)
class Voices:
    """What is known of voices.

    :ivar within: whether topics of a group may be decided by groups; asks the database nothing.
    :ivar on: the voices on topics, ended ones too; ``None`` where groups decide none of them. As
        it was at a moment in the past, or as it is.
    :ivar may_hold: what the group of a person lets them hold on a topic; empty for nothing.
    """

    within: Callable[[AdvisoryGroup], bool]
    on: Callable[[Collection[int], datetime | None], list[Voice] | None]
    may_hold: Callable[[int, User], str]


_KNOWERS: list[Voices] = []


def register(knows: Voices) -> None:
    """Have ``knows`` tell of voices."""
    _KNOWERS[:] = [knows]


def voices_within(
    group: AdvisoryGroup, topics: Collection[int], *, at: datetime | None = None
) -> list[Voice] | None:
    """The voices on topics of ``group``, ended ones too; ``None`` where every member has one.

    :param at: a moment in the past: who decided then.
    """
    if not any(knows.within(group) for knows in _KNOWERS):
        return None
    return _KNOWERS[0].on(topics, at)


def voices_of(topic: Topic) -> set[int] | None:
    """Who has a voice on ``topic`` now, by their ids; ``None`` where every adviser has one."""
    voices = voices_within(topic.group, [topic.pk])
    return None if voices is None else {each.user_id for each in voices if each.until is None}


def voters(topic: Topic) -> QuerySet[Membership]:
    """Current places of those who are asked about ``topic`` and counted."""
    voices = voices_of(topic)
    advisers = topic.advisers()
    return advisers if voices is None else advisers.filter(user__in=voices)


def unit_of(topic: Topic) -> Unit:
    """Whose positions are counted on ``topic``: those of members, or of groups."""
    return Unit.MEMBERS if voices_of(topic) is None else Unit.GROUPS


def mandate_in(agreement_round: AgreementRound, person: User) -> str:
    """What the group of ``person`` lets them hold in a round of groups; empty for nobody's."""
    if not agreement_round.is_of_groups or not _KNOWERS:
        return ""
    return _KNOWERS[0].may_hold(agreement_round.topic_id, person)
