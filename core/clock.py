"""The portal's one clock. The demo story and the tests set it; nothing else does."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC; or the moment that :func:`at` set."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """The current day where the portal is (``TIME_ZONE``)."""
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
