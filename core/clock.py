"""The portal's one clock. The demo story and the tests set it; nothing else does.

While a question is built that is compiled once (``core.prepared``), it answers the places that
stand for the moment and the day on which the question will be asked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)
_places: ContextVar[tuple[Any, Any] | None] = ContextVar("places", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC; or the moment that :func:`at` set."""
    if places := _places.get():
        return places[0]  # type: ignore[no-any-return]
    return _set_to.get() or timezone.now()


def today() -> date:
    """The current day where the portal is (``TIME_ZONE``)."""
    if places := _places.get():
        return places[1]  # type: ignore[no-any-return]
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let ``now()`` answer ``moment`` inside the block.

    :param moment: aware datetime, of any time zone; ``now()`` answers it in UTC.
    :raises ValueError: when ``moment`` has no time zone.
    """
    if timezone.is_naive(moment):
        raise ValueError("The clock needs a time zone.")
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)


@contextmanager
def standing_for(moment: Any, day: Any) -> Iterator[None]:
    """Let ``now()`` answer ``moment`` and ``today()`` answer ``day`` inside the block.

    For ``core.prepared`` alone: both are expressions, not values.
    """
    token = _places.set((moment, day))
    try:
        yield
    finally:
        _places.reset(token)
