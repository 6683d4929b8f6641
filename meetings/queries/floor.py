"""What pages need to know about the floor: reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from core.prepared import Given, Prepared
from deliberation.models import AgreementRound, Entitlement
from meetings.models import Attendance, Meeting, Presence, Recusal, SpeakerRequest
from meetings.turns import REMOTE, Rules, Share, Turn, in_order, shares

Kind, State = SpeakerRequest.Kind, SpeakerRequest.State
_MEETING = Given("meeting", BigIntegerField())
_IS_OVER = Q(state=State.DONE, called_at__isnull=False)


class _Request(NamedTuple):
    """What is read of each who waits for the floor, has it or had it; in the order of asking."""

    pk: int
    user_id: int
    user__name: str
    kind: str
    mode: str
    state: str
    item_id: int | None
    words: str
    asked_at: datetime
    called_at: datetime | None
    ended_at: datetime | None
    paused_at: datetime | None
    paused: timedelta
    recorded_by_id: int | None


_REQUESTS = Prepared(
    lambda: SpeakerRequest.objects.filter(
        Q(state__in=SpeakerRequest.ACTIVE) | _IS_OVER, meeting=_MEETING
    ).values_list(*_Request._fields)
)
_HAND_OF = Prepared(
    lambda: SpeakerRequest.objects.filter(
        meeting=_MEETING, user=Given("user", BigIntegerField()), state=State.WAITING
    )
)


class Queued(NamedTuple):
    """One entry of the queue, as the page draws it.

    :ivar place: 1 for the next to speak; 0 for whoever has the floor, or was interrupted.
    :ivar has_spoken: before, in this meeting; a point does not count.
    :ivar words: of a contribution, once it is called: for those alone who read them.
    :ivar since: when its time began to run, moved by what others put in; ``None`` for who waits.
    """

    pk: int
    user_id: int
    name: str
    kind: str
    mode: str
    state: str
    place: int
    has_spoken: bool
    asked_at: datetime
    recorded_by_id: int | None
    item_id: int | None
    words: str
    since: datetime | None

    @property
    def is_contribution(self) -> bool:
        return self.kind == Kind.WRITTEN

    @property
    def mode_words(self) -> str:
        """How its person takes part; of what was handed in, that it was."""
        mode = Attendance.Mode.WRITING if self.is_contribution else Attendance.Mode(self.mode)
        return str(mode.label)

    @property
    def has_microphone(self) -> bool:
        """Whether it speaks now by a microphone that somebody else passes on or switches on."""
        speaks = self.state == State.SPEAKING and not self.is_contribution
        return speaks and self.mode in {Attendance.Mode.ROOM, Attendance.Mode.TELEPHONE}

    @property
    def part(self) -> str:
        """What its person reads of it, as the page names that part of theirs."""
        written = self.is_contribution
        if self.state == State.PAUSED:
            return "paused"
        if self.place:
            return "written" if written else "up"
        return "read" if written else "speaking"


class Floor:
    """The floor of a meeting: its queue, and how it was shared so far."""

    def __init__(self, requests: Iterable[_Request], rules: Rules) -> None:
        self._rules = rules
        rows = list(requests)
        self._active = [row for row in rows if row.state != State.DONE]
        self._over = [row for row in rows if row.state == State.DONE]
        self._taken = [turn for turn in self._over if turn.kind != Kind.POINT]

    @cached_property
    def queue(self) -> list[Queued]:
        """Whoever has the floor, whom they interrupted, then those who wait, as they will speak."""
        spoke = {turn.user_id for turn in self._taken}
        entries = [_queued(row, has_spoken=row.user_id in spoke) for row in self._active]
        having = [entry for entry in entries if entry.state == State.SPEAKING]
        having += [entry for entry in entries if entry.state == State.PAUSED]
        waiting = in_order(
            (entry for entry in entries if entry.state == State.WAITING),
            self._rules,
            remote_is_next=self._last_mode(having) not in REMOTE,
        )
        placed = enumerate(waiting, start=1)
        return having + [entry._replace(place=place) for place, entry in placed]

    def _last_mode(self, having: list[Queued]) -> str | None:
        """How whoever has the floor takes part, or had it last; points do not count."""
        modes = [entry.mode for entry in having if entry.kind != Kind.POINT]
        last = max(self._taken, key=attrgetter("ended_at", "pk"), default=None)
        return modes[0] if modes else last and last.mode

    def shares(self, presences: Iterable[Presence]) -> list[Share]:
        """How the floor was shared so far, by way of taking part."""
        here: dict[Attendance.Mode, set[int]] = defaultdict(set)
        for presence in presences:
            if presence.ended_at is None:
                here[Attendance.Mode(presence.mode)].add(presence.user_id)
        turns = [Turn._make(getattr(row, name) for name in Turn._fields) for row in self._over]
        return shares(turns, here)


def _queued(request: _Request, *, has_spoken: bool) -> Queued:
    has_floor = request.state != State.WAITING
    return Queued(
        pk=request.pk,
        user_id=request.user_id,
        name=request.user__name,
        kind=request.kind,
        mode=request.mode,
        state=request.state,
        place=0,
        has_spoken=has_spoken,
        asked_at=request.asked_at,
        recorded_by_id=request.recorded_by_id,
        item_id=request.item_id,
        words=request.words if has_floor else "",
        since=(request.called_at or request.asked_at) + request.paused if has_floor else None,
    )


def floor_of(meeting: Meeting) -> Floor:
    """Who waits for the floor of a meeting, who has it, and who had it. One query."""
    requests = map(_Request._make, _REQUESTS(meeting=meeting.pk))
    return Floor(requests, rules_of(meeting))


def hand_of(person: User, meeting: Meeting) -> SpeakerRequest | None:
    """The hand of ``person`` that waits, if one does. One query."""
    hand: SpeakerRequest | None = next(iter(_HAND_OF(meeting=meeting.pk, user=person.pk)), None)
    if hand:
        hand.meeting = meeting
    return hand


def rules_of(meeting: Meeting) -> Rules:
    """The order of the queue that its chair chose."""
    return Rules(meeting.fresh_first, meeting.remote_first)


class AskedPerson(NamedTuple):
    """Somebody who is asked in an open round, and whether they have answered: never how."""

    user_id: int
    name: str
    has_answered: bool


def asked_people(agreement_round: AgreementRound | None) -> list[AskedPerson]:
    """Who is asked in a round, while it is open, by name. One query."""
    if agreement_round is None or not agreement_round.is_open:
        return []
    return list(map(AskedPerson._make, _ASKED(round=agreement_round.pk)))


def _asked() -> QuerySet[Any]:
    rows = Entitlement.objects.filter(round=Given("round", BigIntegerField()), recused=False)
    answered = rows.answered().filter(pk=OuterRef("pk"))
    asked: QuerySet[Any] = rows.annotate(has_answered=Exists(answered))
    by_name = asked.order_by("user__name", "user")
    return by_name.values_list("user", "user__name", "has_answered")


_ASKED = Prepared(_asked)


def recused_from(item_id: int | None) -> set[int]:
    """Who declared an interest in an item. One query."""
    return set(Recusal.objects.filter(item=item_id).values_list("user", flat=True))


def contributions(meeting: Meeting, user: User) -> QuerySet[SpeakerRequest]:
    """What was handed in in writing, as far as ``user`` reads it, in the order of the agenda."""
    rows = SpeakerRequest.objects.read_by(user).filter(meeting=meeting)
    return rows.select_related("item", "user").order_by("item__number", "called_at", "pk")
