"""What this app holds about people: the visits that they asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.db.models import Model, Q
from django.urls import reverse

from accounts.models import LegalHold, User
from core.rights.registry import Expiry, PersonalData, Row
from visits import actions
from visits.models import ReportStep, RiskAssessment, Visit, VisitPhotograph, VisitReport
from visits.queries import old_visits


def visits(person: User) -> Iterator[Row]:
    """Visits that this person asked for, with what was checked and booked."""
    rows = Visit.objects.filter(observer=person).select_related("risks").order_by("pk")
    for visit in rows:
        yield {
            "wants": visit.wants,
            "dates": visit.dates,
            "at": visit.applied_at,
            "state": visit.get_state_display(),
            "accepted risk assessment": visit.risks.version if visit.risks else None,
            "accepted at": visit.accepted_at,
            "checks passed on": visit.checked_on.isoformat() if visit.checked_on else None,
            "again because": visit.why_again,
            "starts": visit.starts_at,
            "ends": visit.ends_at,
            "meets": visit.meeting_place,
            "cancelled because": visit.why_cancelled,
        }


def reports(person: User) -> Iterator[Row]:
    """Reports that this person wrote, with what their photographs show."""
    rows = VisitReport.objects.filter(visit__observer=person).prefetch_related("photographs")
    for report in rows.order_by("pk"):
        yield {
            "how people were treated": report.get_treated_display(),
            "powers explained": report.get_explained_display(),
            "seen": report.words,
            "went well": report.went_well,
            "asks the force": report.would_ask,
            "safety": report.safety,
            "named": report.is_named,
            "photographs": "\n".join(row.shows for row in report.photographs.all()),
            "state": report.get_state_display(),
            "at": report.written_at,
        }


def steps(person: User) -> Iterator[Row]:
    """What this person did with reports, with their reasons."""
    for step in ReportStep.objects.filter(taken_by=person).order_by("pk"):
        yield {"what": step.get_kind_display(), "words": step.words, "at": step.taken_at}


def is_held(person: User) -> bool:
    """Whether a hold covers a visit on which this person went, or that they had a part in."""
    held = Visit.objects.filter(pk__in=LegalHold.objects.ids(Visit))
    part = Q(observer=person) | Q(checked_by=person) | Q(cancelled_by=person)
    return held.filter(part | Q(report__steps__taken_by=person)).exists()


def where(person: User, row: Model) -> str | None:
    """Address of a text, for those who read it; ``None`` for everybody else."""
    if isinstance(row, RiskAssessment):
        opens = RiskAssessment.objects.visible_to(person).filter(pk=row.pk).exists()
        return reverse("visits:risk-assessment", args=[row.group_id]) if opens else None
    if isinstance(row, Visit):
        visible = Visit.objects.visible_to(person).filter(pk=row.pk)
        return row.get_absolute_url() if visible.exists() else None
    report = row if isinstance(row, VisitReport) else cast("VisitPhotograph", row).report
    read = VisitReport.objects.visible_to(person).filter(pk=report.pk).exists()
    return report.get_absolute_url() if read else None


PERSONAL_DATA = PersonalData(
    sections={"visits": visits, "visit_reports": reports, "visit_report_steps": steps},
    texts={
        Visit: ("wants", "dates", "why_again", "meeting_place", "officer", "why_cancelled"),
        RiskAssessment: ("text",),
        VisitReport: ("went_well", "would_ask", "safety", "words"),
        VisitPhotograph: ("shows",),
        ReportStep: ("words",),
    },
    where=where,
    holds=is_held,
    expiries=(Expiry("visits", old_visits, actions.remove_expired_visits),),
)
