"""The order of the queue, and how the floor was shared: rules that need no database.

A point on what is being said comes before all else, or it comes too late. The others come in the
order of asking, unless the chair chose otherwise: who has not spoken yet before who has; and
someone remote before the room, then by turns, so that neither waits for the other to run out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Attendance, SpeakerRequest

Kind, Mode = SpeakerRequest.Kind, Attendance.Mode
REMOTE = frozenset({Mode.VIDEO, Mode.TELEPHONE, Mode.WRITING})
MINUTE = timedelta(minutes=1)
SOFT_LIMITS = (2, 3, 5)  # minutes


class Rules(NamedTuple):
    """What the chair chose for the queue of a meeting."""

    fresh_first: bool = False
    remote_first: bool = False

    def __str__(self) -> str:
        order = [_("order of asking")]
        if self.remote_first:
            order.insert(0, _("remote first, then by turns with the room"))
        if self.fresh_first:
            order.insert(0, _("who has not yet spoken first"))
        return _("Order: %(rules)s.") % {"rules": _(", then ").join(order)}


class InQueue(Protocol):
    """One who waits, in the order of asking."""

    @property
    def kind(self) -> str:
        """As of ``SpeakerRequest``."""

    @property
    def mode(self) -> str:
        """How they take part."""

    @property
    def has_spoken(self) -> bool:
        """Whether they had the floor before in this meeting."""


Hand = TypeVar("Hand", bound=InQueue)


def in_order(hands: Iterable[Hand], rules: Rules, *, remote_is_next: bool = True) -> list[Hand]:
    """Those of ``hands`` who speak sooner before those who speak later.

    :param hands: in the order of asking.
    :param remote_is_next: whether somebody from the room had the floor last, or nobody.
    """
    waiting = list(hands)
    points = [hand for hand in waiting if hand.kind == Kind.POINT]
    others = [hand for hand in waiting if hand.kind != Kind.POINT]
    fresh = [hand for hand in others if not (rules.fresh_first and hand.has_spoken)]
    again = [hand for hand in others if rules.fresh_first and hand.has_spoken]
    if not rules.remote_first:
        return [*points, *fresh, *again]
    first = _by_turns(fresh, remote_is_next=remote_is_next)
    if first:
        remote_is_next = first[-1].mode not in REMOTE
    return [*points, *first, *_by_turns(again, remote_is_next=remote_is_next)]


def _by_turns(hands: Sequence[Hand], *, remote_is_next: bool) -> list[Hand]:
    """Someone remote and someone from the room by turns, while both wait."""
    remote = [hand for hand in hands if hand.mode in REMOTE]
    room = [hand for hand in hands if hand.mode not in REMOTE]
    first, other = (remote, room) if remote_is_next else (room, remote)
    pairs = [hand for pair in zip(first, other, strict=False) for hand in pair]
    both = len(pairs) // 2
    return [*pairs, *first[both:], *other[both:]]


def limits() -> list[tuple[str, str]]:
    """After which time a turn can be said to be long, as a form offers it."""
    timed = [(str(n), ngettext("%d minute", "%d minutes", n) % n) for n in SOFT_LIMITS]
    return [("", _("No limit")), *timed]


class Turn(NamedTuple):
    """One turn on the floor that is over."""

    user_id: int
    kind: str
    mode: str
    called_at: datetime
    ended_at: datetime
    paused_at: datetime | None
    paused: timedelta

    @property
    def length(self) -> timedelta:
        """How long it was, without what others put in."""
        return (self.paused_at or self.ended_at) - self.called_at - self.paused

    @property
    def way(self) -> str:
        """In which way it was taken: what was handed in is in writing, wherever its author is."""
        return Mode.WRITING if self.kind == Kind.WRITTEN else self.mode


class Share(NamedTuple):
    """What of the floor those had who take part in one way.

    :ivar minutes: all their turns together, to the nearest; nobody counts those of words that
        were read out.
    :ivar spoken: how many of those who are ``here`` in this way had a turn, in any way.
    """

    way: Attendance.Mode
    turns: int
    minutes: int
    here: int
    spoken: int

    @property
    def words(self) -> str:
        """``4 turns, 11 minutes``; of what was read out its number alone."""
        if self.way == Mode.WRITING:
            return ngettext("%d read out", "%d read out", self.turns) % self.turns
        turns = ngettext("%d turn", "%d turns", self.turns) % self.turns
        if not self.turns:
            return turns
        if not self.minutes:
            return _("%(turns)s, under a minute") % {"turns": turns}
        return f"{turns}, {ngettext('%d minute', '%d minutes', self.minutes) % self.minutes}"

    @property
    def spoken_words(self) -> str:
        """``3 of 4 have spoken``: of those who are there in this way."""
        facts = {"number": self.spoken, "of": self.here}
        return (
            ngettext(
                "%(number)d of %(of)d has spoken", "%(number)d of %(of)d have spoken", self.here
            )
            % facts
        )


def shares(turns: Iterable[Turn], here: Mapping[Attendance.Mode, Collection[int]]) -> list[Share]:
    """How the floor was shared, for each way in which somebody had it or is there.

    :param here: who is there now, by the way in which they are.
    """
    lengths: dict[str, list[timedelta]] = defaultdict(list)
    speakers = set()
    for turn in turns:
        lengths[turn.way].append(turn.length)
        speakers.add(turn.user_id)
    return [
        Share(
            way=way,
            turns=len(lengths[way]),
            minutes=0 if way == Mode.WRITING else round(sum(lengths[way], timedelta()) / MINUTE),
            here=len(here.get(way, ())),
            spoken=len(speakers & set(here.get(way, ()))),
        )
        for way in (*Attendance.PRESENT, Mode.UNKNOWN)
        if lengths[way] or here.get(way)
    ]
