"""What pages need to know about the floor: reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from core.prepared import Given, Prepared
from deliberation.models import AgreementRound, Entitlement, Position
from meetings.models import Attendance, Meeting, Presence, Recusal, SpeakerRequest
from meetings.turns import REMOTE, Rules, Share, Turn, in_order, shares

Kind, State = SpeakerRequest.Kind, SpeakerRequest.State
_MEETING = Given("meeting", BigIntegerField())
_IS_OVER = Q(state=State.DONE, called_at__isnull=False)


def _hands() -> QuerySet[SpeakerRequest]:
    """Those in the queue, with whether they spoke before, and who had the floor last."""
    turns = SpeakerRequest.objects.filter(_IS_OVER).exclude(kind=Kind.POINT)
    spoke = turns.filter(meeting=OuterRef("meeting"), user=OuterRef("user"))
    last = turns.filter(meeting=_MEETING).order_by("-ended_at", "-pk")
    hands = SpeakerRequest.objects.filter(meeting=_MEETING, state__in=SpeakerRequest.ACTIVE)
    known = hands.annotate(has_spoken=Exists(spoke), last_mode=Subquery(last.values("mode")[:1]))
    return known.select_related("user", "recorded_by")


_HANDS = Prepared(_hands)
_TURNS = Prepared(
    lambda: (
        SpeakerRequest.objects.filter(_IS_OVER, meeting=_MEETING)
        .order_by()
        .values_list(*Turn._fields)
    )
)
_HAND_OF = Prepared(
    lambda: SpeakerRequest.objects.filter(
        meeting=_MEETING, user=Given("user", BigIntegerField()), state=State.WAITING
    )
)


class Queued(NamedTuple):
    """One entry of the queue, as the page draws it.

    :ivar place: 1 for the next to speak; 0 for whoever has the floor, or was interrupted.
    :ivar words: of a contribution, once it is called: for those alone who read them.
    :ivar since: when its time began to run, moved by what others put in; ``None`` for who waits.
    """

    pk: int
    user_id: int
    user: User
    kind: str
    state: str
    place: int
    asked_at: datetime
    recorded_by: User | None
    mode_words: str
    item_id: int | None
    words: str
    since: datetime | None

    @property
    def is_contribution(self) -> bool:
        return self.kind == Kind.WRITTEN

    @property
    def part(self) -> str:
        """What its person reads of it, as the page names that part of theirs."""
        written = self.is_contribution
        if self.state == State.PAUSED:
            return "paused"
        if self.place:
            return "written" if written else "up"
        return "read" if written else "speaking"


def queue(meeting: Meeting) -> list[Queued]:
    """Whoever has the floor, whom they interrupted, then those who wait, as they will speak."""
    hands = _HANDS(meeting=meeting.pk)
    having = [hand for hand in hands if hand.state == State.SPEAKING]
    having += [hand for hand in hands if hand.state == State.PAUSED]
    waiting = in_order(
        (hand for hand in hands if hand.state == State.WAITING),
        rules_of(meeting),
        remote_is_next=_last_mode(hands, having) not in REMOTE,
    )
    places = [(0, hand) for hand in having] + list(enumerate(waiting, start=1))
    return [_queued(place, hand) for place, hand in places]


def _last_mode(hands: list[SpeakerRequest], having: list[SpeakerRequest]) -> str | None:
    """How whoever has the floor takes part, or had it last; points do not count."""
    modes = [hand.mode for hand in having if hand.kind != Kind.POINT]
    before: str | None = getattr(hands[0], "last_mode", None) if hands else None
    return modes[0] if modes else before


def _queued(place: int, hand: SpeakerRequest) -> Queued:
    has_floor = hand.state != State.WAITING
    mode = Attendance.Mode.WRITING if hand.is_contribution else Attendance.Mode(hand.mode)
    return Queued(
        pk=hand.pk,
        user_id=hand.user_id,
        user=hand.user,
        kind=hand.kind,
        state=hand.state,
        place=place,
        asked_at=hand.asked_at,
        recorded_by=hand.recorded_by,
        mode_words=str(mode.label),
        item_id=hand.item_id,
        words=hand.words if has_floor else "",
        since=(hand.called_at or hand.asked_at) + hand.paused if has_floor else None,
    )


def hand_of(person: User, meeting: Meeting) -> SpeakerRequest | None:
    """The hand of ``person`` that waits, if one does. One query."""
    hand: SpeakerRequest | None = next(iter(_HAND_OF(meeting=meeting.pk, user=person.pk)), None)
    if hand:
        hand.meeting = meeting
    return hand


def rules_of(meeting: Meeting) -> Rules:
    """The order of the queue that its chair chose."""
    return Rules(meeting.fresh_first, meeting.remote_first)


def floor_shares(meeting: Meeting, presences: Iterable[Presence]) -> list[Share]:
    """How the floor was shared so far, by way of taking part. One query."""
    here: dict[Attendance.Mode, set[int]] = defaultdict(set)
    for presence in presences:
        if presence.ended_at is None:
            here[Attendance.Mode(presence.mode)].add(presence.user_id)
    return shares(map(Turn._make, _TURNS(meeting=meeting.pk)), here)


class AskedPerson(NamedTuple):
    """Somebody who is asked in an open round, and whether they have answered: never how."""

    user_id: int
    name: str
    has_answered: bool


def asked_people(agreement_round: AgreementRound | None) -> list[AskedPerson]:
    """Who is asked in a round, while it is open, by name. One query."""
    if agreement_round is None or not agreement_round.is_open:
        return []
    taken = Position.objects.filter(round=OuterRef("round"), user=OuterRef("user"))
    rows = Entitlement.objects.filter(round=agreement_round, recused=False)
    asked = rows.annotate(has_answered=Exists(taken)).order_by("user__name", "user")
    return list(map(AskedPerson._make, asked.values_list("user", "user__name", "has_answered")))


def recused_from(item_id: int | None) -> set[int]:
    """Who declared an interest in an item. One query."""
    return set(Recusal.objects.filter(item=item_id).values_list("user", flat=True))


def contributions(meeting: Meeting, user: User) -> QuerySet[SpeakerRequest]:
    """What was handed in in writing, as far as ``user`` reads it, in the order of the agenda."""
    rows = SpeakerRequest.objects.read_by(user).filter(meeting=meeting)
    return rows.select_related("item", "user").order_by("item__number", "called_at", "pk")
