"""Observation visits."""

from core.clock import today
from tests.access.cases import case
from tests.access.seen import by

DAY = today()
WANTED = {"wants": "How stops are explained", "dates": "Fridays"}
CHECKS = {
    "is_adult": "on",
    "checked_on_day": DAY.day,
    "checked_on_month": DAY.month,
    "checked_on_year": DAY.year,
}
BOOKING = {
    "day_day": 1,
    "day_month": 2,
    "day_year": DAY.year + 1,
    "time": "18:30",
    "hours": 4,
    "meeting_place": "Front desk",
    "officer": "The duty inspector",
    "after": 1,
}
CASES = [
    case("visits:visits", pk="group", seen=by("doreen", "sally", pk=1), reading=True),
    case("visits:visit-request", pk="group", post=WANTED, seen=by("nuala", pk=1)),
    case("visits:risk-assessment", pk="group", seen=by("doreen", pk=1), reading=True),
    case(
        "visits:risk-assessment-adopt",
        pk="group",
        post={"text": "Stay in the car.", "after": 1},
        seen=by("sally", pk=1),
    ),
    case("visits:visit", pk="visit", seen=by("doreen", "sally", pk=1), reading=True),
    case("visits:visit", "took place", pk="done_visit"),
    case("visits:visit", "of somebody else, to come", pk="asked_visit"),
    case(
        "visits:risk-assessment-accept",
        pk="visit",
        post={"is_read": "on", "version": 1},
        seen=by("doreen", pk=1),
    ),
    case("visits:visit-check", pk="asked_visit", post=CHECKS, seen=by("sally", pk=2)),
    case("visits:visit-book", pk="visit", post=BOOKING, seen=by("sally", pk=1)),
    case("visits:visit-cancel", pk="visit", post={"reason": "Ill"}, seen=by("doreen", pk=1)),
    case("visits:visit-calendar", pk="visit", seen=by("doreen", pk=1)),
    case("visits:visit-hold", pk="visit", post={"reason": "A court asked"}, seen=by("sally", pk=1)),
]
