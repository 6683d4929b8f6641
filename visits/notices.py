"""What people are told of observation visits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.models.memberships import ADVISERS, ORGANISERS
from core.notices.kinds import Kind
from visits.events import (
    ConcernRaised,
    ReportApproved,
    ReportCorrected,
    ReportReturned,
    ReportSent,
    ReportShared,
    ReportWithdrawn,
    VisitBooked,
    VisitCancelled,
    VisitChecked,
    VisitEnded,
    VisitLapseAnnounced,
    VisitLapsed,
    VisitRequested,
)
from visits.models import Visit, VisitReport

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.notices.kinds import Facts


def _observer(visit: Visit | VisitReport, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=visit.observer_id)


def _organisers(visit: Visit | VisitReport, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(visit.group_id, ORGANISERS)


def _all_concerned(visit: Visit | VisitReport, facts: Facts) -> QuerySet[User]:
    return _observer(visit, facts) | _organisers(visit, facts)


def _who_is_late(visit: Visit, facts: Facts) -> QuerySet[User]:
    secretaries = User.objects.in_roles(visit.group_id, {Role.SECRETARY})
    return _observer(visit, facts) | secretaries


def _members(report: VisitReport, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(report.group_id, ADVISERS)


def _is_booked(visit: Visit) -> bool:
    return visit.is_booked


def _is_late(visit: Visit) -> bool:
    report = VisitReport.objects.filter(visit=visit, first_sent_at__isnull=False)
    return visit.is_done and not report.exists()


def _waits(report: VisitReport) -> bool:
    return report.state == VisitReport.State.SENT


of_visit = partial(Kind, about=Visit, fact="visit_id")
of_report = partial(Kind, about=VisitReport, fact="visit_report_id", joins=("visit",))
NOTICES = (
    of_visit(
        event=VisitRequested,
        says=_("A member asks for an observation visit"),
        people=_organisers,
        still=lambda visit: visit.is_open,
    ),
    of_visit(
        event=VisitChecked,
        says=_("The checks for your observation visit are confirmed"),
        people=_observer,
        still=lambda visit: visit.is_open,
    ),
    of_visit(
        event=VisitBooked,
        says=_("Your observation visit is booked, or has another time"),
        people=_observer,
        still=_is_booked,
    ),
    of_visit(
        event=VisitCancelled,
        says=_("An observation visit has been cancelled"),
        people=_all_concerned,
    ),
    of_visit(
        event=VisitLapseAnnounced,
        says=_("An observation visit is called off in two weeks unless it is booked"),
        people=_all_concerned,
        still=lambda visit: visit.is_unbooked,
    ),
    of_visit(
        event=VisitLapsed,
        says=_("An observation visit was not booked in time, and is called off"),
        people=_all_concerned,
    ),
    of_visit(
        own_name="visit.tomorrow",
        says=_("Your observation visit is tomorrow"),
        people=_observer,
        still=_is_booked,
    ),
    of_visit(
        event=VisitEnded,
        says=_("Write your report of the observation visit within 24 hours"),
        people=_observer,
    ),
    of_visit(
        own_name="visit.report_overdue",
        says=_("The report of an observation visit is overdue"),
        people=_who_is_late,
        still=_is_late,
    ),
    of_report(
        event=ReportSent,
        says=_("Look at the report of an observation visit"),
        people=_organisers,
        still=_waits,
    ),
    of_report(
        event=ConcernRaised,
        says=_("A report of an observation visit raises a concern: read it now"),
        people=_organisers,
    ),
    of_report(
        event=ReportReturned,
        says=_("Your report of an observation visit has been sent back to you"),
        people=_observer,
        still=lambda report: report.is_with_its_writer,
    ),
    of_report(
        event=ReportApproved,
        says=_("There is a report of an observation visit to read"),
        people=_members,
        still=lambda report: report.is_approved,
    ),
    of_visit(  # while the report is with its writer, the others read why on the page of the visit
        event=ReportCorrected,
        says=_("The report of an observation visit was taken back to be corrected"),
        people=_all_concerned,
    ),
    of_report(
        event=ReportShared,
        says=_("The report of your observation visit was shared in a topic"),
        people=_observer,
    ),
    of_report(
        event=ReportWithdrawn,
        says=_("The report of an observation visit was withdrawn"),
        people=_all_concerned,
    ),
)
