"""A visit on its way, and how people look at it."""

from datetime import timedelta

from django.urls import reverse

from accounts.models import Acceptance, Agreement
from core import clock
from core.clock import now, today
from tests.signing_in import signed_in
from visits import actions
from visits.models import RiskAssessment, Visit

WANTS = "Nasturtium: how stops are explained on a Friday night"
OFFICER = "Sergeant Periwinkle"
PLACE = "The front desk, Speedwell House"
RISKS = "Stay behind the officer."


def adopt_risks(people, text=RISKS):
    """A version of the risk assessment; the member has signed the newest agreement."""
    agreement, _made = Agreement.objects.get_or_create(version=1, defaults={"text": "Keep it."})
    for person in (people.member, people.chair, people.vice_chair):
        Acceptance.objects.get_or_create(user=person, agreement=agreement)
    newest = RiskAssessment.objects.newest(people.group.pk)
    return actions.adopt_risk_assessment(
        actor=people.secretary,
        group=people.group,
        text=text,
        after=newest.version if newest else 0,
    )


def ask(people, by="member"):
    return actions.request_visit(
        actor=getattr(people, by), group=people.group, wants=WANTS, dates="Fridays"
    )


def accept(visit):
    newest = RiskAssessment.objects.newest(visit.group_id)
    return actions.accept_risk_assessment(actor=visit.observer, visit=visit, version=newest.version)


def checked(people, by="member"):
    visit = accept(ask(people, by))
    actions.check_visit(actor=people.secretary, visit=visit, checked_on=today())
    return visit


def booking(**changes):
    starts_at = now() + timedelta(days=3)
    fields = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=4)}
    fields |= {"meeting_place": PLACE, "officer": OFFICER}
    return actions.Booking(**fields | changes)


def booked(people, by="member"):
    visit = checked(people, by)
    return actions.book_visit(
        actor=people.secretary, visit=visit, booking=booking(), after=visit.version
    )


def done(people, by="member"):
    """One that is over since an hour."""
    with clock.at(now() - timedelta(days=3, hours=5)):
        visit = booked(people, by)
    actions.end_visit(actor=None, visit=visit)
    return Visit.objects.get(pk=visit.pk)


def get(person, name, pk):
    return signed_in(person).get(reverse(f"visits:{name}", args=[pk]))


def post(person, name, pk, **fields):
    return signed_in(person).post(reverse(f"visits:{name}", args=[pk]), fields)
