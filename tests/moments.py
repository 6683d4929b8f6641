"""Moments by the calendar. So many times 24 hours is another day where the clocks change between."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from core.clock import now


def days_ago(days: int) -> datetime:
    """This time of day ``days`` ago, where the portal is."""
    return in_days(-days)


def in_days(days: int) -> datetime:
    """This time of day in ``days``, where the portal is."""
    return (timezone.localtime(now()) + timedelta(days=days)).astimezone(UTC)
