"""Keep the list of days on which people may not be free."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from meetings.events import BusyDateAdded, BusyDateChanged, BusyDateRemoved
from meetings.models import BusyDate


class BusyDays(NamedTuple):
    """What a date that clashes is called, when it is, and what helps to choose a time."""

    name: str
    first_day: date
    last_day: date
    note: str = ""
    is_expected: bool = False


@transaction.atomic
def add_busy_date(*, actor: User, days: BusyDays) -> BusyDate:
    """Warn from now on whoever arranges a meeting on these days.

    :raises Refused: when they end before they begin.
    """
    require(actor, "meetings.keep_busy_dates", None)
    _require_order(days)
    busy_date = BusyDate.objects.create(**days._asdict())
    emit(BusyDateAdded(group_id=None, busy_date_id=busy_date.pk), actor=actor)
    return busy_date


@transaction.atomic
def change_busy_date(*, actor: User, busy_date: BusyDate, days: BusyDays) -> BusyDate:
    """Change the name, the days or the note.

    :raises Refused: when they end before they begin.
    """
    lock(busy_date)
    require(actor, "meetings.keep_busy_dates", busy_date)
    _require_order(days)
    for name, value in days._asdict().items():
        setattr(busy_date, name, value)
    busy_date.save(update_fields=days._fields)
    emit(BusyDateChanged(group_id=None, busy_date_id=busy_date.pk), actor=actor)
    return busy_date


@transaction.atomic
def remove_busy_date(*, actor: User, busy_date: BusyDate) -> None:
    """Warn nobody of these days any more."""
    require(actor, "meetings.keep_busy_dates", busy_date)
    event = BusyDateRemoved(group_id=None, busy_date_id=busy_date.pk)
    busy_date.delete()
    emit(event, actor=actor)


def _require_order(days: BusyDays) -> None:
    if days.last_day < days.first_day:
        raise Refused(_("The last day is not before the first."))
