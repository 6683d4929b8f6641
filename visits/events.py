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


@dataclass(frozen=True, kw_only=True)
class VisitReportEvent(VisitEvent):
    """Something that happened to the report of a visit."""

    visit_report_id: int


@dataclass(frozen=True, kw_only=True)
class ReportWritten(VisitReportEvent):
    """The member saved what they have written so far."""

    name: ClassVar[str] = "visit_report.written"
    label = _("Wrote in the report of an observation visit")


@dataclass(frozen=True, kw_only=True)
class ReportSent(VisitReportEvent):
    """The member confirmed the checklist: a second person looks at it."""

    name: ClassVar[str] = "visit_report.sent"
    label = _("Sent the report of an observation visit")


@dataclass(frozen=True, kw_only=True)
class ConcernRaised(VisitReportEvent):
    """A report that was sent raises a concern about somebody's safety."""

    name: ClassVar[str] = "visit_report.concern_raised"
    label = _("Raised a concern after an observation visit")


@dataclass(frozen=True, kw_only=True)
class ReportReturned(VisitReportEvent):
    """A second person sent it back, with words."""

    name: ClassVar[str] = "visit_report.returned"
    label = _("Sent the report of an observation visit back")


@dataclass(frozen=True, kw_only=True)
class ReportApproved(VisitReportEvent):
    """A second person approved it: the members read it."""

    name: ClassVar[str] = "visit_report.approved"
    label = _("Approved the report of an observation visit")


@dataclass(frozen=True, kw_only=True)
class ReportCorrected(VisitReportEvent):
    """It was taken back to be corrected; the page says so and why."""

    name: ClassVar[str] = "visit_report.corrected"
    label = _("Took the report of an observation visit back to be corrected")


@dataclass(frozen=True, kw_only=True)
class ReportWithdrawn(VisitReportEvent):
    """It was withdrawn; the page says so and why."""

    name: ClassVar[str] = "visit_report.withdrawn"
    label = _("Withdrew the report of an observation visit")


@dataclass(frozen=True, kw_only=True)
class VisitPhotographEvent(VisitReportEvent):
    """Something that happened to a photograph of a report."""

    visit_photograph_id: int


@dataclass(frozen=True, kw_only=True)
class PhotographAdded(VisitPhotographEvent):
    """A photograph came, with its words."""

    name: ClassVar[str] = "visit_photograph.added"
    label = _("Added a photograph to the report of an observation visit")


@dataclass(frozen=True, kw_only=True)
class PhotographPrepared(VisitPhotographEvent):
    """It is drawn anew, or cannot be; its file is gone."""

    name: ClassVar[str] = "visit_photograph.prepared"
    label = _("A photograph of an observation visit was prepared")


@dataclass(frozen=True, kw_only=True)
class PhotographRemoved(VisitPhotographEvent):
    """A photograph went, with its words."""

    name: ClassVar[str] = "visit_photograph.removed"
    label = _("Removed a photograph from the report of an observation visit")


@dataclass(frozen=True, kw_only=True)
class VisitDigestEvent(Event):
    """Something that happened to the digest of a quarter."""

    visit_digest_id: int


@dataclass(frozen=True, kw_only=True)
class DigestAsked(VisitDigestEvent):
    """The approved reports of a quarter are put together, or put together again."""

    name: ClassVar[str] = "visit_digest.asked"
    label = _("Had the reports of observation visits put together")


@dataclass(frozen=True, kw_only=True)
class DigestPrepared(VisitDigestEvent):
    """They are a document of the handbook, or a new version of it."""

    name: ClassVar[str] = "visit_digest.prepared"
    label = _("The reports of observation visits became a document")


@dataclass(frozen=True, kw_only=True)
class DigestFailed(VisitDigestEvent):
    """They could not be laid out."""

    name: ClassVar[str] = "visit_digest.failed"
    label = _("The reports of observation visits could not be laid out")
