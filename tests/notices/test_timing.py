"""When a notice goes out by email: at once, as a summary, never, and not at night."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.notices.models import NoticeSettings
from core.notices.timing import email_due

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SECOND_TIME = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # it was ten past one an hour ago
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


def at(text):
    """A moment where the portal is."""
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("happened", "due"),
    [
        ("2026-03-02 12:00:00", "2026-03-02 12:02"),
        ("2026-03-02 12:00:59", "2026-03-02 12:02"),
        ("2026-03-02 20:57:30", "2026-03-02 20:59"),
        ("2026-03-02 20:58:00", "2026-03-03 07:00"),
        ("2026-03-02 23:30:00", "2026-03-03 07:00"),
        ("2026-03-03 04:00:00", "2026-03-03 07:00"),
        ("2026-03-03 06:58:00", "2026-03-03 07:00"),
        ("2026-03-28 23:30:00", "2026-03-29 07:00"),  # the clocks go forward that night
    ],
)
def test_an_email_at_once_waits_for_the_morning(happened, due):
    assert email_due(NoticeSettings(), at(happened)) == at(due)


@pytest.mark.parametrize(
    ("days", "happened", "due"),
    [
        ("04", "2026-03-02 07:58:59", "2026-03-02 08:00"),  # a Monday
        ("04", "2026-03-02 07:59", "2026-03-06 08:00"),
        ("0", "2026-03-02 08:00", "2026-03-09 08:00"),
        ("0123456", "2026-03-28 12:00", "2026-03-29 08:00"),
    ],
)
def test_a_summary_comes_at_eight_on_the_days_that_were_chosen(days, happened, due):
    wishes = NoticeSettings(email="digest", days=days)

    assert email_due(wishes, at(happened)) == at(due)


@pytest.mark.parametrize("wishes", [{}, {"email": "digest", "days": "0123456"}])
def test_a_moment_is_written_in_one_way_all_year_round(wishes):
    """A job is known by it: two ways to write it would be two moments with one name."""
    night = datetime(2026, 7, 1, 1, tzinfo=UTC)

    assert email_due(NoticeSettings(**wishes), night).tzinfo is UTC


def test_never_is_never():
    assert email_due(NoticeSettings(email="never"), at("2026-03-02 12:00")) is None


@settings(max_examples=60)
@given(moment=MOMENTS, start=CLOCKS, end=CLOCKS)
@example(moment=SECOND_TIME, start=time(23), end=time(1, 30))
def test_no_email_goes_out_in_the_quiet_hours_and_none_waits_longer_than_a_day(moment, start, end):
    wishes = NoticeSettings(quiet_from=start, quiet_until=end)
    due = email_due(wishes, moment)
    clock = timezone.localtime(due).time()
    quiet = start <= clock < end if start <= end else clock >= start or clock < end

    assert not quiet or _is_in_the_missing_hour(start, end)
    assert timedelta(minutes=1) <= due - moment <= timedelta(days=1, hours=2)


def _is_in_the_missing_hour(start, end):
    """The hour that does not exist in March, or exists twice in October, ends where it can."""
    return time(1) <= end <= time(2) or time(1) <= start <= time(2)
