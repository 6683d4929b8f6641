"""Work of the publications that no page waits for."""

from __future__ import annotations

from datetime import timedelta

from core.clock import now
from core.jobs import for_each, job
from core.notices.kinds import named
from core.notices.tell import tell_of_day
from publications.actions import freeze_answers
from publications.models import Release
from publications.models.releases import CHECK_WITHIN
from publications.queries import unfrozen


@job(timeout=timedelta(minutes=1), attempts=3, every=timedelta(minutes=1))
def freeze_new_answers() -> None:
    """Set answers that were not given on our own page beside their editions."""
    for_each(unfrozen(), lambda key_message: freeze_answers(actor=None, key_message=key_message))


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(hours=1))
def tell_of_late_checks() -> None:
    """Tell the chair, once a preparation, that the time for a check of its facts is over.

    Where nobody is left to check them, that somebody has to be asked: the police lead, or the
    member who was asked before, may have left meanwhile.
    """
    late = Release.objects.filter(
        state=Release.State.PREPARED, prepared_at__lte=now() - CHECK_WITHIN
    )
    for_each(late.select_related("publication").order_by("pk"), _tell_of_late_check)


def _tell_of_late_check(release: Release) -> None:
    key = f"{release.pk}.{release.version}"
    if release.is_check_late:  # not where there is no police lead, or one has just joined
        tell_of_day(named("release.check_late"), release, key=key)
    elif release.lacks_checker:  # once for each who was asked
        key = f"{key}.{release.asked_to_check_id or 0}"
        tell_of_day(named("release.second_check_needed"), release, key=key)
