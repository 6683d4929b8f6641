"""Work of the publications that no page waits for."""

from __future__ import annotations

from datetime import timedelta

from core.clock import now
from core.jobs import job
from core.notices.kinds import named
from core.notices.tell import tell_of_day
from publications import pdf
from publications.actions import add_large_print, freeze_answers
from publications.formats import seal_of
from publications.models import Edition, Release
from publications.queries import unfrozen

UNASKED = timedelta(days=5)  # after that the chair is reminded that nobody checks the facts


@job(timeout=timedelta(minutes=1), attempts=3, every=timedelta(minutes=1))
def freeze_new_answers() -> None:
    """Set answers that were not given on our own page beside their editions."""
    for key_message in unfrozen():
        freeze_answers(actor=None, key_message=key_message)


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(hours=1))
def tell_of_late_checks() -> None:
    """Tell the police lead on the last day of a check, and the chair once it is over.

    Once a preparation. Where nobody is left to check the facts, that somebody has to be asked: the
    police lead, or the member who was asked before, may have left meanwhile.
    """
    waiting = Release.objects.filter(state=Release.State.PREPARED)
    for release in waiting.select_related("publication__group").order_by("pk"):
        key = f"{release.pk}.{release.version}"
        if release.is_check_due:
            tell_of_day(named("release.check_due"), release, key=key)
        elif release.is_check_late:  # not where there is no police lead, or one has just joined
            tell_of_day(named("release.check_late"), release, key=key)
        elif release.lacks_checker and release.prepared_at <= now() - UNASKED:
            key = f"{key}.{release.asked_to_check_id or 0}"  # once for each who was asked
            tell_of_day(named("release.second_check_needed"), release, key=key)


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(minutes=1))
def lay_out_large_prints() -> None:
    """Lay out the large print of editions that stand without one, also of those from before."""
    if pdf.unavailable():
        return
    lacking = Edition.objects.standing().filter(large_print=None).order_by("pk")
    for edition in lacking.select_related("publication"):
        laid_out = pdf.render(edition.snapshot, seal_of(edition), large_print=True)
        add_large_print(actor=None, edition=edition, pdf=laid_out)
