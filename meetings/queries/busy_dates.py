"""With what a date clashes: reads only."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from meetings.models import BusyDate, Meeting


def clashes(starts_at: datetime, length: timedelta) -> list[BusyDate]:
    """The dates with which a meeting clashes that begins then. One query."""
    first, last = localdate(starts_at), localdate(starts_at + length)
    return list(BusyDate.objects.touching(first, last))


def clashes_of(meeting: Meeting) -> list[BusyDate]:
    """The dates with which a meeting clashes that is still to come and has a date."""
    is_planned = meeting.is_coming and meeting.has_date
    return clashes(meeting.starts_at, meeting.length) if is_planned else []
