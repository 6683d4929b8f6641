"""What people do with observation visits.

Every function is one action, named by its verb: it finds and locks, asks the policy,
changes the rows and emits one event, all in one transaction. Nothing else writes here.
"""

from visits.actions.holds import ask_to_lift_hold, hold_visit, lift_hold
from visits.actions.retention import remove_expired_visits
from visits.actions.risk_assessments import accept_risk_assessment, adopt_risk_assessment
from visits.actions.visits import (
    Booking,
    book_visit,
    cancel_visit,
    cancel_visits_of,
    check_visit,
    end_visit,
    request_visit,
)

__all__ = [
    "Booking",
    "accept_risk_assessment",
    "adopt_risk_assessment",
    "ask_to_lift_hold",
    "book_visit",
    "cancel_visit",
    "cancel_visits_of",
    "check_visit",
    "end_visit",
    "hold_visit",
    "lift_hold",
    "remove_expired_visits",
    "request_visit",
]
