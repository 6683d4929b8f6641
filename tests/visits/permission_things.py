"""What each permission of this app is asked about, in the state in which the action is possible."""

from datetime import timedelta

from accounts.models import Acceptance, Agreement, LegalHold
from core.clock import now, today
from tests.factories import UserFactory
from visits.models import RiskAssessment, Visit, VisitReport

OPEN = {
    "visits.accept_risk_assessment": "requested",
    "visits.check_visit": "requested",
    "visits.check_again": "requested",
    "visits.book_visit": "checked",
    "visits.write_report": "done",
}
REPORTS = {
    "visits.add_photograph": "draft",
    "visits.remove_photograph": "draft",
    "visits.send_report": "draft",
    "visits.approve_report": "sent",
    "visits.return_report": "sent",
    "visits.correct_report": "approved",
    "visits.withdraw_report": "approved",
    "visits.share_report": "approved",
}


def thing(permission, condition, world):
    """The group, or a visit of its member in the state that ``condition`` says."""
    risks = risk_assessment(world, 1)
    if condition == "risks changed":
        risk_assessment(world, 2)
    if permission in {
        "visits.view_visits",
        "visits.apply_for_visit",
        "visits.prepare_digest",
        "visits.adopt_risk_assessment",
    }:
        if condition == "closed":
            world.group.closed_at = now()
        return world.group
    visit = a_visit(permission, condition, world, risks)
    if condition == "held" or permission in {"visits.ask_to_lift_hold", "visits.lift_hold"}:
        LegalHold.objects.begin(visit, world.group.pk, world.secretary, "A court asked")
    if permission == "visits.lift_hold":
        LegalHold.objects.ask_to_lift(LegalHold.on(visit), world.secretary)
    if permission in REPORTS or condition == "sent":
        state = condition if condition in {"draft", "sent"} else REPORTS.get(permission)
        report = VisitReport.objects.create(visit=visit, state=state)
        return report if permission in REPORTS else visit
    return visit


def a_visit(permission, condition, world, risks):
    observer = world.chair if condition == "of the chair" else world.member
    if condition == "of somebody else":
        observer = UserFactory()
    agreement, _new = Agreement.objects.get_or_create(version=1, defaults={"text": "Keep it."})
    Acceptance.objects.get_or_create(user=observer, agreement=agreement)
    Visit.objects.update(state="cancelled")  # a member has one that is open
    return Visit.objects.create(
        group=world.group,
        observer=observer,
        wants="Stops",
        dates="Fridays",
        state="cancelled" if condition == "cancelled" else OPEN.get(permission, "booked"),
        risks=risks,
        checked_on=today(),
        checked_by=world.chair,
        starts_at=now() + timedelta(days=1),
        ends_at=now() + timedelta(days=1, hours=4),
    )


def risk_assessment(world, version):
    words = {"text": "Stay behind.", "adopted_by": world.secretary}
    rows = RiskAssessment.objects
    return rows.get_or_create(group=world.group, version=version, defaults=words)[0]
