"""What pages need to know about key messages and their rounds: reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)

from accounts.models import User
from core.prepared import Given, Prepared
from deliberation.models import AgreementRound, Entitlement, KeyMessage, Position
from deliberation.models.key_messages import KeyMessageQuerySet

if TYPE_CHECKING:
    from deliberation.models import Topic

ADVICE = (KeyMessage.State.AGREED, *KeyMessage.WITH_THE_POLICE)


def with_everything(key_messages: QuerySet[KeyMessage]) -> QuerySet[KeyMessage]:
    """``key_messages`` with what their cards show, at a number of queries that does not grow."""
    return key_messages.select_related("topic__group").prefetch_related(*everything())


def everything() -> tuple[str | Prefetch[Any], ...]:
    """What is fetched with key messages for their cards."""
    rounds = Prefetch("rounds", queryset=_rounds().all())  # its own: Django writes hints in it
    return "wordings", rounds, "responses", "statements"


@cache
def _rounds() -> QuerySet[AgreementRound]:
    return AgreementRound.objects.with_numbers().order_by("pk")


def key_messages_in(topic: Topic, *, guest: bool) -> list[KeyMessage]:
    """The key messages of ``topic`` with everything; guests see those that are decided."""
    messages = (_DECIDED_IN_TOPIC if guest else _IN_TOPIC)(topic=topic.pk)
    prefetch_related_objects(messages, *everything())
    return messages


def _of_topic() -> QuerySet[KeyMessage]:
    rows = KeyMessage.objects.filter(topic=Given("topic", BigIntegerField()))
    return rows.select_related("topic__group")


_IN_TOPIC = Prepared(_of_topic)
_DECIDED_IN_TOPIC = Prepared(lambda: _of_topic().filter(state__in=KeyMessage.DECIDED))


def positions(agreement_round: AgreementRound) -> QuerySet[Position]:
    """Who held which position, by name, and ``way``: how it came.

    For those who ``deliberation.see_positions``.
    """
    counted = Position.objects.counted().filter(round=agreement_round)
    asked = agreement_round.entitlements.filter(user=OuterRef("user"))
    counted = counted.annotate(way=Subquery(asked.values("way")))
    return counted.select_related("user", "recorded_by").order_by("user__name")


def reasons(agreement_round: AgreementRound) -> QuerySet[Position]:
    """What people wrote beside their position, for the members: by position, without names."""
    counted = Position.objects.counted().filter(round=agreement_round).exclude(reason="")
    return counted.only("choice", "reason", "may_be_published").order_by("choice", "reason")


def to_confirm(agreement_round: AgreementRound, person: User) -> QuerySet[Position]:
    """Positions that ``person`` recorded for people who do not sign in, and may still confirm."""
    recorded = Position.objects.counted().filter(round=agreement_round, recorded_by=person)
    waiting = recorded.filter(confirmed_at=None, user__email=None, user__is_active=True)
    waiting = waiting.exclude(round__state=AgreementRound.State.LAPSED)
    return waiting.select_related("user").order_by("user__name")


def recusals(agreement_round: AgreementRound) -> QuerySet[Entitlement]:
    """Who declared an interest, with the reason."""
    return agreement_round.entitlements.filter(recused=True).select_related("user")


class Shelf(NamedTuple):
    """Key messages that stand together in the list. A message that is not agreed is no advice."""

    advice: list[KeyMessage]
    not_agreed: list[KeyMessage]
    discussed: list[KeyMessage]
    withdrawn: list[KeyMessage]


def shelve(key_messages: Iterable[KeyMessage]) -> Shelf:
    """Each message on its one shelf, by its state."""
    shelf = Shelf([], [], [], [])
    for message in key_messages:
        if message.state in ADVICE:
            shelf.advice.append(message)
        elif message.state == KeyMessage.State.NOT_AGREED:
            shelf.not_agreed.append(message)
        elif message.state == KeyMessage.State.PROPOSED:
            shelf.discussed.append(message)
        else:
            shelf.withdrawn.append(message)
    return shelf


def key_messages_of(person: User, *, show: str = "") -> QuerySet[KeyMessage]:
    """Key messages that ``person`` sees, newest first.

    :param show: one of ``FILTERS``; anything else shows all.
    """
    key_messages = KeyMessage.objects.visible_to(person).order_by("-pk")
    return FILTERS[show](key_messages) if show in FILTERS else key_messages


FILTERS: dict[str, Callable[[KeyMessageQuerySet], KeyMessageQuerySet]] = {
    "discussed": lambda rows: rows.filter(state=KeyMessage.State.PROPOSED),
    "agreed": lambda rows: rows.filter(state__in=ADVICE),
    "not_agreed": lambda rows: rows.filter(state=KeyMessage.State.NOT_AGREED),
    "awaited": KeyMessageQuerySet.awaiting_answer,
    "overdue": KeyMessageQuerySet.overdue,
    "answered": KeyMessageQuerySet.answered,
}


def would_stop_ballot(person: User, topic_id: int | None) -> bool:
    """Whether an interest that ``person`` declares in a topic stops a secret ballot on it."""
    voted = Entitlement.objects.voted().filter(user=person, round__key_message__topic=topic_id)
    return voted.filter(round__state=AgreementRound.State.OPEN).exists()
