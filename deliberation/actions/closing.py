"""Let a round stay open longer, and close it: by hand, or because its time has ended."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.locks import lock, lock_all
from core.policy import Refused, require
from core.states import transition
from deliberation.actions.ballots import counted
from deliberation.actions.key_messages import lock_undecided
from deliberation.actions.rounds import require_last_day, round_pointers
from deliberation.events import RoundClosed, RoundExtended
from deliberation.models import (
    AgreementRound,
    Choice,
    Entitlement,
    KeyMessage,
    Outcome,
    Position,
    Way,
)
from deliberation.models.scale import COUNTS
from deliberation.outcomes import count, outcome
from deliberation.ways import way_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

State = AgreementRound.State
LATE = _("This round has been closed already.")
AGREED = {Outcome.UNANIMOUS, Outcome.CONSENSUS, Outcome.MAJORITY_WITH_DISSENT}


@transaction.atomic
def extend_agreement_round(
    *, actor: User, agreement_round: AgreementRound, last_day: date
) -> datetime:
    """Let the round stay open until ``last_day``; answers when that day ends.

    Those who are asked stay the same.

    A round that a chair was to close by hand has a last day afterwards.

    :raises Refused: when its time has ended or would end no later than people were told, and
        for a day that is none of ``last_days``.
    """
    require(actor, "deliberation.extend_round", agreement_round)
    if not lock_all(AgreementRound.objects.taking_answers().filter(pk=agreement_round.pk)):
        raise Refused(LATE, thing=agreement_round)
    agreement_round.refresh_from_db(fields=("answers_until",))
    until = require_last_day(last_day, agreement_round)
    if agreement_round.answers_until and until <= agreement_round.answers_until:
        raise Refused(
            _("People were told that they can answer until then, or longer. Choose a later day."),
            thing=agreement_round,
        )
    AgreementRound.objects.filter(pk=agreement_round.pk).update(answers_until=until)
    agreement_round.answers_until = until
    emit(RoundExtended(**round_pointers(agreement_round)), actor=actor)
    return until


@transaction.atomic
def close_agreement_round(*, actor: User, agreement_round: AgreementRound) -> AgreementRound:
    """Close the round; its outcome stands, by the rule of ``deliberation.outcomes``.

    :raises Refused: when it is not open; of two chairs who press at once, the second is.
    """
    require(actor, "deliberation.close_round", agreement_round)
    lock_undecided(agreement_round.key_message)  # before the round: one order for all
    _close(agreement_round, actor)
    return agreement_round


@transaction.atomic
def close_round_on_time(*, actor: None, agreement_round: AgreementRound) -> None:
    """Close a round whose time to answer has ended, as a chair would; nobody takes that back.

    Nothing happens when it was closed, lapsed or was given more time meanwhile.

    :param actor: nobody: a chair set its last day.
    """
    lock(agreement_round.key_message)  # before the round: one order for all
    if lock_all(AgreementRound.objects.due().filter(pk=agreement_round.pk)):
        _close(agreement_round, actor)


def _close(agreement_round: AgreementRound, actor: User | None) -> None:
    if not lock_all(AgreementRound.objects.filter(pk=agreement_round.pk, state=State.OPEN)):
        raise Refused(LATE, thing=agreement_round)
    counts, answers = (_ballots if agreement_round.is_ballot else _positions)(agreement_round)
    result = outcome(counts, quorum=agreement_round.quorum)
    numbers: dict[str, Any] = {name: counts[choice] for choice, name in COUNTS.items()}
    transition(
        agreement_round,
        State.CLOSED,
        if_changed=LATE,
        closed_by=actor,
        closed_at=now(),
        outcome=result,
        **answers,
        **numbers,
    )
    _decide(agreement_round.key_message, result)
    emit(RoundClosed(**round_pointers(agreement_round)), actor=actor)


def _ballots(agreement_round: AgreementRound) -> tuple[Mapping[Choice, int], dict[str, Any]]:
    """What was chosen in a secret ballot, and how many did not vote; in which way is not kept."""
    counts = counted(agreement_round)
    asked = agreement_round.entitlements.filter(recused=False)
    return counts, {"unanswered": asked.filter(voted_at=None).count()}


def _positions(agreement_round: AgreementRound) -> tuple[Mapping[Choice, int], dict[str, Any]]:
    """What was chosen, and how it came."""
    positions = {
        position.user_id: position
        for position in Position.objects.counted().filter(round=agreement_round)
    }
    counts = count(position.choice for position in positions.values())
    return counts, _freeze_the_list(agreement_round, positions)


def _freeze_the_list(
    agreement_round: AgreementRound, positions: Mapping[int, Position]
) -> dict[str, Any]:
    """Keep of everybody who was asked how they answered; answers what the round keeps of that."""
    asked = list(agreement_round.entitlements.filter(recused=False))
    for entitlement in asked:
        position = positions.get(entitlement.user_id)
        entitlement.way = way_of(position, entitlement.mode, agreement_round) if position else ""
    Entitlement.objects.bulk_update(asked, ["way"])
    ways = Counter(entitlement.way for entitlement in asked)
    unanswered = ways.pop("", 0)
    return {"unanswered": unanswered, "ways": {way: ways[way] for way in Way if ways[way]}}


def _decide(key_message: KeyMessage, result: Outcome) -> None:
    """What the outcome makes of the key message; without a quorum it stays open to discussion."""
    if result == Outcome.NOT_QUORATE:
        return
    state = KeyMessage.State.AGREED if result in AGREED else KeyMessage.State.NOT_AGREED
    transition(key_message, state, if_changed=LATE)


def leave_rounds_open(*, meeting_id: int, since: datetime | None) -> None:
    """Note on the open rounds of a meeting that it has ended; ``None``: it goes on after all.

    Also on those whose close can be taken back: they are open then.

    Part of an action of the meeting, in its transaction: the action emits its own event.
    """
    rounds = AgreementRound.objects.opened_in(meeting_id).open_or_undoable()
    rounds.update(left_open_at=since)
