"""A member's public note about a visit, as far as a test asks for it."""

from datetime import timedelta

from core import clock
from core.clock import now
from core.jobs import run_due_jobs
from publications import actions
from publications.models import Release, VisitNote
from publications.note import NoteDraft
from tests.deliberation.conftest import a_group
from tests.visits.arranged import adopt_risks, done, photograph, written
from visits.actions import CHECKLIST, approve_report, send_report
from visits.models import VisitReport

TITLE = "A Friday night with the response team"
WORDS = "Marigold: everybody who was stopped was told why.\nI was glad to see it."
SHOWS = "The desk, with its bell"
TEXT = actions.NoteText(title=TITLE, words=WORDS, photograph=None, is_named=False)
ALL_CONFIRMED = list(CHECKLIST)


def a_group_that_goes_out():
    people = a_group()
    adopt_risks(people)
    return people


def reported(people, by="member"):
    """An approved report with one photograph."""
    report = written(done(people, by))
    photograph(report, SHOWS)
    run_due_jobs()
    send_report(actor=report.visit.observer, report=report, confirmed=ALL_CONFIRMED)
    report = VisitReport.objects.get(pk=report.pk)
    approver = people.secretary
    approve_report(actor=approver, report=report, seen=report.fingerprint)
    return VisitReport.objects.get(pk=report.pk)


def noted(report, *, pictured=False, **changes):
    """What its writer has saved."""
    if pictured:
        changes["photograph"] = report.photographs.get()
    before = VisitNote.objects.filter(report=report).first()
    return actions.write_note(
        actor=report.visit.observer,
        report=report,
        text=TEXT._replace(**changes),
        after=before.version if before else 0,
    )


def offer(note, confirmed=ALL_CONFIRMED):
    actions.offer_note(
        actor=note.report.visit.observer, note=note, confirmed=confirmed, version=note.version
    )
    return VisitNote.objects.get(pk=note.pk)


def offered(people, by="member", **changes):
    return offer(noted(reported(people, by), **changes))


def prepared(people, note, **draft):
    fields = {"subjects": ["Stop and search"], "not_names": []} | draft
    actions.prepare_note(
        actor=people.secretary, note=note, draft=NoteDraft(**fields), version=note.version
    )
    return again(note)


def again(note):
    """Its release, as it is now."""
    return Release.objects.select_related("publication__group").get(
        pk=note.releases.latest("pk").pk
    )


def approved(people, note):
    release = prepared(people, note)
    actions.check_release(actor=people.police_lead, release=release, version=release.version)
    actions.approve_release(actor=people.chair, release=again(note), version=release.version)
    return again(note)


def published(people, note):
    release = approved(people, note)
    return actions.publish_edition(actor=people.secretary, release=release, version=release.version)


def two_years_later():
    return clock.at(now() + timedelta(days=740))
