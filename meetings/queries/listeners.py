"""What pages need to know about listeners: reads only."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Case, QuerySet, Value, When

from accounts.models import User
from core.rights.registry import Row
from meetings.models import Listener, Meeting
from meetings.models.listeners import heard_by

State = Meeting.State
FIRST = Case(
    When(state=State.OPEN, then=Value(0)),
    When(state=State.POSTPONED, then=Value(2)),
    default=Value(1),
)


def heard_meetings(person: User) -> QuerySet[Meeting]:
    """Meetings that are open to ``person`` as a listener: under way, to come, without a date."""
    rows = Meeting.objects.filter(heard_by(person)).select_related("group")
    return rows.order_by(FIRST, "starts_at", "pk")


def listening_to(person: User, pk: int) -> Meeting | None:
    """The meeting ``pk``, if it is open to ``person`` as a listener. One query."""
    joins = ("group", "item__topic", "wording__key_message__topic")
    return heard_meetings(person).select_related(*joins).filter(pk=pk).first()


def listened_by(person: User) -> Iterator[Row]:
    """To which meetings this person listens now: of earlier ones nobody knows it."""
    rows = Listener.objects.filter(user=person).select_related("meeting").order_by("pk")
    for listener in rows:
        yield {"meeting": listener.meeting.starts_at, "listening at": listener.seen_at}
