"""Who is asked in open rounds; positions that somebody recorded, confirmed by their person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import LegalHold, User
from core.clock import now
from core.emit import emit
from core.locks import lock_all
from core.policy import ChangedMeanwhile, require
from deliberation.actions.ballots import stop_ballot
from deliberation.actions.rounds import round_pointers
from deliberation.events import PositionConfirmed, RoundRecused
from deliberation.models import AgreementRound, Entitlement, Position, Topic

State = AgreementRound.State


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


def note_mode_in_open_rounds(*, user: User, meeting_id: int, mode: str) -> None:
    """Keep how ``user`` takes part in step with the meeting, until its rounds close for good.

    Part of an action of the meeting, in its transaction: the action emits its own event.
    """
    rounds = AgreementRound.objects.opened_in(meeting_id).open_or_undoable()
    Entitlement.objects.filter(round__in=rounds, user=user).update(mode=mode)


def recuse_from_open_rounds(*, actor: User, user: User, topic: Topic, reason: str) -> None:
    """Take ``user`` out of the rounds on ``topic`` that are open anywhere; a position goes.

    A secret ballot in which they had voted is stopped: nobody could find their ballot in it.

    Under a legal hold the row of the position stays, as evidence; it counts no more and is
    shown to nobody. Part of an action of a meeting, in its transaction: the action emits its
    own event. A round may be of another meeting, whose page is told by an event of the round.
    """
    rounds = AgreementRound.objects.filter(key_message__topic=topic)
    for asked in rounds.filter(state=State.OPEN).select_related("key_message__topic"):
        pk = asked.pk
        if lock_all(AgreementRound.objects.filter(pk=pk, state=State.OPEN)):  # as an answer does
            theirs = Entitlement.objects.filter(round=pk, user=user)
            if theirs.voted().exists():
                stop_ballot(pk)
            was_asked = theirs.filter(recused=False).exists()
            theirs.update(recused=True, reason=reason)
            if LegalHold.on(topic) is None:
                Position.objects.filter(round=pk, user=user).delete()
            if was_asked:
                emit(RoundRecused(**round_pointers(asked), user_id=user.pk), actor=actor)
