"""When a member goes out with the police, the risks that they accept first, and their report."""

from visits.models.digests import VisitDigest
from visits.models.photographs import VisitPhotograph
from visits.models.reports import ReportStep, VisitReport
from visits.models.risk_assessments import RiskAssessment
from visits.models.visits import Visit

__all__ = ["ReportStep", "RiskAssessment", "Visit", "VisitDigest", "VisitPhotograph", "VisitReport"]
