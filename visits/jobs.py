"""Work that no page waits for."""

from __future__ import annotations

from datetime import timedelta
from typing import BinaryIO, cast

from django.utils.translation import gettext_lazy as _

from core import antivirus
from core.clock import now, today
from core.files import on_disk
from core.jobs import for_each, job
from core.notices.kinds import named
from core.notices.tell import tell_of_day
from core.pdf import PdfUnavailable
from meetings.slides.memory import at_most
from meetings.slides.refusal import ConversionFailed
from visits import queries
from visits.actions import (
    end_visit,
    finish_digest,
    finish_photograph,
    lapse_visit,
    warn_of_lapse,
)
from visits.models import Visit, VisitDigest, VisitPhotograph
from visits.models.visits import OPEN_FOR, WARNED_BEFORE

MEMORY = 1024**3  # bytes to draw a photograph
SOON, LONG = timedelta(minutes=5), timedelta(days=1)
HARMFUL = _("The virus scanner found something harmful in this photograph, so it was deleted.")
TOO_LONG = _("This photograph could not be prepared. Make it smaller, then add it again.")


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


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def lapse_visits() -> None:
    """Say that nobody has booked a visit; call it off two weeks later, after ninety days."""
    unbooked = Visit.objects.unbooked(now() - OPEN_FOR + WARNED_BEFORE).order_by("pk")
    for_each(
        unbooked.filter(warned_at__lte=now() - WARNED_BEFORE),
        lambda visit: lapse_visit(actor=None, visit=visit),
    )
    for_each(
        unbooked.filter(warned_at=None),
        lambda visit: warn_of_lapse(actor=None, visit=visit),
    )


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(hours=1))
def remind_of_reports() -> None:
    """Tell the member and the secretary, once, that no report has come within 24 hours."""
    for_each(
        queries.without_report().order_by("pk"),
        lambda visit: tell_of_day(named("visit.report_overdue"), visit, key=f"{visit.pk}"),
    )


@job(timeout=timedelta(minutes=5), attempts=3)
def prepare_photograph(photograph_id: int) -> None:
    """Draw one photograph anew, from its pixels alone."""
    from meetings.slides.photograph import draw  # noqa: PLC0415 -- loads Pillow

    waiting = VisitPhotograph.objects.filter(state=VisitPhotograph.State.WAITING)
    photograph = waiting.select_related("report__visit").filter(pk=photograph_id).first()
    if photograph is None:
        return
    try:
        with photograph.file.open("rb") as file:
            virus = antivirus.scan(cast("BinaryIO", file))
    except antivirus.ScannerDown:
        return  # it waits
    picture, problem = None, str(HARMFUL)
    if not virus:
        with on_disk(str(photograph.file)) as source, at_most(MEMORY):
            try:
                picture, problem = draw(source), ""
            except ConversionFailed as failed:
                problem = str(failed)
    finish_photograph(actor=None, photograph=photograph, picture=picture, problem=problem)


@job(timeout=timedelta(minutes=1), attempts=1, every=timedelta(minutes=5))
def prepare_again() -> None:
    """Go on with photographs that waited for the virus scanner; give up on those of yesterday."""
    for_each(queries.photographs_to_prepare(now() - LONG), _give_up)
    waiting = queries.photographs_to_prepare(now() - SOON).values_list("pk", flat=True)
    if waiting.exists() and antivirus.answers():
        for_each(waiting, prepare_photograph.enqueue)


def _give_up(photograph: VisitPhotograph) -> None:
    finish_photograph(actor=None, photograph=photograph, picture=None, problem=str(TOO_LONG))


@job(timeout=timedelta(minutes=5), attempts=3)
def lay_out_digest(digest_id: int) -> None:
    """Lay out the reports of a quarter, as they are now, and keep them as a document."""
    from visits.digest import lay_out  # noqa: PLC0415 -- only the worker needs it

    waiting = VisitDigest.objects.filter(pk=digest_id, state=VisitDigest.State.WAITING)
    digest = waiting.select_related("group", "asked_by").first()
    if digest is None:
        return
    reports = queries.reports_in(digest.group, digest.months)
    try:
        content = lay_out(digest, reports)
    except PdfUnavailable:
        content = b""
    finish_digest(actor=None, digest=digest, content=content, reports=reports)
