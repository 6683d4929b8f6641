"""What happens to visits and to what belongs to them."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class RiskAssessmentAdopted(Event):
    """A new version of the risk assessment is in force: members accept it before they go."""

    risk_assessment_id: int

    name: ClassVar[str] = "risk_assessment.adopted"
    label = _("Adopted a risk assessment for observation visits")


@dataclass(frozen=True, kw_only=True)
class VisitEvent(Event):
    """Something that happened to an observation visit."""

    visit_id: int


@dataclass(frozen=True, kw_only=True)
class VisitRequested(VisitEvent):
    """A member asked to be taken out."""

    name: ClassVar[str] = "visit.requested"
    label = _("Asked for an observation visit")


@dataclass(frozen=True, kw_only=True)
class RisksAccepted(VisitEvent):
    """The member accepted the risk assessment that is in force."""

    risk_assessment_id: int

    name: ClassVar[str] = "visit.risks_accepted"
    label = _("Accepted the risk assessment of an observation visit")


@dataclass(frozen=True, kw_only=True)
class VisitChecked(VisitEvent):
    """The checks are confirmed; ``again`` where the chair let it be within a year of another."""

    again: int

    name: ClassVar[str] = "visit.checked"
    label = _("Confirmed the checks for an observation visit")


@dataclass(frozen=True, kw_only=True)
class VisitBooked(VisitEvent):
    """It has its time, or another one."""

    version: int

    name: ClassVar[str] = "visit.booked"
    label = _("Booked an observation visit")


@dataclass(frozen=True, kw_only=True)
class VisitCancelled(VisitEvent):
    """It does not take place, or did not."""

    name: ClassVar[str] = "visit.cancelled"
    label = _("Cancelled an observation visit")


@dataclass(frozen=True, kw_only=True)
class VisitEnded(VisitEvent):
    """Its time is over: a report is due within a day."""

    name: ClassVar[str] = "visit.ended"
    label = _("The time of an observation visit was over")


@dataclass(frozen=True, kw_only=True)
class VisitExpired(VisitEvent):
    """The retention schedule removed it, with its report."""

    name: ClassVar[str] = "visit.expired"
    label = _("An observation visit had been kept long enough and was removed")


@dataclass(frozen=True, kw_only=True)
class HoldEvent(VisitEvent):
    """Something about a legal hold on a visit."""

    hold_id: int


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(HoldEvent):
    """A legal hold covers a visit and its report: nothing of them is removed or changed."""

    name: ClassVar[str] = "visit.hold_placed"
    label = _("Set a legal hold on an observation visit")


@dataclass(frozen=True, kw_only=True)
class HoldLiftAsked(HoldEvent):
    """Somebody asked that a legal hold on a visit be lifted; another person has to agree."""

    name: ClassVar[str] = "visit.hold_lift_asked"
    label = _("Asked to lift the legal hold on an observation visit")


@dataclass(frozen=True, kw_only=True)
class HoldLifted(HoldEvent):
    """A second person agreed: the legal hold on a visit is lifted."""

    name: ClassVar[str] = "visit.hold_lifted"
    label = _("Lifted the legal hold on an observation visit, as the second person")
