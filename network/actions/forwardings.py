"""Send agreed messages to another group or body, take them back, say that one has them."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, Organisation, User
from core.clock import now
from core.emit import emit
from core.locks import lock, lock_all
from core.policy import Refused, require
from core.states import transition
from deliberation.actions import open_topic
from deliberation.advice import fingerprint
from deliberation.models import KeyMessage, Topic
from network.actions.national_topics import LATE
from network.events import (
    ForwardingAcknowledged,
    ForwardingDiscussed,
    ForwardingEvent,
    ForwardingExpired,
    ForwardingOffered,
    ForwardingReceived,
    ForwardingRequestDeclined,
    ForwardingRequestEvent,
    ForwardingRequestGranted,
    ForwardingSent,
    ForwardingTakenBack,
    ForwardingWithdrawn,
)
from network.models import Forwarding, ForwardingRequest
from network.models.forwarding_requests import ForwardingRequestQuerySet
from network.queries import (
    Leaving,
    as_it_leaves,
    bodies_to_write_to,
    groups_to_write_to,
    leaving,
    to_forward,
    unheld_forwardings,
)

State, Request = Forwarding.State, ForwardingRequest.State


@transaction.atomic
def offer_forwarding(
    *,
    actor: User,
    group: AdvisoryGroup,
    key_message: KeyMessage,
    receiver: AdvisoryGroup | Organisation,
) -> Forwarding:
    """Offer an agreed message of the group to its chair, who sends it to one receiver.

    :raises Refused: unless ``actor`` organises the group; when the message is not agreed, can still
        be undone, or its topic does not open to the whole group; when it is under way to that
        receiver already; when that is not another group of the directory, or a body with readers.
    """
    require(actor, "network.offer_forwarding", group)
    lock(key_message)
    if key_message not in to_forward(group, actor):
        raise Refused(_("Choose a message that your group has agreed."), thing=group)
    is_group = isinstance(receiver, AdvisoryGroup)
    known = groups_to_write_to(group, actor) if is_group else bodies_to_write_to()
    if not known.filter(pk=receiver.pk).exists():
        raise Refused(_("Choose a group or a body from the list."), thing=group)
    to = {"to_group" if is_group else "to_organisation": receiver}
    if Forwarding.objects.under_way().filter(key_message=key_message, **to).exists():
        raise Refused(_("This message is on its way there, or there already."), thing=group)
    forwarding = Forwarding.objects.create(
        group=group,
        key_message=key_message,
        reference=key_message.reference,
        offered_by=actor,
        **to,
    )
    emit(_event(ForwardingOffered, forwarding), actor=actor)
    return forwarding


@transaction.atomic
def take_back_forwarding(*, actor: User, forwarding: Forwarding) -> None:
    """Take back what is offered and not sent; it can be offered again."""
    require(actor, "network.take_back_forwarding", forwarding)
    transition(forwarding, State.TAKEN_BACK, if_changed=LATE)
    emit(_event(ForwardingTakenBack, forwarding), actor=actor)


def send_forwarding(*, actor: User, forwarding: Forwarding, seen: str, is_confirmed: bool) -> None:
    """Send what is offered, in the name of the group, word for word as it was on the screen.

    The words are looked through for names before the transaction, so that nobody waits for it.

    :param seen: the fingerprint of the words that were on the screen.
    :param is_confirmed: that words which may be somebody's name are none.
    :raises Refused: unless ``actor`` chairs the group, and is not who offered it; when the message
        can no longer go, says something else now, or names somebody.
    """
    require(actor, "network.send_forwarding", forwarding)
    looked = leaving(forwarding)
    if looked is None:
        raise Refused(_("Its message can no longer be sent: look at it again."), thing=forwarding)
    _refuse_naming(looked, forwarding, is_confirmed=is_confirmed)
    with transaction.atomic():
        messages = KeyMessage.objects.filter(pk__in=[forwarding.key_message_id])
        lock_all(Topic.objects.filter(pk__in=messages.values("topic")))  # who narrows it waits
        lock_all(messages)
        rows = Forwarding.objects.select_related("group", "key_message__topic", "to_group")
        forwarding = rows.get(pk=forwarding.pk)
        require(actor, "network.send_forwarding", forwarding)  # it took a while to look through
        if forwarding.offered_by_id == actor.pk:
            raise Refused(_("You offered this yourself. Another chair sends it."), thing=forwarding)
        words = as_it_leaves(forwarding)
        if words is None or not fingerprint(words) == fingerprint(looked.message) == seen:
            raise Refused(LATE, thing=forwarding)
        transition(
            forwarding, State.SENT, if_changed=LATE, words=words, sent_by=actor, sent_at=now()
        )
        emit(_event(ForwardingSent, forwarding), actor=actor)
        asked = ForwardingRequest.objects.met_by(forwarding)
        _answer_requests(actor, asked, Request.SENT_ON, ForwardingRequestGranted)


def _answer_requests(
    actor: User,
    asked: ForwardingRequestQuerySet,
    state: ForwardingRequest.State,
    kind: type[ForwardingRequestEvent],
) -> None:
    """Tell whoever had asked to send a message on what came of it without an answer."""
    rows = ForwardingRequest.objects.filter(pk__in=asked.open().values("pk"))
    lock_all(rows)
    for row in rows.order_by("pk"):
        transition(row, state, if_changed=LATE, answered_by=actor, answered_at=now())
        of_sender = {"group_id": row.group_id, "forwarding_id": row.forwarding_id}
        emit(kind(**of_sender, forwarding_request_id=row.pk), actor=actor)


def _refuse_naming(looked: Leaving, forwarding: Forwarding, *, is_confirmed: bool) -> None:
    kept = [hit.sentence for hit in looked.naming if hit.certain or not is_confirmed]
    if kept:
        raise Refused(" ".join(dict.fromkeys(kept)), thing=forwarding)


@transaction.atomic
def withdraw_forwarding(*, actor: User, forwarding: Forwarding) -> None:
    """Withdraw what was sent: its receiver reads reference and days, and never its words again.

    What they had asked of it, and was not answered, is declined by that.
    """
    require(actor, "network.withdraw_forwarding", forwarding)
    transition(forwarding, State.WITHDRAWN, if_changed=LATE, withdrawn_by=actor, withdrawn_at=now())
    emit(_event(ForwardingWithdrawn, forwarding), actor=actor)
    asked = forwarding.requests.all()
    _answer_requests(actor, asked, Request.DECLINED, ForwardingRequestDeclined)


@transaction.atomic
def acknowledge_forwarding(*, actor: User, forwarding: Forwarding) -> None:
    """Say for the group or the body that it has the message; its sender is not told who pressed.

    Of a group it is on the group's own record; of a body, which has none, on that of the sender,
    where people outside have no name.
    """
    lock(forwarding, "state", "acknowledged_at")
    require(actor, "network.acknowledge_forwarding", forwarding, kept_by=forwarding.to_group)
    forwarding.acknowledged_by, forwarding.acknowledged_at = actor, now()
    forwarding.save(update_fields=["acknowledged_by", "acknowledged_at"])
    kind = ForwardingAcknowledged if forwarding.to_group_id else ForwardingReceived
    event = kind(
        group_id=forwarding.to_group_id or forwarding.group_id, forwarding_id=forwarding.pk
    )
    emit(event, actor=actor)


@transaction.atomic
def discuss_forwarding(*, actor: User, forwarding: Forwarding, title: str, ask: str) -> Topic:
    """Open a topic of the receiving group from what it was sent.

    The topic has a link to the message and no copy: once it is withdrawn, its words are in no topic
    either. Nobody of the sending group learns that there is one.
    """
    lock(forwarding, "state", "discussed_in")
    require(actor, "network.discuss_forwarding", forwarding, kept_by=forwarding.to_group)
    group = cast("AdvisoryGroup", forwarding.to_group)  # the rule asks for it
    link = f"[{forwarding.reference}]({settings.PORTAL_ORIGIN}{forwarding.get_absolute_url()})"
    sent = _("Sent by %(group)s: %(link)s") % {"group": forwarding.group, "link": link}
    topic = open_topic(actor=actor, group=group, title=title, ask=f"{ask}\n\n{sent}")
    forwarding.discussed_in = topic
    forwarding.save(update_fields=["discussed_in"])
    event = ForwardingDiscussed(group_id=group.pk, forwarding_id=forwarding.pk, topic_id=topic.pk)
    emit(event, actor=actor)
    return topic


@transaction.atomic
def remove_expired_forwardings(*, actor: None, ids: list[int]) -> None:
    """Remove these, with what was asked of them; one that came under a legal hold since stays.

    :param actor: nobody: the schedule does it.
    """
    rows = Forwarding.objects.filter(pk__in=ids)
    lock_all(rows)
    for forwarding in unheld_forwardings(rows).order_by("pk"):
        event = _event(ForwardingExpired, forwarding)
        ForwardingRequest.objects.filter(forwarding=forwarding).delete()
        forwarding.delete()
        emit(event, actor=actor)


def _event(kind: type[ForwardingEvent], forwarding: Forwarding) -> ForwardingEvent:
    return kind(group_id=forwarding.group_id, forwarding_id=forwarding.pk)
