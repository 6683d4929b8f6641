"""Work that no page waits for."""

from __future__ import annotations

from datetime import timedelta

from core.jobs import for_each, job
from core.notices.kinds import named
from core.notices.tell import tell_of_day
from webcasts.models import Webcast
from webcasts.queries import begins_within

WARNING = timedelta(hours=1)  # before it begins


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(minutes=15))
def remind_of_webcasts() -> None:
    """Tell the readers of its topic that a webcast begins within the hour; once for each start."""
    for_each(begins_within(WARNING).select_related("topic").order_by("pk"), _remind)


def _remind(webcast: Webcast) -> None:
    key = f"{webcast.pk}.{webcast.starts_at:%Y%m%d%H%M}"
    tell_of_day(named("webcast.begins_soon"), webcast, key=key)
