"""What people do with observation visits.

Every function is one action, named by its verb: it finds and locks, asks the policy,
changes the rows and emits one event, all in one transaction. Nothing else writes here.
"""

from visits.actions.digests import finish_digest, prepare_digest
from visits.actions.holds import ask_to_lift_hold, hold_visit, lift_hold
from visits.actions.photographs import add_photograph, finish_photograph, remove_photograph
from visits.actions.reports import (
    CHECKLIST,
    ReportText,
    approve_report,
    correct_report,
    return_report,
    send_report,
    share_report,
    withdraw_report,
    write_report,
)
from visits.actions.retention import remove_expired_visits
from visits.actions.risk_assessments import accept_risk_assessment, adopt_risk_assessment
from visits.actions.visits import (
    Booking,
    book_visit,
    cancel_visit,
    cancel_visits_of,
    check_visit,
    end_visit,
    lapse_visit,
    request_visit,
    warn_of_lapse,
)

__all__ = [
    "CHECKLIST",
    "Booking",
    "ReportText",
    "accept_risk_assessment",
    "add_photograph",
    "adopt_risk_assessment",
    "approve_report",
    "ask_to_lift_hold",
    "book_visit",
    "cancel_visit",
    "cancel_visits_of",
    "check_visit",
    "correct_report",
    "end_visit",
    "finish_digest",
    "finish_photograph",
    "hold_visit",
    "lapse_visit",
    "lift_hold",
    "prepare_digest",
    "remove_expired_visits",
    "remove_photograph",
    "request_visit",
    "return_report",
    "send_report",
    "share_report",
    "warn_of_lapse",
    "withdraw_report",
    "write_report",
]
