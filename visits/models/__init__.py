"""When a member is taken out on patrol, and the risks that they accept first."""

from visits.models.risk_assessments import RiskAssessment
from visits.models.visits import Visit

__all__ = ["RiskAssessment", "Visit"]
