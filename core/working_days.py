"""Working days: Monday to Friday without the bank holidays of England and Wales (decision 0042)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import count, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MONDAY, SATURDAY = 0, 5
DAY, WEEK = timedelta(days=1), timedelta(days=7)
PROCLAIMED: frozenset[date] = frozenset()  # for one year only, such as a coronation


def easter(year: int) -> date:
    """Easter Sunday, by the rule of Butcher and Meeus."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + (MONDAY - first.weekday()) % 7 * DAY


def _last_monday(year: int, month: int) -> date:
    following = _first_monday(year + month // 12, month % 12 + 1)
    return following - WEEK


@lru_cache(maxsize=20)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of ``year``.

    One that falls on a weekend has the next weekday that is none in its place.
    """
    holidays = {
        easter(year) - 2 * DAY,
        easter(year) + DAY,
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8),
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
