"""Positions that somebody recorded for another person: confirmed by that person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import ChangedMeanwhile, require
from deliberation.actions.rounds import round_pointers
from deliberation.events import PositionConfirmed
from deliberation.models import Position


@transaction.atomic
def confirm_position(
    *, actor: User, position: Position, taken_at: datetime, via: str = ""
) -> Position:
    """Say that a recorded position is what its person told: by themselves, or for them.

    :param taken_at: when the position was recorded that ``actor`` had in front of them.
    :param via: how its person said so to ``actor``; empty for oneself.
    :raises ChangedMeanwhile: when it was corrected or confirmed meanwhile.
    :raises Refused: for anybody but its person, and whoever recorded it for somebody who does not
        sign in; when it was confirmed already.
    """
    require(actor, "deliberation.confirm_position", position)
    same = Position.objects.filter(pk=position.pk, taken_at=taken_at, confirmed_at=None)
    how = {"confirmed_by": actor, "confirmed_via": via, "confirmed_at": now()}
    if not same.exclude(recorded_by=None).update(**how):
        raise ChangedMeanwhile(position, thing=position.round, version=position.taken_at)
    emit(PositionConfirmed(user_id=position.user_id, **round_pointers(position.round)), actor=actor)
    return position
