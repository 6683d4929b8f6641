"""What pages of visits need to know."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from accounts.models import AccessNeeds, AdvisoryGroup, LegalHold, Membership, Role, User
from accounts.models.memberships import ADVISERS
from core.clock import now
from deliberation.models import Space, Topic
from meetings.models import Paper
from visits.models import ReportStep, Visit, VisitDigest, VisitPhotograph, VisitReport
from visits.models.digests import Quarter
from visits.models.visits import BETWEEN, TIME_TO_REPORT


class DigestLine(NamedTuple):
    """A digest in a list.

    :ivar paper: where its reader finds it; ``None`` before it is made, or where it is gone.
    :ivar number: how many reports it holds.
    :ivar is_old: whether other reports of its quarter are approved now, or fewer, or one anew.
    """

    digest: VisitDigest
    paper: Paper | None
    number: int
    is_old: bool


def visits_of(group: AdvisoryGroup, person: User) -> QuerySet[Visit]:
    """What ``person`` may know of in this group: those without a day, then the latest day first."""
    rows = Visit.objects.visible_to(person).filter(group=group)
    by_day = F("starts_at").desc(nulls_first=True), "-pk"
    return rows.select_related("observer").order_by(*by_day)


def visited_before(visit: Visit) -> Visit | None:
    """The last visit of the same member in this group within a year, if there was one."""
    since = now() - BETWEEN
    same = Visit.objects.filter(group=visit.group_id, observer=visit.observer_id)
    return same.filter(state=Visit.State.DONE, ends_at__gte=since).order_by("-ends_at").first()


def needs_of(visit: Visit, person: User) -> list[str]:
    """What the member needs, for themselves and the secretary: as it stands in the group."""
    is_secretary = person.roles.get(visit.group_id) == Role.SECRETARY
    if not (is_secretary or visit.observer_id == person.pk):
        return []
    needs = AccessNeeds.objects.filter(
        membership__group=visit.group_id, membership__user=visit.observer_id
    )
    row = needs.filter(membership__ends_at=None).first()
    return row.lines if row else []


def begin_on(day: date) -> QuerySet[Visit]:
    """Booked visits that begin on this day."""
    return Visit.objects.filter(state=Visit.State.BOOKED, starts_at__date=day)


def without_report() -> QuerySet[Visit]:
    """Visits that took place more than a day ago, and of which no report was ever sent."""
    over = Visit.objects.filter(state=Visit.State.DONE, ends_at__lte=now() - TIME_TO_REPORT)
    return over.filter(report__first_sent_at=None)


def old_visits(before: datetime) -> list[int]:
    """Those that were over, or cancelled, before; with no legal hold."""
    over = Q(state=Visit.State.DONE, ends_at__lt=before)
    cancelled = Q(state=Visit.State.CANCELLED, cancelled_at__lt=before)
    unheld = Visit.objects.filter(over | cancelled).exclude(pk__in=LegalHold.objects.ids(Visit))
    return list(unheld.order_by("pk").values_list("pk", flat=True))


def can_go(visit: Visit) -> bool:
    """Whether who asked for it is still a member of the group, who can sign in."""
    places = Membership.objects.current().filter(group=visit.group_id, user=visit.observer_id)
    return places.filter(role__in=ADVISERS, user__is_active=True).exists()


def report_of(visit: Visit, person: User) -> VisitReport | None:
    """The report, if ``person`` reads it, with its photographs."""
    rows = VisitReport.objects.visible_to(person).filter(visit=visit)
    report = rows.prefetch_related("photographs").first()
    if report:
        report.visit = visit
    return report


def steps_of(visit: Visit, *, concerned: bool) -> list[ReportStep]:
    """What became of the report: all of it, or what members read once it was approved.

    :param concerned: whether it is for who wrote it, the chair or the secretary.
    """
    steps = list(ReportStep.objects.filter(report__visit=visit))
    return steps if concerned else [step for step in steps if step.kind in ReportStep.OPEN]


def names_in_group(report: VisitReport) -> list[str]:
    """Names that are not to stand in a report: of everybody who was ever in the group."""
    people = User.objects.filter(memberships__group=report.group_id)
    return list(people.order_by("pk").distinct().values_list("name", flat=True))


def places_to_share_in(report: VisitReport, person: User) -> dict[Space, list[Topic]]:
    """The open topics of the group in which ``person`` writes, by the space in which they do."""
    readable = Topic.objects.readable_by(person).filter(group=report.group_id)
    topics = readable.filter(state=Topic.State.OPEN).order_by("title", "pk")
    with_members = topics.with_members_space_for(person)
    return {Space.MEMBERS: list(with_members), Space.SHARED: list(topics)}


def photographs_to_prepare(before: datetime) -> QuerySet[VisitPhotograph]:
    """Those that came before then and wait still: for the virus scanner, or after a lost job."""
    waiting = VisitPhotograph.objects.filter(state=VisitPhotograph.State.WAITING)
    return waiting.filter(added_at__lt=before).select_related("report__visit")


def reports_in(group: AdvisoryGroup, quarter: Quarter) -> list[VisitReport]:
    """The approved reports of visits that began in this quarter, by day."""
    rows = VisitReport.objects.filter(visit__group=group, state=VisitReport.State.APPROVED)
    begun = rows.filter(
        visit__starts_at__gte=quarter.begins_at, visit__starts_at__lt=quarter.ends_at
    )
    joined = begun.select_related("visit__observer").prefetch_related("photographs")
    return list(joined.order_by("visit__starts_at", "pk"))


def quarters_with_reports(group: AdvisoryGroup) -> list[Quarter]:
    """The quarters of which reports are approved, the newest first."""
    return sorted(_approved_by_quarter(group), reverse=True)


def _approved_by_quarter(group: AdvisoryGroup) -> dict[Quarter, set[int]]:
    """Ids of the approved reports of a group, by the quarter in which their visit began."""
    rows = VisitReport.objects.filter(visit__group=group, state=VisitReport.State.APPROVED)
    reports: dict[Quarter, set[int]] = defaultdict(set)
    for report in rows.select_related("visit"):
        if report.visit.day:
            reports[Quarter.of(report.visit.day)].add(report.pk)
    return reports


def digests_of(group: AdvisoryGroup, person: User) -> list[DigestLine]:
    """The digests of a group, the newest first, each with its paper if ``person`` opens it."""
    visible = VisitDigest.objects.visible_to(person).filter(group=group)
    digests = list(visible.prefetch_related("reports"))
    if not digests:
        return []
    keys = [digest.paper_id for digest in digests if digest.paper_id]
    papers = Paper.objects.visible_to(person).standing().in_bulk(keys)
    approved = _approved_by_quarter(group)
    lines = []
    for digest in digests:
        held = {report.pk for report in digest.reports.all()}
        paper = papers.get(digest.paper_id or 0)
        is_old = held != approved.get(digest.months, set()) or any(
            report.approved_at and report.approved_at > digest.asked_at
            for report in digest.reports.all()
        )
        lines.append(DigestLine(digest, paper, len(held), is_old))
    return lines
