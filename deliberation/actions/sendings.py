"""Send an agreed key message to the police lead inside the portal, and take that back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now, today
from core.emit import emit
from core.policy import Refused, require
from core.states import transition
from deliberation.actions.key_messages import LATE, pointers
from deliberation.advice import dated, drawn, fingerprint
from deliberation.events import KeyMessageSentInside, SendingWithdrawn
from deliberation.models import KeyMessage, Sending

State = KeyMessage.State


@transaction.atomic
def send_to_police_lead(*, actor: User, key_message: KeyMessage, seen: str) -> Sending:
    """Send it to the police lead, who reads its topic; from today they have the group's days.

    Nobody reads more by it: what is sent is frozen, for the readers of the topic.

    :param seen: the fingerprint of the words that were on the screen.
    :raises Refused: when no police lead may read the topic, or it now says something else.
    """
    require(actor, "deliberation.send_to_police_lead", key_message)
    if not key_message.topic.police_leads().exists():
        raise Refused(
            _("No police lead can read this topic, so nobody would receive it."), thing=key_message
        )
    due = key_message.due_if_sent_now
    transition(key_message, State.SENT_INSIDE, if_changed=LATE, sent_at=now(), response_due=due)
    message = drawn(KeyMessage.objects.get(pk=key_message.pk))
    if fingerprint(message) != seen:
        raise Refused(LATE, thing=key_message)
    sending = Sending.objects.create(
        key_message=key_message,
        snapshot=dated(message, today(), due),
        sent_by=actor,
        sent_at=now(),
    )
    emit(KeyMessageSentInside(**pointers(key_message)), actor=actor)
    return sending


@transaction.atomic
def withdraw_sending(*, actor: User, sending: Sending, reason: str) -> None:
    """Take back what was sent, as long as it is unanswered: no answer is due any more.

    :raises Refused: when it was answered, published or taken back meanwhile.
    """
    key_message = sending.key_message
    require(actor, "deliberation.withdraw_sending", key_message)
    if not reason.strip():
        raise Refused(_("Say why it is withdrawn."), thing=key_message)
    transition(
        key_message,
        State.AGREED,
        if_changed=LATE,
        among=KeyMessage.objects.filter(state=State.SENT_INSIDE),
        sent_at=None,
        response_due=None,
    )
    if key_message.responses.exists():  # it came while this waited
        raise Refused(LATE, thing=key_message)
    changes: dict[str, Any] = {"withdrawn_by": actor, "withdrawn_at": now(), "reason": reason}
    transition(sending, Sending.State.WITHDRAWN, if_changed=LATE, **changes)
    emit(SendingWithdrawn(**pointers(key_message)), actor=actor)
