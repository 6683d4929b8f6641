"""Whether enough members are in a meeting, and since when: from when people were there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import Membership
from accounts.models.memberships import ADVISERS
from core.prepared import Given, Prepared
from deliberation.models.scale import Unit
from deliberation.outcomes import quorum_of
from deliberation.voices import Span, Voice, voices_within
from meetings.models import Meeting, Presence, Recusal


class Moment(NamedTuple):
    """When a meeting became quorate, or fell below."""

    at: datetime
    is_quorate: bool


class Quorum(NamedTuple):
    """How a meeting stands.

    :ivar needed: how many members have to be there; ``None`` for a meeting of before this was kept.
    :ivar here: how many are there, however they take part.
    :ivar recused: how many of these take no part in the item under way: they do not count in it.
    :ivar is_kept: whether anybody has said that they are there, or was checked in.
    :ivar unit: whether groups are counted, each by who represents it, or members.
    :ivar moments: in order; without the end of the meeting, with which everybody leaves.
    """

    needed: int | None
    here: int
    recused: int
    is_kept: bool
    moments: list[Moment]
    unit: Unit = Unit.MEMBERS

    @property
    def counted(self) -> int:
        """How many count in the item under way."""
        return self.here - self.recused

    @property
    def is_quorate(self) -> bool:
        return self.needed is not None and self.counted >= self.needed

    @property
    def since(self) -> datetime | None:
        """Since when enough members have been there, if they are."""
        now_is = self.moments[-1] if self.moments else None
        return now_is.at if now_is and now_is.is_quorate else None

    @property
    def is_short(self) -> bool:
        """Whether too few are there, as far as it is known: a group may not keep who is."""
        return self.needed is not None and self.is_kept and not self.is_quorate


def voices_in(meeting: Meeting) -> list[Voice] | None:
    """Who has a voice on a topic of its agenda that groups decide; ``None`` without one.

    Of a meeting that is over, who had: what becomes of a topic later changes no record of it.

    Asks the database nothing about a group in which no topic is decided by groups.
    """
    topics = meeting.agenda.filter(topic__isnull=False).values_list("topic", flat=True)
    return voices_within(meeting.group, topics, at=meeting.ended_at)


def needed_for(meeting: Meeting) -> int:
    """How many members have to be there, of those whom the group has now.

    Where groups decide, how many groups, of those that have a voice now.
    """
    roll = Membership.objects.current().filter(group=meeting.group_id, role__in=ADVISERS)
    voices = voices_in(meeting)
    if voices is not None:
        roll = roll.filter(user__in={each.user_id for each in voices if each.until is None})
    return quorum_of(meeting.group, roll.filter(user__is_active=True).count())


def _presences() -> QuerySet[Any]:
    since = Q(reads_since=None) | Q(reads_since__lte=OuterRef("began_at"))
    places = Membership.objects.filter(
        Membership.in_force_at(OuterRef("began_at")) & since,
        group=OuterRef("meeting__group"),
        user=OuterRef("user"),
        role__in=ADVISERS,
    )
    interests = Recusal.objects.filter(item=Given("item", BigIntegerField()), user=OuterRef("user"))
    rows = Presence.objects.filter(meeting=Given("meeting", BigIntegerField()))
    rows = rows.annotate(votes=Exists(places), part=Subquery(interests.values("part")))
    return rows.select_related("user").order_by("user__name", "pk")


_PRESENCES = Prepared(_presences)


def presences(meeting: Meeting) -> list[Presence]:
    """When everybody was there, by name. One query.

    Each with ``votes``, whether they were a member then and no other role took its place since;
    and ``listens`` and ``is_recused``, as they declared an interest in the item under way. Where
    groups decide (``by_groups``), those vote who had a voice while they were there: two queries
    more. ``counted`` says when it counts that they were there.
    """
    rows = _PRESENCES(meeting=meeting.pk, item=meeting.item_id)
    voices = voices_in(meeting) if rows else None
    for row in rows:
        row.by_groups = voices is not None
        row.is_recused = row.part is not None
        row.listens = row.part == Recusal.Part.LISTENS
        row.counted = [row] if voices is None else _counted(row, voices)
        row.votes = row.votes and bool(row.counted)
    return rows


def _counted(row: Presence, voices: list[Voice]) -> list[Span]:
    """When somebody who was there had a voice."""
    own = [voice for voice in voices if voice.user_id == row.user_id]
    return [span for voice in own if (span := voice.within(row.began_at, row.ended_at))]


def quorum(meeting: Meeting, rows: Iterable[Any]) -> Quorum:
    """How ``meeting`` stands, whose ``presences`` these are."""
    rows = list(rows)
    voting = [row for row in rows if row.votes]
    counted = [span for row in voting for span in row.counted]
    here = [row for row in voting if any(span.ended_at is None for span in row.counted)]
    needed = meeting.quorum
    by_groups = rows[0].by_groups if rows else voices_in(meeting) is not None
    return Quorum(
        needed=needed,
        here=len(here),
        recused=sum(row.is_recused for row in here),
        is_kept=bool(rows),
        moments=[] if needed is None else moments(counted, needed, until=meeting.ended_at),
        unit=Unit.GROUPS if by_groups else Unit.MEMBERS,
    )


def moments(
    presences: Iterable[Presence | Span], needed: int, *, until: datetime | None = None
) -> list[Moment]:
    """When at least ``needed`` were there, and when no longer.

    Who changes their way leaves and comes in one moment, and makes no difference. Nobody is
    there twice: presences of one person never overlap.

    :param until: the end of the meeting, which is no such moment.
    """
    steps: Counter[datetime] = Counter()
    for presence in presences:
        steps[presence.began_at] += 1
        if presence.ended_at is not None:
            steps[presence.ended_at] -= 1
    there, is_quorate = 0, False
    crossings: list[Moment] = []
    for at in sorted(steps):
        there += steps[at]
        if (there >= needed) != is_quorate and at != until:
            is_quorate = not is_quorate
            crossings.append(Moment(at, is_quorate))
    return crossings
