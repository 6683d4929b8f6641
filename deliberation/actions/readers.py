"""Say who reads along. Narrower at will; wider only while nobody else has written."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.models.memberships import GUESTS
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from core.states import transition_all
from deliberation.events import (
    AudienceChangeWithdrawn,
    HistoryNarrowed,
    NamedReaderRemoved,
    ReaderNamed,
    TopicGuestInvited,
    TopicGuestRemoved,
    TopicGuestsRemoved,
)
from deliberation.models import AudienceChange, History, NamedReader, Topic, TopicGuest


def _refuse_unasked(actor: User, topic: Topic) -> None:
    """Refuse, and undo, when somebody else has written: they are asked first."""
    lock(topic)  # nobody writes a post meanwhile
    if topic.posts.exclude(author=actor, unattributed=False).exists():
        raise Refused(_("People have written here. They are asked first."), thing=topic)


@transaction.atomic
def invite_guest(*, actor: User, topic: Topic, user: User) -> TopicGuest:
    """Let somebody of the police, an observer or an interpreter read the shared space.

    :raises Refused: when ``user`` is no guest of this group, or is invited already, or
        when others have written.
    """
    require(actor, "deliberation.invite_guest", topic)
    guest = add_guest(actor, topic, user)
    _refuse_unasked(actor, topic)
    return guest


def add_guest(actor: User, topic: Topic, user: User) -> TopicGuest:
    """The change itself, for actions that have asked the policy and the authors."""
    place = Membership.objects.current().filter(group=topic.group_id, user=user, role__in=GUESTS)
    if not place.exists():
        raise Refused(
            _("Only police, observers and interpreters of this group are invited."), thing=topic
        )
    guest, created = TopicGuest.objects.get_or_create(
        topic=topic, user=user, defaults={"invited_at": now()}
    )
    if not created:
        raise Refused(_("They are invited already."), thing=topic)
    event = TopicGuestInvited(group_id=topic.group_id, topic_id=topic.pk, user_id=user.pk)
    emit(event, actor=actor)
    return guest


@transaction.atomic
def remove_guest(*, actor: User, topic: Topic, user: User) -> None:
    """End a guest's reading of the shared space, at once; also when the topic is closed.

    :raises Refused: when ``user`` is not invited.
    """
    require(actor, "deliberation.remove_guest", topic)
    removed, _each = TopicGuest.objects.filter(topic=topic, user=user).delete()
    if not removed:
        raise Refused(_("They are not invited to this topic."), thing=topic)
    event = TopicGuestRemoved(group_id=topic.group_id, topic_id=topic.pk, user_id=user.pk)
    emit(event, actor=actor)


@transaction.atomic
def close_to_guests(*, actor: User, topic: Topic) -> None:
    """Remove every guest at once: the shared space is the group's own from now on.

    Proposals to let guests in that still wait go too, or the next consent would undo it.

    :raises Refused: when there is no guest.
    """
    require(actor, "deliberation.close_to_guests", topic)
    lock(topic)  # a last consent that is being given lets its guest in before this, or not at all
    roll = Membership.objects.current().filter(group=topic.group_id, role__in=GUESTS)
    named = NamedReader.objects.filter(topic=topic, user__in=roll.values("user"))
    removed = named.delete()[0] + TopicGuest.objects.filter(topic=topic).delete()[0]
    removed += _withdraw_guests(actor, topic)
    if not removed:
        raise Refused(_("No guest reads this topic."), thing=topic)
    emit(TopicGuestsRemoved(group_id=topic.group_id, topic_id=topic.pk), actor=actor)


def _withdraw_guests(actor: User, topic: Topic) -> int:
    """Take back what is proposed about guests; answers how many proposals that were."""
    guests = Membership.objects.current().filter(group=topic.group_id, role__in=GUESTS)
    return _withdraw(actor, topic.group_id, topic=topic, user__in=guests.values("user"))


def _withdraw(actor: User | None, group_id: int, **which: Any) -> int:
    """Take back what is proposed about single people; answers how many proposals that were."""
    kinds = AudienceChange.Kind.GUEST, AudienceChange.Kind.NAMED_READER
    waiting = AudienceChange.objects.waiting().filter(kind__in=kinds, **which)
    pointers = list(waiting.order_by("pk").values_list("pk", "topic"))
    proposed = AudienceChange.objects.filter(pk__in=[pk for pk, _topic in pointers])
    transition_all(proposed, AudienceChange.State.WITHDRAWN, settled_at=now())
    for pk, topic in pointers:
        event = AudienceChangeWithdrawn(group_id=group_id, topic_id=topic, audience_change_id=pk)
        emit(event, actor=actor)
    return len(pointers)


@transaction.atomic
def name_reader(*, actor: User, topic: Topic, user: User) -> NamedReader:
    """Name one more reader of a topic for named readers, while nobody else has written.

    :raises Refused: when ``user`` is not in the group, or is named already, or when others
        have written.
    """
    require(actor, "deliberation.name_reader", topic)
    reader = add_reader(actor, topic, user)
    _refuse_unasked(actor, topic)
    return reader


def add_reader(actor: User, topic: Topic, user: User) -> NamedReader:
    """The change itself, for actions that have asked the policy and the authors."""
    place = Membership.objects.current().filter(group=topic.group_id, user=user)
    if not place.exists():
        raise Refused(_("Only people of this group are named."), thing=topic)
    reader, created = NamedReader.objects.get_or_create(
        topic=topic, user=user, defaults={"invited_at": now()}
    )
    if not created:
        raise Refused(_("They are named already."), thing=topic)
    emit(ReaderNamed(group_id=topic.group_id, topic_id=topic.pk, user_id=user.pk), actor=actor)
    return reader


@transaction.atomic
def remove_named_reader(*, actor: User, topic: Topic, user: User) -> None:
    """End somebody's knowing of a topic for named readers, at once.

    :raises Refused: when ``user`` is not named, or is the last member who is.
    """
    require(actor, "deliberation.remove_reader", topic)
    lock(topic)
    removed, _each = NamedReader.objects.filter(topic=topic, user=user).delete()
    if not removed:
        raise Refused(_("They are not named for this topic."), thing=topic)
    if not topic.advisers().exists():
        raise Refused(_("At least one member has to be left who reads it."), thing=topic)
    event = NamedReaderRemoved(group_id=topic.group_id, topic_id=topic.pk, user_id=user.pk)
    emit(event, actor=actor)


@transaction.atomic
def take_back_readings(
    *,
    actor: User | None,
    person_id: int,
    group_id: int | None,
    why: str,  # noqa: ARG001 -- every revocation says it
) -> None:
    """Forget what somebody was let into in a group that they have left, or as less than now.

    What is proposed about them is taken back too, because it was agreed to for less. Whoever
    comes back, or becomes more than they were, is let in anew, by those who may and with the
    consent of those who wrote; who keeps the list of the group cannot open a topic by it.

    :param actor: who ended the place; that action has asked the policy.
    :param group_id: the group; ``None`` when no place ended, such as by a suspension.
    :param why: name of the event that ended it.
    """
    if group_id is None:
        return
    place = Membership.objects.current().filter(user=person_id, group=group_id).first()
    before = now() if place is None else place.reads_since
    if before is None:
        return
    proposed = {"user": person_id, "topic__group": group_id, "proposed_at__lte": before}
    _withdraw(actor, group_id, **proposed)
    named, invited = (NamedReader, NamedReaderRemoved), (TopicGuest, TopicGuestRemoved)
    for rows, kind in (named,) if place else (named, invited):
        mine = rows.objects.filter(user=person_id, topic__group=group_id, invited_at__lte=before)
        topics = list(mine.order_by("topic").values_list("topic", flat=True))
        mine.delete()
        for pk in topics:
            emit(kind(group_id=group_id, topic_id=pk, user_id=person_id), actor=actor)


@transaction.atomic
def narrow_history(*, actor: User, topic: Topic) -> None:
    """Show those who joined later only what was written after they joined.

    :raises Refused: when it is so already.
    """
    require(actor, "deliberation.narrow_history", topic)
    wide = Topic.objects.filter(pk=topic.pk, history=History.FROM_START)
    if not wide.update(history=History.FROM_JOINING):
        raise Refused(
            _("People who join later already see only what is written after they join."),
            thing=topic,
        )
    topic.history = History.FROM_JOINING
    emit(HistoryNarrowed(group_id=topic.group_id, topic_id=topic.pk), actor=actor)
