"""What happens to visits and to what belongs to them."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from deliberation.models import Space


class RiskAssessmentAdopted(Event):
    """A new version of the risk assessment is in force: members accept it before they go."""

    risk_assessment_id: int

    name: ClassVar[str] = "risk_assessment.adopted"
    label = _("Adopted a risk assessment for observation visits")


class VisitEvent(Event):
    """Something that happened to an observation visit."""

    visit_id: int


class VisitRequested(VisitEvent):
    """A member asked to be taken out."""

    name: ClassVar[str] = "visit.requested"
    label = _("Asked for an observation visit")


class RisksAccepted(VisitEvent):
    """The member accepted the risk assessment that is in force."""

    risk_assessment_id: int

    name: ClassVar[str] = "visit.risks_accepted"
    label = _("Accepted the risk assessment of an observation visit")


class VisitChecked(VisitEvent):
    """The checks are confirmed; ``again`` where the chair let it be within a year of another."""

    again: int

    name: ClassVar[str] = "visit.checked"
    label = _("Confirmed the checks for an observation visit")


class VisitBooked(VisitEvent):
    """It has its time, or another one."""

    version: int

    name: ClassVar[str] = "visit.booked"
    label = _("Booked an observation visit")


class VisitCancelled(VisitEvent):
    """It does not take place, or did not."""

    name: ClassVar[str] = "visit.cancelled"
    label = _("Cancelled an observation visit")


class VisitLapseAnnounced(VisitEvent):
    """Nobody has booked it: it is called off in two weeks, unless somebody does."""

    name: ClassVar[str] = "visit.lapse_announced"
    label = _("An observation visit was not booked yet, and is called off in two weeks")


class VisitLapsed(VisitEvent):
    """Nobody booked it in time: it is called off by itself."""

    name: ClassVar[str] = "visit.lapsed"
    label = _("An observation visit was not booked in time, and was called off")


class VisitEnded(VisitEvent):
    """Its time is over: a report is due within a day."""

    name: ClassVar[str] = "visit.ended"
    label = _("The time of an observation visit was over")


class VisitExpired(VisitEvent):
    """The retention schedule removed it, with its report."""

    name: ClassVar[str] = "visit.expired"
    label = _("An observation visit had been kept long enough and was removed")


class HoldEvent(VisitEvent):
    """Something about a legal hold on a visit."""

    hold_id: int


class HoldPlaced(HoldEvent):
    """A legal hold covers a visit and its report: nothing of them is removed or changed."""

    name: ClassVar[str] = "visit.hold_placed"
    label = _("Set a legal hold on an observation visit")


class HoldLiftAsked(HoldEvent):
    """Somebody asked that a legal hold on a visit be lifted; another person has to agree."""

    name: ClassVar[str] = "visit.hold_lift_asked"
    label = _("Asked to lift the legal hold on an observation visit")


class HoldLifted(HoldEvent):
    """A second person agreed: the legal hold on a visit is lifted."""

    name: ClassVar[str] = "visit.hold_lifted"
    label = _("Lifted the legal hold on an observation visit, as the second person")


class VisitReportEvent(VisitEvent):
    """Something that happened to the report of a visit."""

    visit_report_id: int


class ReportShared(VisitReportEvent):
    """A post leads to it: only those who read the report open it from there."""

    topic_id: int
    post_id: int
    space: Space

    name: ClassVar[str] = "visit_report.shared"
    label = _("Shared the report of an observation visit in a topic")


class ReportWritten(VisitReportEvent):
    """The member saved what they have written so far."""

    name: ClassVar[str] = "visit_report.written"
    label = _("Wrote in the report of an observation visit")


class ReportSent(VisitReportEvent):
    """The member confirmed the checklist: a second person looks at it."""

    name: ClassVar[str] = "visit_report.sent"
    label = _("Sent the report of an observation visit")


class ConcernRaised(VisitReportEvent):
    """A report that was sent raises a concern about somebody's safety."""

    name: ClassVar[str] = "visit_report.concern_raised"
    label = _("Raised a concern after an observation visit")


class ReportReturned(VisitReportEvent):
    """A second person sent it back, with words."""

    name: ClassVar[str] = "visit_report.returned"
    label = _("Sent the report of an observation visit back")


class ReportApproved(VisitReportEvent):
    """A second person approved it: the members read it."""

    name: ClassVar[str] = "visit_report.approved"
    label = _("Approved the report of an observation visit")


class ReportCorrected(VisitReportEvent):
    """It was taken back to be corrected; the page says so and why."""

    name: ClassVar[str] = "visit_report.corrected"
    label = _("Took the report of an observation visit back to be corrected")


class ReportWithdrawn(VisitReportEvent):
    """It was withdrawn; the page says so and why."""

    name: ClassVar[str] = "visit_report.withdrawn"
    label = _("Withdrew the report of an observation visit")


class VisitPhotographEvent(VisitReportEvent):
    """Something that happened to a photograph of a report."""

    visit_photograph_id: int


class PhotographAdded(VisitPhotographEvent):
    """A photograph came, with its words."""

    name: ClassVar[str] = "visit_photograph.added"
    label = _("Added a photograph to the report of an observation visit")


class PhotographPrepared(VisitPhotographEvent):
    """It is drawn anew, or cannot be; its file is gone."""

    name: ClassVar[str] = "visit_photograph.prepared"
    label = _("A photograph of an observation visit was prepared")


class PhotographRemoved(VisitPhotographEvent):
    """A photograph went, with its words."""

    name: ClassVar[str] = "visit_photograph.removed"
    label = _("Removed a photograph from the report of an observation visit")


class VisitDigestEvent(Event):
    """Something that happened to the digest of a quarter."""

    visit_digest_id: int


class DigestAsked(VisitDigestEvent):
    """The approved reports of a quarter are put together, or put together again."""

    name: ClassVar[str] = "visit_digest.asked"
    label = _("Had the reports of observation visits put together")


class DigestPrepared(VisitDigestEvent):
    """They are a document of the handbook, or a new version of it."""

    name: ClassVar[str] = "visit_digest.prepared"
    label = _("The reports of observation visits became a document")


class DigestFailed(VisitDigestEvent):
    """They could not be laid out."""

    name: ClassVar[str] = "visit_digest.failed"
    label = _("The reports of observation visits could not be laid out")
