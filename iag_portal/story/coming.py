"""What lies ahead: the days on which people may not be free."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from meetings import actions as meet
from meetings.actions import BusyDays

DATES = (
    BusyDays("Ramadan", date(2027, 2, 8), date(2027, 3, 9), "Sunset about 6pm: ask members", True),
    BusyDays("Half-term", date(2027, 2, 15), date(2027, 2, 19)),
    BusyDays("Local elections", date(2027, 5, 6), date(2027, 5, 6), "Halls are polling stations"),
    BusyDays("Diwali", date(2027, 10, 29), date(2027, 10, 29)),
)


def keep_dates(cast: Cast, today: datetime) -> None:
    """The administrator writes down the dates with which meetings would clash."""
    with then(today - timedelta(days=90)):
        for days in DATES:
            meet.add_busy_date(actor=cast.people["tom"], days=days)
