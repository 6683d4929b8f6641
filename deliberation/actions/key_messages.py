"""Propose, word, withdraw and send key messages."""

from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now, today
from core.emit import emit
from core.locks import lock, lock_all
from core.policy import ChangedMeanwhile, Refused, require
from core.states import transition, transition_all
from deliberation.events import (
    KeyMessageExplained,
    KeyMessageProposed,
    KeyMessageSent,
    KeyMessageWithdrawn,
    WordingChanged,
)
from deliberation.models import (
    AgreementRound,
    BallotBox,
    KeyMessage,
    Topic,
    Wording,
)

State = KeyMessage.State
LATE = _("This key message has moved on meanwhile. Look at it again.")
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which are misread


def _next_reference(topic: Topic) -> str:
    """``HAR-2026-014``: the group's code, the year, the next number; never used twice.

    The group is locked first, so that two proposals come one after the other. A
    topic for named readers takes no number, for a gap would tell others of it: its end is
    drawn by lot and begins with a letter, as in ``HAR-2026-K7QX4M``.
    """
    group = topic.group
    lock(group)
    begins = f"{group.code}-{today().year}-"
    if topic.readers_named:
        return begins + get_random_string(1, LETTERS) + get_random_string(5, LETTERS + "23456789")
    taken = KeyMessage.objects.filter(reference__startswith=begins, topic__readers_named=False)
    numbers = [int(t.removeprefix(begins)) for t in taken.values_list("reference", flat=True)]
    return f"{begins}{max(numbers, default=0) + 1:03d}"


def pointers(key_message: KeyMessage) -> dict[str, int]:
    """What every event about a key message carries."""
    return {
        "group_id": key_message.group_id,
        "topic_id": key_message.topic_id,
        "key_message_id": key_message.pk,
    }


@transaction.atomic
def propose_key_message(*, actor: User, topic: Topic, text: str, meeting_id: int = 0) -> KeyMessage:
    """Propose a key message with its first wording.

    :param meeting_id: the meeting in which it is proposed, so that its page shows it.
    """
    require(actor, "deliberation.propose_key_message", topic)
    key_message = KeyMessage.objects.create(
        topic=topic,
        reference=_next_reference(topic),
        proposed_by=actor,
        proposed_at=now(),
    )
    Wording.objects.create(
        key_message=key_message, version=1, text=text, written_by=actor, written_at=now()
    )
    emit(KeyMessageProposed(**pointers(key_message), meeting_id=meeting_id), actor=actor)
    return key_message


@transaction.atomic
def change_wording(
    *, actor: User, key_message: KeyMessage, text: str, after: int, meeting_id: int = 0
) -> Wording:
    """Give a key message a new wording. Positions on an older one lapse with their round.

    :param after: the version that the writer had in front of them.
    :raises ChangedMeanwhile: when somebody else changed the wording meanwhile.
    """
    require(actor, "deliberation.change_wording", key_message)
    lock_undecided(key_message)
    newest = key_message.wordings.order_by("-version")[0]
    if newest.version != after:
        raise ChangedMeanwhile(newest, thing=key_message)
    if newest.text == text:
        raise Refused(_("The wording is the same as before."), thing=key_message)
    held_in = _lapse_round(key_message)
    wording = Wording.objects.create(
        key_message=key_message, version=after + 1, text=text, written_by=actor, written_at=now()
    )
    where = {"wording_id": wording.pk, "meeting_id": meeting_id or held_in}
    emit(WordingChanged(**pointers(key_message), **where), actor=actor)
    return wording


@transaction.atomic
def explain_key_message(
    *, actor: User, key_message: KeyMessage, why: str, addressed_to: str, after: int
) -> KeyMessage:
    """Say why the group says it, and who is asked to reply: before people are asked.

    :param addressed_to: bodies, one a line.
    :param after: the version of both that the writer had in front of them.
    :raises ChangedMeanwhile: when somebody else changed either meanwhile.
    """
    lock(key_message, "state", "why", "addressed_to", "why_version")
    require(actor, "deliberation.explain_key_message", key_message)
    if key_message.why_version != after:
        raise ChangedMeanwhile(key_message, version=key_message.why_version)
    if (key_message.why, key_message.addressed_to) == (why, addressed_to):
        raise Refused(_("Nothing has changed."), thing=key_message)
    key_message.why, key_message.addressed_to = why, addressed_to
    key_message.why_version, key_message.why_by = after + 1, actor
    key_message.save(update_fields=("why", "addressed_to", "why_version", "why_by"))
    emit(KeyMessageExplained(**pointers(key_message)), actor=actor)
    return key_message


def _lapse_round(key_message: KeyMessage) -> int:
    """An open round on it lapses; answers the meeting it was opened in, or 0.

    The box of a secret ballot goes unopened.
    """
    open_round = key_message.rounds.filter(state=AgreementRound.State.OPEN).first()
    transition_all(key_message.rounds.all(), AgreementRound.State.LAPSED)
    BallotBox.objects.filter(round__key_message=key_message).delete()
    return open_round.meeting_id if open_round else 0


def lock_undecided(key_message: KeyMessage) -> None:
    """Lock the row until commit, given that it is still undecided.

    Whoever changes a message and its rounds locks the message first: one order for all.

    :raises Refused: when it was decided or withdrawn meanwhile.
    """
    if not lock_all(KeyMessage.objects.filter(pk=key_message.pk, state=State.PROPOSED)):
        raise Refused(
            _("This key message was decided meanwhile; its wording is fixed."), thing=key_message
        )


@transaction.atomic
def withdraw_key_message(*, actor: User, key_message: KeyMessage) -> None:
    """Take back a key message that was not agreed; an open round on it lapses."""
    require(actor, "deliberation.withdraw_key_message", key_message)
    transition(key_message, State.WITHDRAWN, if_changed=LATE)
    held_in = _lapse_round(key_message)
    emit(KeyMessageWithdrawn(**pointers(key_message), meeting_id=held_in), actor=actor)


@transaction.atomic
def send_key_message(*, actor: User, key_message: KeyMessage) -> None:
    """Send an agreed key message to the police; from today they have the group's days to answer.

    What the police lead was sent already keeps its days: there is one clock.
    """
    lock(key_message, "state", "sent_at", "response_due")
    require(actor, "deliberation.send_key_message", key_message)
    days: dict[str, Any] = {}
    if key_message.state == State.AGREED:
        days = {"sent_at": now(), "response_due": key_message.due_if_sent_now}
    transition(key_message, State.SENT, if_changed=LATE, **days)
    emit(KeyMessageSent(**pointers(key_message)), actor=actor)
