"""Work that no page waits for."""

from __future__ import annotations

from datetime import timedelta

from core.clock import today
from core.jobs import for_each, job
from core.notices.kinds import named
from core.notices.tell import tell_of_day
from visits import queries
from visits.actions import end_visit
from visits.models import Visit


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def remind_of_visits() -> None:
    """Tell members that their visit is tomorrow; once for each day."""
    day = today() + timedelta(days=1)
    for_each(
        queries.begin_on(day).order_by("pk"),
        lambda visit: tell_of_day(named("visit.tomorrow"), visit, key=f"{visit.pk}.{day:%Y%m%d}"),
    )


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(minutes=15))
def end_visits() -> None:
    """Let visits be over whose time is past: their report is due."""
    for_each(Visit.objects.over().order_by("pk"), lambda visit: end_visit(actor=None, visit=visit))
