"""Visits of the member, the chair and another member, with a report at each step."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.clock import now, today
from visits.models import ReportStep, RiskAssessment, Visit, VisitPhotograph, VisitReport
from visits.models.digests import Quarter


def add_to(world):
    world.risks = RiskAssessment.objects.create(
        group=world.group, version=1, text="Stay behind the officer.", adopted_by=world.sally
    )
    world.visit = visit(world, world.doreen, "booked", now() + timedelta(days=3))
    world.asked_visit = visit(world, world.person["chair"], "requested")
    world.done_visit = visit(world, world.nuala, "done", now() - timedelta(days=3))
    world.draft_visit = visit(world, world.doreen, "done", now() - timedelta(days=4))
    world.sent_visit = visit(world, world.nuala, "done", now() - timedelta(days=5))
    world.reported_visit = visit(world, world.nuala, "done", now() - timedelta(days=6))
    draft = report(world.draft_visit, "draft")
    world.draft_photograph = photograph(draft)
    world.sent_report = report(world.sent_visit, "sent")
    approved = report(world.reported_visit, "approved", is_named=True)
    world.photograph = photograph(approved)
    quarter = Quarter.of(world.reported_visit.day)
    world.visit_quarter = f"{quarter.year}-{quarter.number}"
    ReportStep.objects.create(report=approved, kind="approved", taken_by=world.sally)


def visit(world, observer, state, starts_at=None):
    return Visit.objects.create(
        group=world.group,
        observer=observer,
        wants="Lobelia: how stops are explained",
        dates="Fridays",
        state=state,
        risks=world.risks,
        accepted_at=now(),
        checked_on=today() if starts_at else None,
        checked_by=world.sally if starts_at else None,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4) if starts_at else None,
        meeting_place="Front desk",
        officer="The duty inspector",
    )


def report(visit, state, **more):
    return VisitReport.objects.create(
        visit=visit,
        state=state,
        treated="well",
        explained="always",
        words="Lobelia: two people were stopped",
        **more,
    )


def photograph(report):
    picture = default_storage.save("visits/desk.webp", ContentFile(b"RIFF"))
    return VisitPhotograph.objects.create(
        report=report, shows="Lobelia on the desk", state="ready", picture=picture
    )
