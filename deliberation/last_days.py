"""The last day of a round: which days it can be, and when answers end on it. Pure."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import islice

from django.utils import timezone

from core.working_days import working_days_after

MOST = 20  # working days: four weeks
ENDS_AT = time(17)  # where the portal is


def last_days(since: date) -> list[date]:
    """The working days after ``since`` until which a round can stay open; the next one first."""
    return list(islice(working_days_after(since), MOST))


def answers_until(last_day: date) -> datetime:
    """When answers end on the last day of a round."""
    return timezone.make_aware(datetime.combine(last_day, ENDS_AT))
