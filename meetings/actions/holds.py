"""Legal holds on meetings: one person sets it, two people lift it."""

from __future__ import annotations

from django.db import transaction

from accounts.actions import holds
from accounts.models import LegalHold, User
from core.emit import emit
from core.policy import require
from meetings.events import HoldEvent, HoldLiftAsked, HoldLifted, HoldPlaced
from meetings.models import Meeting


@transaction.atomic
def hold_meeting(*, actor: User, meeting: Meeting, reason: str) -> LegalHold:
    """Keep ``meeting``, its papers and what it recorded, as it is from now on.

    :param reason: shown to the chair and the secretary.
    :raises Refused: unless ``actor`` is the chair or the secretary; when it is held.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(actor, "meetings.hold_meeting", meeting)
    hold = LegalHold.objects.begin(meeting, meeting.group_id, actor, reason)
    emit(_event(HoldPlaced, meeting, hold), actor=actor)
    return hold


@transaction.atomic
def ask_to_lift_hold(*, actor: User, meeting: Meeting) -> None:
    """Ask that the hold on ``meeting`` be lifted; somebody else has to agree.

    :raises Refused: when there is none, or it was asked for.
    """
    require(actor, "meetings.ask_to_lift_hold", meeting)
    hold = holds.ask_to_lift(actor, meeting)
    emit(_event(HoldLiftAsked, meeting, hold), actor=actor)


@transaction.atomic
def lift_hold(*, actor: User, meeting: Meeting) -> None:
    """Agree, as the second person, that the hold on ``meeting`` is lifted.

    :raises Refused: when nobody asked, or ``actor`` is who asked.
    """
    require(actor, "meetings.lift_hold", meeting)
    hold = holds.lift(actor, meeting)
    emit(_event(HoldLifted, meeting, hold), actor=actor)


def _event(kind: type[HoldEvent], meeting: Meeting, hold: LegalHold) -> HoldEvent:
    return kind(group_id=meeting.group_id, meeting_id=meeting.pk, hold_id=hold.pk)
