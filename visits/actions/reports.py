"""Write the report of a visit, send it, look at it as a second person, take it back."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import ChangedMeanwhile, Refused, require
from core.states import transition
from core.text import drawn_words
from deliberation.actions import write_post
from deliberation.models import Post, Space, Topic
from visits import queries
from visits.actions.digests import lock_digests_with, renew_digests_without
from visits.actions.visits import LATE
from visits.events import (
    ConcernRaised,
    ReportApproved,
    ReportCorrected,
    ReportReturned,
    ReportSent,
    ReportShared,
    ReportWithdrawn,
    ReportWritten,
    VisitReportEvent,
)
from visits.models import ReportStep, Visit, VisitReport
from visits.recognisable import told_in

State, Kind = VisitReport.State, ReportStep.Kind
CHECKLIST = {  # what who sends a report confirms -> its words
    "no_names": gettext_lazy("It names nobody of the public, and no officer"),
    "no_faces": gettext_lazy("No face can be recognised in a photograph"),
    "no_places": gettext_lazy("No home, no number plate and no address can be recognised"),
    "no_case": gettext_lazy("Nobody can tell from it which incident it was"),
}


class ReportText(NamedTuple):
    """The answers of a report, as the fields of its row."""

    treated: str
    explained: str
    went_well: str
    would_ask: str
    safety: str
    words: str
    is_named: bool


@transaction.atomic
def write_report(*, actor: User, visit: Visit, text: ReportText, after: int) -> VisitReport:
    """Save what the member has written so far; nobody else reads it yet.

    :param after: the version that was on the screen; 0 for none.
    :raises ChangedMeanwhile: when it was saved in another window meanwhile.
    :raises Refused: unless it is their own visit, and over; once it is sent; under a legal hold.
    """
    lock(visit, "state")
    require(actor, "visits.write_report", visit)
    newest = VisitReport.objects.filter(visit=visit).first()
    if newest and newest.version != after:
        raise ChangedMeanwhile(newest)
    report = newest or VisitReport(visit=visit, version=0)
    for name, value in text._asdict().items():
        setattr(report, name, value)
    report.visit, report.version, report.written_at = visit, report.version + 1, now()
    report.save()
    _say(ReportWritten, report, actor)
    return report


@transaction.atomic
def send_report(*, actor: User, report: VisitReport, confirmed: Collection[str]) -> None:
    """Give it to a second person. A concern in it is told to the chair and the secretary at once.

    :param confirmed: keys of :data:`CHECKLIST`.
    :raises Refused: unless ``actor`` wrote it; with an answer or a confirmation missing; with a
        name of the group, a number plate, a postcode, an email address or a telephone number in
        it; while a photograph is prepared, or could not be.
    """
    report = _locked(report)
    require(actor, "visits.send_report", report)
    if set(confirmed) != set(CHECKLIST):
        raise Refused(_("Confirm each line of the checklist."), thing=report)
    if not (report.treated and report.explained and report.words):
        raise Refused(_("Answer the first two questions, and say what you saw."), thing=report)
    _require_nameless(report, report.text)
    if any(not photograph.is_ready for photograph in report.photographs.all()):
        raise Refused(
            _("A photograph is not ready. Wait a moment, or remove it, then send the report."),
            thing=report,
        )
    first = report.first_sent_at or now()
    transition(report, State.SENT, if_changed=LATE, first_sent_at=first)
    _step(report, Kind.SENT, actor)
    _say(ReportSent, report, actor)
    if report.safety:
        _say(ConcernRaised, report, actor)


@transaction.atomic
def approve_report(*, actor: User, report: VisitReport, seen: str) -> None:
    """Let the members read it.

    :param seen: the fingerprint of what was on the screen.
    :raises Refused: unless ``actor`` is a chair or the secretary who did not write it; when it
        does not wait; when it says something else than what was on the screen.
    """
    report = _locked(report)
    require(actor, "visits.approve_report", report)
    if report.fingerprint != seen:
        raise Refused(_("The report has changed. Read it again, then approve it."), thing=report)
    transition(report, State.APPROVED, if_changed=LATE, approved_at=now())
    _step(report, Kind.APPROVED, actor)
    _say(ReportApproved, report, actor)


@transaction.atomic
def return_report(*, actor: User, report: VisitReport, words: str) -> None:
    """Send it back to who wrote it.

    :raises Refused: as :func:`approve_report`.
    """
    report = _locked(report)
    require(actor, "visits.return_report", report)
    transition(report, State.RETURNED, if_changed=LATE)
    _step(report, Kind.RETURNED, actor, words)
    _say(ReportReturned, report, actor)


@transaction.atomic
def correct_report(*, actor: User, report: VisitReport, words: str) -> None:
    """Take an approved report back to be corrected: members read why, and not the report.

    :raises Refused: unless ``actor`` wrote it, or is a chair or the secretary; unless it is
        approved; under a legal hold; with what tells of somebody in ``words``.
    """
    lock_digests_with(report)
    report = _locked(report)
    require(actor, "visits.correct_report", report)
    _require_nameless(report, words)
    transition(report, State.RETURNED, if_changed=LATE)
    _step(report, Kind.CORRECTED, actor, words)
    _say(ReportCorrected, report, actor)
    renew_digests_without(report, actor=actor)


@transaction.atomic
def withdraw_report(*, actor: User, report: VisitReport, words: str) -> None:
    """Take an approved report back for good: members read why, and not the report.

    :raises Refused: unless ``actor`` wrote it, or is a chair or the secretary; unless it is
        approved; with what tells of somebody in ``words``.
    """
    lock_digests_with(report)
    report = _locked(report)
    require(actor, "visits.withdraw_report", report)
    _require_nameless(report, words)
    transition(report, State.WITHDRAWN, if_changed=LATE)
    _step(report, Kind.WITHDRAWN, actor, words)
    _say(ReportWithdrawn, report, actor)
    renew_digests_without(report, actor=actor)


@transaction.atomic
def share_report(
    *, actor: User, report: VisitReport, topic: Topic, space: Space, summary: str
) -> Post:
    """Write a post that leads to an approved report, with a summary in the words of ``actor``.

    Who reads the report stays as it is: of whoever reads the topic, others read the summary alone.

    :raises Refused: unless ``actor`` wrote it, or is a chair or the secretary; unless it is
        approved; for a topic of another group, or one in which they do not write; with what tells
        of somebody in ``summary``, also of the officer with whom they went.
    """
    report = _locked(report)
    require(actor, "visits.share_report", report)
    if topic.group_id != report.group_id:
        raise Refused(_("Choose a topic of the group."), thing=report)
    for words in (summary, drawn_words(summary)):  # a car with a letter in bold is a car
        _require_nameless(report, words, report.visit.officer)
    link = f"{settings.PORTAL_ORIGIN}{report.get_absolute_url()}"
    body = f"{summary}\n\n[{_('Report of an observation visit')}]({link})"
    post = write_post(actor=actor, topic=topic, space=space, body=body)
    event = ReportShared(
        group_id=report.group_id,
        visit_id=report.visit_id,
        visit_report_id=report.pk,
        topic_id=topic.pk,
        post_id=post.pk,
        space=space,
    )
    emit(event, actor=actor)
    return post


def _locked(report: VisitReport) -> VisitReport:
    """The report as it is now: a hold waits, or came first."""
    lock(report.visit)
    return VisitReport.objects.select_related("visit").get(pk=report.pk)


def _require_nameless(report: VisitReport, words: str, *others: str) -> None:
    """Members read these words: who wrote the report, and who was seen, stays unsaid.

    :param others: names of people who are not of the group.
    """
    if reasons := told_in(words, [*queries.names_in_group(report), *filter(None, others)]):
        raise Refused(reasons[0], thing=report)


def _step(report: VisitReport, kind: ReportStep.Kind, actor: User, words: str = "") -> None:
    ReportStep.objects.create(report=report, kind=kind, words=words, taken_by=actor, taken_at=now())


def _say(kind: type[VisitReportEvent], report: VisitReport, actor: User) -> None:
    event = kind(group_id=report.group_id, visit_id=report.visit_id, visit_report_id=report.pk)
    emit(event, actor=actor)
