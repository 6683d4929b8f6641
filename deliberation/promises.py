"""Until when others were given time with a topic, said by each app that gives it to them.

The day of decision does not move before it. A network that puts a topic to groups elsewhere is an
app above this: it registers a function that knows::

    promises.register(last_day_of)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.dates import day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    Promised = Callable[[int], date | None]

_KNOWERS: list[Promised] = []


def register(promised: Promised) -> None:
    """Have ``promised`` asked about each topic; once, however often it is registered."""
    if promised not in _KNOWERS:
        _KNOWERS.append(promised)


def broken_by(topic_id: int, decision_due: date) -> str:
    """What a decision on this day would break, in words without a full stop; empty when nothing."""
    days = [until for promised in _KNOWERS if (until := promised(topic_id))]
    if not days or max(days) <= decision_due:
        return ""
    return _("Other groups have until %s. The decision must not be before") % day(max(days))
