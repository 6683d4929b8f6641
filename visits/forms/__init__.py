"""What people fill in about observation visits."""

from visits.forms.digests import DigestForm
from visits.forms.photographs import PhotographForm
from visits.forms.reports import ApproveForm, ReportForm, SendForm, ShareForm, WordsForm
from visits.forms.risk_assessments import AcceptForm, RiskAssessmentForm
from visits.forms.visits import BookingForm, CancelForm, CheckForm, RequestForm

__all__ = [
    "AcceptForm",
    "ApproveForm",
    "BookingForm",
    "CancelForm",
    "CheckForm",
    "DigestForm",
    "PhotographForm",
    "ReportForm",
    "RequestForm",
    "RiskAssessmentForm",
    "SendForm",
    "ShareForm",
    "WordsForm",
]
