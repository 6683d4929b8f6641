"""Who may ask for a visit, check it, book it and call it off."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import Acceptance, AdvisoryGroup, Agreement, User
from accounts.models.memberships import ADVISERS, CHAIRS, OWN_PEOPLE
from accounts.permissions import (
    another_asked,
    group_works,
    is_held,
    is_not_held,
    is_organiser,
    no_lift_is_asked,
    role_in,
)
from core.policy import Rule, rule
from visits.models import RiskAssessment, Visit, VisitReport


@rule(_("Only the members of the group and its secretary can do this."))
def is_of_own_people(person: User, group: AdvisoryGroup) -> bool:
    return role_in(person, group) in OWN_PEOPLE


@rule(_("Only members of the group are taken out on visits."))
def is_adviser(person: User, group: AdvisoryGroup) -> bool:
    return role_in(person, group) in ADVISERS


@rule(_("You have a visit already that is not over. Cancel it, or go on it first."))
def has_no_open_visit(person: User, group: AdvisoryGroup) -> bool:
    return not Visit.objects.open().filter(group=group.pk, observer=person).exists()


@rule(_("This is the visit of another member."))
def is_its_observer(person: User, visit: Visit | VisitReport) -> bool:
    return visit.observer_id == person.pk and role_in(person, visit) in ADVISERS


@rule(_("Nobody does this for their own visit. Ask another chair, or the secretary."))
def is_of_somebody_else(person: User, visit: Visit | VisitReport) -> bool:
    return visit.observer_id != person.pk


@rule(_("Only the chair or the vice-chair lets a member out again within a year."))
def leads_the_group(person: User, visit: Visit) -> bool:
    return role_in(person, visit) in CHAIRS


@rule(_("This visit was checked or cancelled already."))
def is_requested(person: User, visit: Visit) -> bool:
    return visit.state == Visit.State.REQUESTED


@rule(_("A visit is booked once its checks are confirmed, and until it is over."))
def can_be_booked(person: User, visit: Visit) -> bool:
    return visit.state in (Visit.State.CHECKED, Visit.State.BOOKED)


@rule(_("This visit is over, or was cancelled."))
def is_open(person: User, visit: Visit) -> bool:
    return visit.is_open


@rule(_("This visit was cancelled already."))
def stands(person: User, visit: Visit) -> bool:
    return not visit.is_cancelled


@rule(_("This visit is not booked."))
def is_booked(person: User, visit: Visit) -> bool:
    return visit.is_booked


@rule(_("The group has no risk assessment yet. The chair or the secretary writes it first."))
def has_risks(person: User, visit: Visit) -> bool:
    return RiskAssessment.objects.newest(visit.group_id) is not None


@rule(_("The member has not accepted the risk assessment that is in force."))
def risks_are_accepted(person: User, visit: Visit) -> bool:
    newest = RiskAssessment.objects.newest(visit.group_id)
    return newest is not None and visit.risks_id == newest.pk


@rule(_("The member has not accepted the confidentiality agreement that is in force."))
def has_agreed(person: User, visit: Visit) -> bool:
    newest = Agreement.objects.order_by("-version").first()
    accepted = Acceptance.objects.filter(user=visit.observer_id, agreement=newest)
    return newest is not None and accepted.exists()


@rule(_("There is a report of this visit already. Withdraw that instead."))
def has_no_report(person: User, visit: Visit) -> bool:
    return not VisitReport.objects.filter(visit=visit.pk).exists()


@rule(_("A report is written once the visit is over."))
def took_place(person: User, visit: Visit) -> bool:
    return visit.is_done


@rule(_("This report was sent. It is changed once it is sent back, or taken back."))
def can_be_written(person: User, visit: Visit) -> bool:
    sent = VisitReport.objects.filter(visit=visit.pk).exclude(state__in=VisitReport.WITH_WRITER)
    return not sent.exists()


@rule(_("This report was sent. It is changed once it is sent back, or taken back."))
def is_with_its_writer(person: User, report: VisitReport) -> bool:
    return report.is_with_its_writer


@rule(_("This report does not wait for a second person."))
def waits(person: User, report: VisitReport) -> bool:
    return report.state == VisitReport.State.SENT


@rule(_("Only a report that was approved is taken back."))
def is_approved(person: User, report: VisitReport) -> bool:
    return report.is_approved


@rule(_("Only a report that is approved is shared."))
def can_be_shared(person: User, report: VisitReport) -> bool:
    return report.is_approved


of_visit_not_held = Rule(lambda person, report: is_not_held(person, report.visit))
changes = is_its_observer & is_with_its_writer & of_visit_not_held
looks_after = is_organiser & is_of_somebody_else
POLICY = {
    "visits.view_visits": is_of_own_people,
    "visits.apply_for_visit": is_adviser & group_works & has_no_open_visit,
    "visits.adopt_risk_assessment": is_organiser & group_works,
    "visits.accept_risk_assessment": is_its_observer & is_open & has_risks & is_not_held,
    "visits.check_visit": looks_after & is_requested & has_risks & risks_are_accepted & has_agreed,
    "visits.check_again": leads_the_group,
    "visits.book_visit": looks_after & can_be_booked & risks_are_accepted & is_not_held,
    "visits.cancel_visit": (is_its_observer | is_organiser) & stands & has_no_report,
    "visits.download_calendar": (is_its_observer | is_organiser) & is_booked,
    "visits.write_report": is_its_observer & took_place & can_be_written & is_not_held,
    "visits.add_photograph": changes,
    "visits.remove_photograph": changes,
    "visits.send_report": is_its_observer & is_with_its_writer,
    "visits.approve_report": is_organiser & is_of_somebody_else & waits,
    "visits.return_report": is_organiser & is_of_somebody_else & waits,
    "visits.correct_report": (is_its_observer | is_organiser) & is_approved & of_visit_not_held,
    "visits.withdraw_report": (is_its_observer | is_organiser) & is_approved,
    "visits.share_report": (is_its_observer | is_organiser) & can_be_shared,
    "visits.prepare_digest": is_organiser & group_works,
    "visits.view_hold": is_organiser,
    "visits.hold_visit": is_organiser & is_not_held,
    "visits.ask_to_lift_hold": is_organiser & is_held & no_lift_is_asked,
    "visits.lift_hold": is_organiser & is_held & another_asked,
}
