"""Take back, within a minute, what was done too early."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from core.states import transition
from deliberation.actions.key_messages import lock_undecided, pointers
from deliberation.actions.positions import recuse_from_open_rounds
from deliberation.events import RoundReopened
from deliberation.interests import declared_in
from deliberation.models import (
    AgreementRound,
    KeyMessage,
    MinorityStatement,
    Outcome,
    StatementDraft,
    Topic,
)
from deliberation.models.scale import COUNTS

MOVED_ON = _("Something else was done with this key message meanwhile. Ask the group again.")


@transaction.atomic
def reopen_agreement_round(*, actor: User, agreement_round: AgreementRound) -> AgreementRound:
    """Take the close of a round back: it is open as it was, with every position taken in it.

    The result had been shown for some seconds; the round keeps that, for all to see.

    :raises Refused: after a minute, for anybody but who closed it, or when something was
        built on the result or put in its place.
    """
    require(actor, "deliberation.reopen_round", agreement_round)
    key_message = agreement_round.key_message
    if agreement_round.outcome == Outcome.NOT_QUORATE:
        lock_undecided(key_message)  # before the round: one order for all
    else:
        transition(key_message, KeyMessage.State.PROPOSED, if_changed=MOVED_ON)
    _require_last_word(agreement_round)
    nothing: dict[str, Any] = dict.fromkeys(COUNTS.values(), 0)
    transition(
        agreement_round,
        AgreementRound.State.OPEN,
        if_changed=MOVED_ON,
        closed_by=None,
        closed_at=None,
        outcome="",
        reopened_at=now(),
        unanswered=None,
        ways={},
        **nothing,
    )
    agreement_round.entitlements.update(way="")
    _recuse_again(actor, key_message.topic)
    own = {"round_id": agreement_round.pk, "meeting_id": agreement_round.meeting_id}
    emit(RoundReopened(**pointers(key_message), **own), actor=actor)
    return agreement_round


def _recuse_again(actor: User, topic: Topic) -> None:
    """Take out of the round whoever declared an interest while it was closed."""
    reasons = declared_in(topic.pk)
    for person in User.objects.filter(pk__in=reasons):
        recuse_from_open_rounds(actor=actor, user=person, topic=topic, reason=reasons[person.pk])


def _require_last_word(agreement_round: AgreementRound) -> None:
    """Refuse when a statement, its draft, newer words or another open round came after the close.

    One without a last day keeps its words on the screen of its meeting: not beside another that
    does, nor where a later one has put its own there.
    """
    key_message = agreement_round.key_message
    beside = Q(key_message=key_message)
    if agreement_round.occasion and agreement_round.answers_until is None:
        later = Q(answers_until=None) | Q(pk__gt=agreement_round.pk)
        beside |= later & Q(occasion=agreement_round.occasion)
    others = AgreementRound.objects.filter(beside, state=AgreementRound.State.OPEN)
    newer = key_message.wordings.filter(version__gt=agreement_round.wording.version)
    stated = MinorityStatement.objects.filter(key_message=key_message)
    drafted = StatementDraft.objects.filter(key_message=key_message)
    if any(rows.exists() for rows in (others, newer, stated, drafted)):
        raise Refused(MOVED_ON, thing=agreement_round)
