"""Suggest other words for one sentence of a key message; accept, refuse, withdraw a suggestion."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import ChangedMeanwhile, Refused, require
from core.states import transition
from deliberation.actions.key_messages import lock_undecided, pointers
from deliberation.anchors import split
from deliberation.events import (
    SuggestionAccepted,
    SuggestionProposed,
    SuggestionRefused,
    SuggestionWithdrawn,
)
from deliberation.models import KeyMessage, Suggestion, Wording
from deliberation.models.key_messages import WORDING_MAX_LENGTH

State = Suggestion.State
LATE = _("This suggestion has been settled meanwhile. Look at it again.")


class Change(NamedTuple):
    """What to make of one sentence, and why. ``words``: none where it is deleted."""

    kind: Suggestion.Kind
    sentence: str
    words: str
    why: str


def _facts(suggestion: Suggestion) -> dict[str, int]:
    return {**pointers(suggestion.key_message), "suggestion_id": suggestion.pk}


def _newest(key_message: KeyMessage) -> Wording:
    return key_message.wordings.order_by("-version")[0]


@transaction.atomic
def suggest_wording(
    *, actor: User, key_message: KeyMessage, change: Change, after: int
) -> Suggestion:
    """Suggest ``change``; not while people are asked, for a new wording would ask them again.

    :param after: the version that ``actor`` had in front of them.
    :raises ChangedMeanwhile: when the wording was changed meanwhile.
    """
    require(actor, "deliberation.suggest_wording", key_message)
    lock_undecided(key_message)
    require(actor, "deliberation.suggest_wording", key_message)  # a round may be open by now
    newest = _newest(key_message)
    if newest.version != after or change.sentence not in split(newest.text):
        raise ChangedMeanwhile(newest, thing=key_message)
    words = "" if change.kind == Suggestion.Kind.DELETE else change.words
    suggestion = Suggestion(
        key_message=key_message,
        wording=newest,
        suggested_by=actor,
        suggested_at=now(),
        **change._replace(words=words)._asdict(),
    )
    _require_fitting(suggestion, newest)
    suggestion.save()
    emit(SuggestionProposed(**_facts(suggestion)), actor=actor)
    return suggestion


def _require_fitting(suggestion: Suggestion, newest: Wording) -> str:
    """The wording with the suggestion in it; refuses what makes no other, or too long a one."""
    text = suggestion.in_text(newest.text)
    if text is None:
        raise Refused(
            _("The sentence that this is about stands there no more. Suggest it anew."),
            thing=suggestion.key_message,
        )
    if not text:
        raise Refused(
            _("Nothing would be left of the message. The chair can withdraw it."),
            thing=suggestion.key_message,
        )
    if text == newest.text or len(text) > WORDING_MAX_LENGTH:
        raise Refused(
            _("The message would be the same, or longer than %d characters.") % WORDING_MAX_LENGTH,
            thing=suggestion.key_message,
        )
    return text


@transaction.atomic
def accept_suggestion(*, actor: User, suggestion: Suggestion, after: int) -> Wording:
    """Give the message a wording with the suggestion in it, which says whose it was.

    Others about the same sentence are out of date where that sentence stands no more.

    :param after: the version whose words ``actor`` had in front of them.
    :raises ChangedMeanwhile: when the wording was changed meanwhile.
    :raises Refused: when its sentence stands there no more, or it was settled.
    """
    key_message = suggestion.key_message
    require(actor, "deliberation.settle_suggestion", suggestion)
    lock_undecided(key_message)
    require(actor, "deliberation.settle_suggestion", suggestion)  # a round may be open by now
    newest = _newest(key_message)
    if newest.version != after:
        raise ChangedMeanwhile(newest, thing=key_message)
    wording = Wording.objects.create(
        key_message=key_message,
        version=after + 1,
        text=_require_fitting(suggestion, newest),
        written_by=actor,
        written_at=now(),
    )
    settled: dict[str, Any] = {"settled_by": actor, "settled_at": now(), "accepted_as": wording}
    transition(suggestion, State.ACCEPTED, if_changed=LATE, **settled)
    emit(SuggestionAccepted(wording_id=wording.pk, **_facts(suggestion)), actor=actor)
    return wording


@transaction.atomic
def refuse_suggestion(*, actor: User, suggestion: Suggestion, reason: str) -> None:
    """Refuse it, and say why to the group."""
    require(actor, "deliberation.settle_suggestion", suggestion)
    if not reason.strip():
        raise Refused(_("Say why it is refused."), thing=suggestion)
    settled: dict[str, Any] = {"settled_by": actor, "settled_at": now(), "reason": reason}
    transition(suggestion, State.REFUSED, if_changed=LATE, **settled)
    emit(SuggestionRefused(**_facts(suggestion)), actor=actor)


@transaction.atomic
def withdraw_suggestion(*, actor: User, suggestion: Suggestion) -> None:
    """Take one's own suggestion back; it stays readable as withdrawn."""
    require(actor, "deliberation.withdraw_suggestion", suggestion)
    settled: dict[str, Any] = {"settled_by": actor, "settled_at": now()}
    transition(suggestion, State.WITHDRAWN, if_changed=LATE, **settled)
    emit(SuggestionWithdrawn(**_facts(suggestion)), actor=actor)
