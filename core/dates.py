"""Dates and times as people in Britain read them: 17 November 2026, 6:30pm, 3 minutes ago."""

from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.clock import now

MINUTE, HOUR, DAY = 60, 3600, 86_400  # seconds


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def day(value: date | datetime) -> str:
    """``17 November 2026``, where the portal is."""
    local = _local(value).date() if isinstance(value, datetime) else value
    return _day(local, get_language())


@lru_cache(maxsize=1000)  # a thread says the same few days a hundred times
def _day(value: date, _language: str) -> str:
    return date_format(value, "j F Y")


def weekday(value: date | datetime) -> str:
    """``Tuesday 17 November 2026``."""
    return date_format(_local(value) if isinstance(value, datetime) else value, "l j F Y")


def clock_time(value: datetime | time) -> str:
    """``6:30pm``, ``6pm``, ``midday``, ``midnight``, where the portal is."""
    local = _local(value) if isinstance(value, datetime) else value
    if local.minute == 0 and local.hour in (0, 12):
        return _("midday") if local.hour else _("midnight")
    half = _("pm") if local.hour >= 12 else _("am")  # noqa: PLR2004 noon
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{half}"


def day_and_time(value: datetime) -> str:
    """``17 November 2026, 6:30pm``."""
    return f"{day(value)}, {clock_time(value)}"


def ago(value: datetime) -> str:
    """``3 minutes ago``, ``in 2 days``, ``just now``; seconds are never counted."""
    seconds = round((now() - value).total_seconds())
    size = abs(seconds)
    if size < MINUTE:
        return _("just now")
    if size < HOUR:
        words = ngettext("%d minute", "%d minutes", size // MINUTE) % (size // MINUTE)
    elif size < DAY:
        words = ngettext("%d hour", "%d hours", size // HOUR) % (size // HOUR)
    else:
        words = ngettext("%d day", "%d days", size // DAY) % (size // DAY)
    return (_("%s ago") if seconds > 0 else _("in %s")) % words
