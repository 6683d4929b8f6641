"""Dates and times as people in Britain read them: 17 November 2026, 6:30pm, 3 minutes ago."""

from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import now

MINUTE, HOUR, DAY = 60, 3600, 86_400  # seconds


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def day(value: date | datetime) -> str:
    """``17 November 2026``, where the portal is."""
    return _day(_local(value).date() if isinstance(value, datetime) else value)


@lru_cache(maxsize=1000)  # a thread says the same few days a hundred times
def _day(value: date) -> str:
    return date_format(value, "j F Y")


def weekday(value: date | datetime) -> str:
    """``Tuesday 17 November 2026``."""
    return date_format(_local(value) if isinstance(value, datetime) else value, "l j F Y")


def clock_time(value: datetime | time) -> str:
    """``6:30pm``, ``6pm``, ``midday``, ``midnight``, where the portal is."""
    local = _local(value) if isinstance(value, datetime) else value
    return _clock_time(local.hour, local.minute)


@lru_cache(maxsize=1440)
def _clock_time(hour: int, minute: int) -> str:
    if minute == 0 and hour in (0, 12):
        return _("midday") if hour else _("midnight")
    half = _("pm") if hour >= 12 else _("am")  # noqa: PLR2004 noon
    minutes = f":{minute:02}" if minute else ""
    return f"{hour % 12 or 12}{minutes}{half}"


def day_and_time(value: datetime) -> str:
    """``17 November 2026, 6:30pm``."""
    local = _local(value)
    return f"{_day(local.date())}, {_clock_time(local.hour, local.minute)}"


def ago(value: datetime) -> str:
    """``3 minutes ago``, ``in 2 days``, ``just now``; seconds are never counted."""
    seconds = round((now() - value).total_seconds())
    size = abs(seconds)
    unit = next((unit for unit in (DAY, HOUR, MINUTE) if size >= unit), 0)
    return _ago(size // unit if unit else 0, unit, past=seconds > 0)


@lru_cache(maxsize=1000)
def _ago(number: int, unit: int, *, past: bool) -> str:
    """As :func:`ago` says it of a ``number`` of units; of less than a minute where both are 0."""
    if not unit:
        return _("just now")
    words = {
        MINUTE: ngettext("%d minute", "%d minutes", number),
        HOUR: ngettext("%d hour", "%d hours", number),
        DAY: ngettext("%d day", "%d days", number),
    }
    return (_("%s ago") if past else _("in %s")) % (words[unit] % number)
