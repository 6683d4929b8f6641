"""Say what can happen on a visit; read and accept it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import ChangedMeanwhile, Refused, require
from visits.events import RiskAssessmentAdopted, RisksAccepted
from visits.models import RiskAssessment, Visit


@transaction.atomic
def adopt_risk_assessment(
    *, actor: User, group: AdvisoryGroup, text: str, after: int
) -> RiskAssessment:
    """Let another version be in force: whoever is not out yet accepts it anew.

    :param after: the version that the writer had in front of them; 0 for none.
    :raises ChangedMeanwhile: when somebody else adopted one meanwhile.
    :raises Refused: unless ``actor`` is the chair or the secretary; when nothing is changed.
    """
    lock(group, "closed_at")
    require(actor, "visits.adopt_risk_assessment", group)
    newest = RiskAssessment.objects.newest(group.pk)
    before = newest.version if newest else 0
    if newest and before != after:
        raise ChangedMeanwhile(newest)
    if newest and newest.text == text:
        raise Refused(_("Nothing is changed."), thing=group)
    adopted = RiskAssessment.objects.create(
        group=group, version=before + 1, text=text, adopted_by=actor, adopted_at=now()
    )
    emit(
        RiskAssessmentAdopted(group_id=group.pk, risk_assessment_id=adopted.pk),
        actor=actor,
    )
    return adopted


@transaction.atomic
def accept_risk_assessment(*, actor: User, visit: Visit, version: int) -> Visit:
    """Accept, as the member who goes, the version that they have read.

    :param version: that one; it must be the one in force.
    :raises Refused: unless it is their own visit, and not over; when another version is in force;
        under a legal hold.
    """
    lock(visit.group)
    lock(visit, "state", "risks")
    require(actor, "visits.accept_risk_assessment", visit)
    newest = RiskAssessment.objects.newest(visit.group_id)
    if newest is None or newest.version != version:
        raise Refused(_("The risk assessment has changed. Read it again, then accept it."))
    if visit.risks_id == newest.pk:
        raise Refused(_("You have accepted it already."), thing=visit)
    visit.risks, visit.accepted_at = newest, now()
    visit.save(update_fields=["risks", "accepted_at"])
    emit(
        RisksAccepted(group_id=visit.group_id, visit_id=visit.pk, risk_assessment_id=newest.pk),
        actor=actor,
    )
    return visit
