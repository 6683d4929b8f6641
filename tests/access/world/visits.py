"""A visit of the member that is booked; one that is asked for, of the vice-chair; one that took place."""

from datetime import timedelta

from core.clock import now, today
from visits.models import RiskAssessment, Visit


def add_to(world):
    world.risks = RiskAssessment.objects.create(
        group=world.group, version=1, text="Stay behind the officer.", adopted_by=world.sally
    )
    world.visit = visit(world, world.doreen, "booked", now() + timedelta(days=3))
    world.asked_visit = visit(world, world.tariq, "requested")
    world.done_visit = visit(world, world.nuala, "done", now() - timedelta(days=3))


def visit(world, observer, state, starts_at=None):
    return Visit.objects.create(
        group=world.group,
        observer=observer,
        wants="Lobelia: how stops are explained",
        dates="Fridays",
        state=state,
        risks=world.risks,
        checked_on=today() if starts_at else None,
        checked_by=world.sally if starts_at else None,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4) if starts_at else None,
        meeting_place="Front desk",
        officer="The duty inspector",
    )
