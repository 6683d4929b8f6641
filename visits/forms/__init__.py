"""What people fill in about observation visits."""

from visits.forms.risk_assessments import AcceptForm, RiskAssessmentForm
from visits.forms.visits import BookingForm, CancelForm, CheckForm, RequestForm

__all__ = [
    "AcceptForm",
    "BookingForm",
    "CancelForm",
    "CheckForm",
    "RequestForm",
    "RiskAssessmentForm",
]
