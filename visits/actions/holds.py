"""Legal holds on visits: one person sets it, two people lift it."""

from __future__ import annotations

from django.db import transaction

from accounts.actions import holds
from accounts.models import LegalHold, User
from core.emit import emit
from core.locks import lock
from core.policy import require
from visits.events import HoldEvent, HoldLiftAsked, HoldLifted, HoldPlaced
from visits.models import Visit


@transaction.atomic
def hold_visit(*, actor: User, visit: Visit, reason: str) -> LegalHold:
    """Keep ``visit`` and its report as they are from now on.

    Nobody books it meanwhile: once the hold is lifted, it is said anew before it is called off.

    :param reason: shown to the chair and the secretary.
    :raises Refused: unless ``actor`` is the chair or the secretary; when it is held.
    """
    lock(visit)
    require(actor, "visits.hold_visit", visit)
    hold = LegalHold.objects.begin(visit, visit.group_id, actor, reason)
    visit.warned_at = None
    visit.save(update_fields=["warned_at"])
    emit(_event(HoldPlaced, visit, hold), actor=actor)
    return hold


@transaction.atomic
def ask_to_lift_hold(*, actor: User, visit: Visit) -> None:
    """Ask that the hold on ``visit`` be lifted; somebody else has to agree.

    :raises Refused: when there is none, or it was asked for.
    """
    require(actor, "visits.ask_to_lift_hold", visit)
    hold = holds.ask_to_lift(actor, visit)
    emit(_event(HoldLiftAsked, visit, hold), actor=actor)


@transaction.atomic
def lift_hold(*, actor: User, visit: Visit) -> None:
    """Agree, as the second person, that the hold on ``visit`` is lifted.

    :raises Refused: when nobody asked, or ``actor`` is who asked.
    """
    require(actor, "visits.lift_hold", visit)
    hold = holds.lift(actor, visit)
    emit(_event(HoldLifted, visit, hold), actor=actor)


def _event(kind: type[HoldEvent], visit: Visit, hold: LegalHold) -> HoldEvent:
    return kind(group_id=visit.group_id, visit_id=visit.pk, hold_id=hold.pk)
