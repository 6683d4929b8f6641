"""What this app offers to search: reports that a second person has approved."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.dates import day
from core.policy import pointer
from core.search.models import Document
from core.search.registry import Follow, Hit, Source
from visits.events import VisitExpired
from visits.models import VisitReport


def read_report(report: VisitReport) -> Document:
    """What the members read of it: never the concern, which is for chair and secretary."""
    photographs = [photograph.shows for photograph in report.photographs.all()]
    return Document(
        group_id=report.group_id,
        place=pointer(report.visit),
        person_id=report.observer_id if report.is_named else None,
        at=report.approved_at or report.written_at,
        text="\n".join([report.words, report.went_well, report.would_ask, *photographs]),
    )


def show_report(report: VisitReport) -> Hit:
    """The report, on the page of its visit."""
    visit = report.visit
    return Hit(
        title=str(_("Report of the observation visit on %s"))
        % day(visit.starts_at or report.written_at),
        href=report.get_absolute_url(),
        where=visit.group.name,
        author=str(visit.observer) if report.is_named else "",
    )


SOURCES = (
    Source(
        kind="visit_report",
        label=_("Reports of observation visits"),
        noun=_("Report of an observation visit"),
        model=VisitReport,
        opens=VisitReport.objects.visible_to,
        findable=lambda rows: rows.filter(state=VisitReport.State.APPROVED),
        read=read_report,
        show=show_report,
        joins=lambda rows: rows.select_related("visit__group", "visit__observer"),
        beside=("photographs",),
        is_alike=False,
        follows=(
            Follow("visit_report_id"),
            Follow("visit_id", "visit", events=(VisitExpired,)),  # with the visit
        ),
    ),
)
