"""Put the reports of a quarter together as a paper; the job that lays it out reports back here."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.jobs import named
from core.locks import lock, lock_all
from core.policy import Refused, may, require
from core.states import transition
from deliberation.actions import PageText, write_handbook_page
from deliberation.attachments import Upload
from deliberation.models import HandbookPage, Readers
from meetings.actions import add_document, replace_document
from meetings.models import Paper
from visits import queries
from visits.actions.visits import LATE
from visits.events import DigestAsked, DigestFailed, DigestPrepared, VisitDigestEvent
from visits.models import Visit, VisitDigest, VisitReport
from visits.models.digests import Quarter

State = VisitDigest.State


@transaction.atomic
def prepare_digest(*, actor: User, group: AdvisoryGroup, quarter: Quarter) -> VisitDigest:
    """Have the approved reports of a quarter put together; again, it is a new version.

    :raises Refused: unless ``actor`` is the chair or the secretary; without an approved report.
    """
    lock(group, "closed_at")
    require(actor, "visits.prepare_digest", group)
    if not queries.reports_in(group, quarter):
        raise Refused(_("No report of this quarter is approved."), thing=group)
    year, number = quarter
    digest, is_new = VisitDigest.objects.get_or_create(
        group=group, year=year, quarter=number, defaults={"asked_by": actor, "asked_at": now()}
    )
    if not is_new:
        transition(digest, State.WAITING, if_changed=LATE, asked_by=actor, asked_at=now())
    _lay_out(digest, actor)
    return digest


def lock_digests_with(report: VisitReport) -> None:
    """Let no job finish a digest that holds ``report``. Before its visit is locked, as there."""
    lock_all(VisitDigest.objects.filter(pk__in=report.digests.values("pk")))


def renew_digests_without(report: VisitReport, *, actor: User) -> None:
    """Have the digests that hold ``report``, which was taken back, put together without it.

    In the name of who asked for them, unless ``actor`` may ask themselves. Where no other report
    is left there is nothing to put together: the list says that reports have changed.
    """
    made = report.digests.exclude(state=State.WAITING)  # those are put together anyway
    for digest in made.select_related("group"):
        if not queries.reports_in(digest.group, digest.months):
            continue
        asks = may(actor, "visits.prepare_digest", digest.group)
        asked_by = actor if asks else digest.asked_by
        transition(digest, State.WAITING, if_changed=LATE, asked_by=asked_by, asked_at=now())
        _lay_out(digest, actor)


def _lay_out(digest: VisitDigest, actor: User | None) -> None:
    _say(DigestAsked, digest, actor)
    lay_out = named("visits.jobs.lay_out_digest")  # which reports back to this module
    lay_out.enqueue(digest.pk, key=f"digest:{digest.pk}:{now():%Y%m%dT%H%M%S%f}")


@transaction.atomic
def finish_digest(
    *, actor: None, digest: VisitDigest, content: bytes, reports: Sequence[VisitReport]
) -> None:
    """Keep what was laid out as a document of the handbook, for members and the secretary.

    When a report was taken back, approved or changed meanwhile, it is laid out again. It fails
    when none is left, and when who asked for it no longer may. A second run does nothing.

    :param actor: nobody: the job does it.
    :param content: the PDF; empty where there is none.
    """
    lock(digest.group, "closed_at")
    lock(digest, "state", "paper")
    if digest.state != State.WAITING:
        return
    lock_all(Visit.objects.filter(report__in=reports))  # who takes one back waits, or came first
    newest = queries.reports_in(digest.group, digest.months)
    asks = may(digest.asked_by, "visits.prepare_digest", digest.group)
    if not (content and reports and newest and asks):
        transition(digest, State.FAILED, if_changed=LATE)
        _say(DigestFailed, digest, actor)
        return
    if _prints(reports) != _prints(newest):
        _lay_out(digest, actor)
        return
    file = SimpleUploadedFile(f"{digest.title}.pdf", content, "application/pdf")
    digest.paper = _keep(digest.asked_by, digest, Upload(file, "pdf"))
    digest.save(update_fields=["paper"])
    digest.reports.set(reports)
    transition(digest, State.READY, if_changed=LATE)
    _say(DigestPrepared, digest, actor)


def _keep(actor: User, digest: VisitDigest, upload: Upload) -> Paper:
    """A new version where the paper is still for members alone; else a paper on such a page."""
    inside = HandbookPage.objects.filter(
        group=digest.group, readers=Readers.INSIDE, archived_at=None
    )
    if digest.paper_id:
        papers = Paper.objects.standing().filter(page__in=inside)
        if paper := papers.filter(pk=digest.paper_id).first():
            return replace_document(actor=actor, paper=paper, upload=upload)
    title = _("Observation visits")
    page = inside.filter(title=title).first() or write_handbook_page(
        actor=actor,
        group=digest.group,
        text=PageText(title, _("What members saw on their visits."), Readers.INSIDE),
    )
    return add_document(actor=actor, page=page, title=digest.title, upload=upload)


def _prints(reports: Sequence[VisitReport]) -> dict[int, str]:
    return {report.pk: report.fingerprint for report in reports}


def _say(kind: type[VisitDigestEvent], digest: VisitDigest, actor: User | None) -> None:
    emit(kind(group_id=digest.group_id, visit_digest_id=digest.pk), actor=actor)
