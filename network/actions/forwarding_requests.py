"""Ask the sender of a message to send it on, take that back, decline it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, Organisation, User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from core.states import transition
from network.actions.national_topics import LATE
from network.events import (
    ForwardingRequestAsked,
    ForwardingRequestDeclined,
    ForwardingRequestEvent,
    ForwardingRequestGranted,
    ForwardingRequestReceived,
    ForwardingRequestTakenBack,
)
from network.models import Forwarding, ForwardingRequest
from network.queries import bodies_to_send_on_to, groups_to_send_on_to, naming_in_request

State = ForwardingRequest.State


@transaction.atomic
def ask_forwarding_request(
    *,
    actor: User,
    forwarding: Forwarding,
    receiver: AdvisoryGroup | Organisation,
    reason: str,
) -> ForwardingRequest:
    """Ask the group that sent a message to send it to one other group or body.

    It is taken whether that one has the message or not: who else has it is for its sender alone.
    Of a group it is on the group's own record, of a body on that of the sender.

    :param reason: for the organisers of the sending group, without names and words of posts.
    :raises Refused: unless ``actor`` organises the group that has the message, or reads for that
        body; when it is withdrawn; for a receiver that cannot be written to, or is asked for
        already; when the reason names somebody of the group.
    """
    lock(forwarding, "state")
    kept_by = forwarding.to_group
    require(actor, "network.ask_forwarding_request", forwarding, kept_by=kept_by)
    is_group = isinstance(receiver, AdvisoryGroup)
    known = (
        groups_to_send_on_to(forwarding, actor) if is_group else bodies_to_send_on_to(forwarding)
    )
    if not known.filter(pk=receiver.pk).exists():
        raise Refused(_("Choose a group or a body from the list."), thing=kept_by)
    to = {"to_group" if is_group else "to_organisation": receiver}
    if ForwardingRequest.objects.open().filter(forwarding=forwarding, **to).exists():
        raise Refused(_("You have asked for this already."), thing=kept_by)
    if kept_by and (naming := naming_in_request(reason, forwarding, kept_by)):
        raise Refused(" ".join(naming), thing=kept_by)
    row = ForwardingRequest.objects.create(
        forwarding=forwarding, reason=reason, asked_by=actor, **to
    )
    emit(_event(ForwardingRequestAsked if kept_by else ForwardingRequestReceived, row), actor=actor)
    return row


@transaction.atomic
def take_back_forwarding_request(*, actor: User, forwarding_request: ForwardingRequest) -> None:
    """Take back what one's group or body asked: the sender reads it no more."""
    lock(forwarding_request, "state")
    kept_by = forwarding_request.forwarding.to_group
    require(actor, "network.take_back_forwarding_request", forwarding_request, kept_by=kept_by)
    transition(
        forwarding_request,
        State.TAKEN_BACK,
        if_changed=LATE,
        answered_by=actor,
        answered_at=now(),
    )
    emit(_event(ForwardingRequestTakenBack, forwarding_request), actor=actor)


@transaction.atomic
def decline_forwarding_request(
    *, actor: User, forwarding_request: ForwardingRequest, refusal: str
) -> None:
    """Say why the group does not send its message on.

    :param refusal: for those who asked, without names and words of posts.
    :raises Refused: unless ``actor`` organises the group that is asked; when it is answered
        already; when the reason names somebody of the group.
    """
    lock(forwarding_request, "state")
    require(actor, "network.decline_forwarding_request", forwarding_request)
    forwarding = forwarding_request.forwarding
    if naming := naming_in_request(refusal, forwarding, forwarding.group):
        raise Refused(" ".join(naming), thing=forwarding_request)
    transition(
        forwarding_request,
        State.DECLINED,
        if_changed=LATE,
        refusal=refusal,
        answered_by=actor,
        answered_at=now(),
    )
    emit(_event(ForwardingRequestDeclined, forwarding_request), actor=actor)


@transaction.atomic
def grant_forwarding_request(*, actor: User, forwarding_request: ForwardingRequest) -> None:
    """Say that the message is sent on, where its receiver has it already.

    Those who asked read what they would have read after a sending: who had it before stays unsaid.

    :raises Refused: unless ``actor`` organises the group that is asked, and the message is there.
    """
    lock(forwarding_request, "state")
    require(actor, "network.grant_forwarding_request", forwarding_request)
    transition(
        forwarding_request, State.SENT_ON, if_changed=LATE, answered_by=actor, answered_at=now()
    )
    emit(_event(ForwardingRequestGranted, forwarding_request), actor=actor)


def _event(kind: type[ForwardingRequestEvent], row: ForwardingRequest) -> ForwardingRequestEvent:
    """On the record of who asked, but for a body, which has none, and what the sender does."""
    own = kind in {ForwardingRequestAsked, ForwardingRequestTakenBack}
    group_id = (own and row.forwarding.to_group_id) or row.group_id
    return kind(group_id=group_id, forwarding_id=row.forwarding_id, forwarding_request_id=row.pk)
