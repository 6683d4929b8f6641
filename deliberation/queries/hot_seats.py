"""What pages need to know about an hour of questions to a guest: reads only."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from accounts.models import User
from accounts.models.memberships import POLICE
from deliberation.models import HotSeat, Post, Question, Space, Topic
from deliberation.queries.questions import questions, with_wanting

MOST = 5  # questions on the page of the topic; the page of questions has them all


class SeatOnScreen(NamedTuple):
    """A hot seat, with the open questions that most people want answered.

    :ivar first: of them; each with ``wanting``, how many want it answered too.
    :ivar number: of all that are open.
    """

    seat: HotSeat
    first: list[Post]
    number: int


def hot_seat(topic: Topic) -> HotSeat | None:
    """That of ``topic``, also one that was cancelled; with its guest. One query."""
    seat = HotSeat.objects.filter(topic=topic).select_related("guest").first()
    if seat:
        seat.topic = topic
    return seat


def seat_on_screen(seat: HotSeat, *, since: datetime | None) -> SeatOnScreen:
    """``seat`` with its open questions. Two queries.

    :param since: leave out what was written before; ``None`` for all.
    """
    waiting = questions(seat.topic, since=since, fate=Question.State.OPEN)
    first = list(with_wanting(waiting).order_by("-wanting", "pk")[:MOST])
    number = len(first) if len(first) < MOST else waiting.count()
    return SeatOnScreen(seat, first, number)


def seat_guests(topic: Topic) -> QuerySet[User]:
    """Officers who are let into the topic and sign in, by name."""
    places = topic.readers(Space.SHARED).filter(role__in=POLICE)
    people = User.objects.filter(pk__in=places.values("user")).exclude(email=None)
    return people.order_by("name", "pk")
