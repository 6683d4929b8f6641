"""Working days: what the calendar of England and Wales says of them."""

from datetime import date

import pytest

from core.working_days import bank_holidays, is_working_day, working_day_after


def days(*written):
    return [date.fromisoformat(day) for day in written]


@pytest.mark.parametrize(
    ("year", "holidays"),
    [
        (
            2026,  # Boxing Day is a Saturday
            days(
                *("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04"),
                *("2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"),
            ),
        ),
        (
            2027,  # Christmas Day is a Saturday, Boxing Day a Sunday
            days(
                *("2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03"),
                *("2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"),
            ),
        ),
        (
            2028,  # New Year's Day is a Saturday
            days(
                *("2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01"),
                *("2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26"),
            ),
        ),
    ],
)
def test_the_bank_holidays_are_those_that_gov_uk_publishes(year, holidays):
    assert sorted(bank_holidays(year)) == holidays


def test_easter_falls_where_the_tables_have_it():
    """The earliest and the latest of the century, and two years in which the rule has exceptions."""
    fridays = [min(day for day in bank_holidays(year) if day.month > 1) for year in
               (2008, 2038, 2049, 2076)]  # fmt: skip

    assert fridays == days("2008-03-21", "2038-04-23", "2049-04-16", "2076-04-17")


@pytest.mark.parametrize(
    ("day", "works"),
    [("2026-04-02", True), ("2026-04-03", False), ("2026-04-04", False), ("2026-04-07", True)],
)
def test_nobody_works_at_the_weekend_and_at_easter(day, works):
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2026-03-24", 1, "2026-03-25"),
        ("2026-03-24", 7, "2026-04-02"),
        ("2026-03-24", 8, "2026-04-07"),  # over Easter
        ("2026-03-28", 1, "2026-03-30"),  # from a Saturday
        ("2026-12-24", 1, "2026-12-29"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start, number, end):
    assert working_day_after(date.fromisoformat(start), number) == date.fromisoformat(end)
