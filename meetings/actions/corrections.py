"""Corrections of minutes: people propose them, the chair or the secretary answers."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from core.states import transition
from meetings.actions.minutes import item_pointers, lock_item, put_words
from meetings.events import CorrectionAccepted, CorrectionProposed, CorrectionRefused
from meetings.models import Correction, MinutesItem

State = Correction.State
LATE = _("Somebody answered this correction meanwhile. Look at it again.")
NOTHING = _("Say what is wrong, or what is missing.")
NO_REASON = _("Say why.")
NOT_THEIRS = _("They cannot read what the minutes say of this item, or were not invited.")


class Proposed(NamedTuple):
    """What minutes say, what they should say, and why. One of the first two may be empty."""

    says: str
    should_say: str
    why: str


@transaction.atomic
def propose_correction(
    *, actor: User, minutes_item: MinutesItem, proposed: Proposed, user: User | None = None
) -> Correction:
    """Propose that published minutes say something else in one item.

    :param user: for whom ``actor`` writes it down; ``None`` for themselves.
    :raises Refused: unless they were invited, read the item and it is in time, which it always is
        for who ``actor`` writes it down for; when nothing is proposed, or without a reason.
    """
    lock_item(minutes_item)
    person = user or actor
    if person == actor:
        require(actor, "meetings.propose_correction", minutes_item)
    else:
        require(actor, "meetings.record_correction", minutes_item)
        _require_reader(minutes_item, person)
    _require_words(minutes_item, proposed)
    correction = Correction.objects.create(
        minutes_item=minutes_item,
        proposed_by=person,
        recorded_by=None if person == actor else actor,
        proposed_at=now(),
        **proposed._asdict(),
    )
    emit(CorrectionProposed(**_pointers(correction)), actor=actor)
    return correction


@transaction.atomic
def accept_correction(*, actor: User, correction: Correction, body: str, after: int) -> Correction:
    """Change the words of an item as a correction asks; the version says by which it was.

    :param body: what the item says from now on.
    :param after: the version that ``actor`` had in front of them.
    :raises ChangedMeanwhile: when another correction changed the item meanwhile.
    :raises Refused: unless ``actor`` is the chair or the secretary and reads the item; when it was
        answered already; when nothing is changed.
    """
    _begin(actor, correction)
    transition(correction, State.ACCEPTED, if_changed=LATE, answered_by=actor, answered_at=now())
    put_words(actor, correction.minutes_item, body, after, correction=correction)
    emit(CorrectionAccepted(**_pointers(correction)), actor=actor)
    return correction


@transaction.atomic
def refuse_correction(*, actor: User, correction: Correction, answer: str) -> Correction:
    """Leave the minutes as they are, and say why to who proposed the correction.

    :raises Refused: unless ``actor`` is the chair or the secretary and reads the item; when it was
        answered already; without a reason.
    """
    _begin(actor, correction)
    if not answer:
        raise Refused(NO_REASON, thing=correction)
    fields: dict[str, Any] = {"answer": answer, "answered_by": actor, "answered_at": now()}
    transition(correction, State.REFUSED, if_changed=LATE, **fields)
    emit(CorrectionRefused(**_pointers(correction)), actor=actor)
    return correction


def _begin(actor: User, correction: Correction) -> None:
    lock_item(correction.minutes_item)
    lock(correction, "state")
    require(actor, "meetings.answer_correction", correction)


def _require_reader(minutes_item: MinutesItem, person: User) -> None:
    """Nobody has words put down for them about what they do not read themselves."""
    invited = minutes_item.minutes.meeting.attendances.standing().filter(user=person)
    reads = MinutesItem.objects.visible_to(person).filter(pk=minutes_item.pk)
    if not (invited.exists() and reads.exists()):
        raise Refused(NOT_THEIRS, thing=minutes_item)


def _require_words(minutes_item: MinutesItem, proposed: Proposed) -> None:
    if not (proposed.says or proposed.should_say):
        raise Refused(NOTHING, thing=minutes_item)
    if not proposed.why:
        raise Refused(NO_REASON, thing=minutes_item)


def _pointers(correction: Correction) -> dict[str, Any]:
    return {**item_pointers(correction.minutes_item), "correction_id": correction.pk}
