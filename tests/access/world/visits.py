"""Visits of the member, the chair and another member, with a report at each step."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.clock import now, today
from publications.models import EditionPicture, Publication, Release, VisitNote
from publications.note import NoteDraft, draw_note
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
    world.where_to_share = f"shared.{world.topic.pk}"
    notes(world)
    quarter = Quarter.of(world.reported_visit.day)
    world.visit_quarter = f"{quarter.year}-{quarter.number}"
    ReportStep.objects.create(report=approved, kind="approved", taken_by=world.sally)


def notes(world):
    """One that its writer still writes, one that is offered and on its way out; a photograph of each."""
    world.drafted_visit = visit(world, world.doreen, "done", now() - timedelta(days=7))
    world.offered_visit = visit(world, world.doreen, "done", now() - timedelta(days=8))
    world.noted_visit = visit(world, world.nuala, "done", now() - timedelta(days=9))
    note(world.drafted_visit, "draft")
    world.offered_note = note(world.offered_visit, "offered", is_named=True)
    on_its_way = note(world.noted_visit, "offered")
    draft = NoteDraft(subjects=[], not_names=[])
    reference = f"{world.group.code}-2026-S41"
    world.note_release = Release.objects.create(
        publication=Publication.objects.create(
            group=world.group, reference=reference, kind=Publication.Kind.NOTE
        ),
        visit_note=on_its_way,
        snapshot=draw_note(on_its_way, draft, reference=reference, edition=1),
        prepared_by=world.sally,
    )
    for edition in (world.edition, world.readers_edition):
        EditionPicture(edition=edition, file=on_its_way.photograph.picture).save()


def note(visit, state, **more):
    approved = report(visit, "approved")
    return VisitNote.objects.create(
        report=approved,
        state=state,
        title="Lobelia on a Friday",
        words="Lobelia: everybody was told why",
        photograph=photograph(approved),
        **more,
    )


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
