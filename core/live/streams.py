"""Raise a stream, and read what has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, transaction
from django.db.models import BigIntegerField, CharField

from core.live.models import Change, Stream
from core.prepared import Given, Prepared

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.audit.models import Record

RAISE = """
    INSERT INTO live_stream (key, seq) VALUES (%s, 1)
    ON CONFLICT (key) DO UPDATE SET seq = live_stream.seq + 1 RETURNING seq
"""  # one statement, the same on SQLite and PostgreSQL; it holds the row until commit


_STEP = Prepared(
    lambda: Stream.objects.filter(key=Given("key", CharField())).values_list("seq", flat=True)
)
_CHANGES = Prepared(
    lambda: Change.objects.filter(
        stream=Given("key", CharField()), seq__gt=Given("after", BigIntegerField())
    ).values_list("seq", "record__event")
)


class News(NamedTuple):
    """What happened on a stream after a given step.

    :ivar seq: the step the stream stands at now.
    :ivar events: names of the events since, each once.
    """

    seq: int
    events: frozenset[str]


@transaction.atomic(savepoint=False)  # nothing of an action stays where this fails
def advance(key: str, record: Record) -> int:
    """Raise the stream ``key`` by one, because of ``record``; answers its new ``seq``."""
    with connection.cursor() as cursor:
        cursor.execute(RAISE, [key])
        seq = int(cursor.fetchone()[0])
    Change.objects.create(stream_id=key, seq=seq, record=record)
    return seq


def current(key: str) -> int:
    """The step the stream stands at; 0 when nothing has ever happened on it."""
    return next(iter(_STEP(key=key)), 0)


def current_of(keys: Collection[str]) -> dict[str, int]:
    """The steps of several streams, in one query; a stream without change is left out."""
    return dict(Stream.objects.filter(key__in=keys).values_list("key", "seq"))


def news(key: str, after: int) -> News:
    """What happened on ``key`` after step ``after``."""
    rows = _CHANGES(key=key, after=after)
    return News(max((seq for seq, _ in rows), default=after), frozenset(e for _, e in rows))
