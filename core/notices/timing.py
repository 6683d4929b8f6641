"""When a notice goes out by email."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from core.notices.models import NoticeSettings

MINUTE = timedelta(minutes=1)
DIGEST_AT = time(8)  # local time


def email_due(settings: NoticeSettings, at: datetime) -> datetime | None:
    """When what happened ``at`` goes to this person by email, in UTC; ``None`` for never.

    At once means between one and two minutes later: what comes together is one mail, and what
    is taken back within a minute is none.
    """
    if settings.email == NoticeSettings.Email.NEVER:
        return None
    if settings.email == NoticeSettings.Email.DIGEST:
        return _next_digest(settings.days, at)
    soon = at.astimezone(UTC).replace(second=0, microsecond=0) + 2 * MINUTE
    return _after_quiet(settings, soon)


def _next_digest(days: str, at: datetime) -> datetime:
    """The next moment at which a summary is sent on one of ``days``, over a minute after ``at``."""
    today = timezone.localdate(at)
    for ahead in range(8):
        moment = _local(datetime.combine(today + timedelta(days=ahead), DIGEST_AT))
        if moment > at + MINUTE and str(timezone.localdate(moment).weekday()) in days:
            return moment
    raise ValueError("A summary has no day.")


def _after_quiet(settings: NoticeSettings, at: datetime) -> datetime:
    """The same moment, or the end of the quiet hours that it falls into."""
    start, end = settings.quiet_from, settings.quiet_until
    if start is None or end is None or start == end:
        return at
    here = timezone.localtime(at)
    clock = here.time()
    in_one_day = start <= clock < end
    over_midnight = start > end and (clock >= start or clock < end)
    if not (in_one_day or over_midnight):
        return at
    day = here.date() + timedelta(days=over_midnight and clock >= start)
    return _local(datetime.combine(day, end).replace(fold=here.fold))  # the second 1:30am, perhaps


def _local(moment: datetime) -> datetime:
    return timezone.make_aware(moment).astimezone(UTC)
