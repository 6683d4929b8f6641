"""Working days: Monday to Friday without the bank holidays of England and Wales (decision 0042)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import count, islice, takewhile
from typing import TYPE_CHECKING

from dateutil.easter import easter
from dateutil.relativedelta import MO, relativedelta

if TYPE_CHECKING:
    from collections.abc import Iterator

SATURDAY = 5
DAY = timedelta(days=1)
FIRST_MONDAY = relativedelta(day=1, weekday=MO(1))  # of the month of a day
LAST_MONDAY = relativedelta(day=31, weekday=MO(-1))
PROCLAIMED: frozenset[date] = frozenset()  # for one year only, such as a coronation


@lru_cache(maxsize=20)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of ``year``.

    One that falls on a weekend has the next weekday that is none in its place.
    """
    holidays = {
        easter(year) - 2 * DAY,
        easter(year) + DAY,
        date(year, 5, 1) + FIRST_MONDAY,
        date(year, 5, 1) + LAST_MONDAY,
        date(year, 8, 1) + LAST_MONDAY,
        *(day for day in PROCLAIMED if day.year == year),
    }
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        day = fixed
        while day.weekday() >= SATURDAY or day in holidays:
            day += DAY
        holidays.add(day)
    return frozenset(holidays)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_days_after(start: date) -> Iterator[date]:
    """Every working day after ``start``, the next one first; without an end."""
    days = (start + number * DAY for number in count(1))
    return filter(is_working_day, days)


def working_day_after(start: date, number: int) -> date:
    """The working day that comes ``number`` working days, 1 or more, after ``start``."""
    return next(islice(working_days_after(start), number - 1, None))


def working_days_until(start: date, end: date) -> int:
    """How many working days there are after ``start``, up to ``end`` and with it."""
    return sum(1 for _day in takewhile(lambda day: day <= end, working_days_after(start)))
