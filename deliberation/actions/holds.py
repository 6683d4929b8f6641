"""Legal holds on topics: one person sets it, two people lift it."""

from __future__ import annotations

from django.db import transaction

from accounts.actions import holds
from accounts.models import LegalHold, User
from core.emit import emit
from core.policy import require
from deliberation.events import HoldEvent, HoldLiftAsked, HoldLifted, HoldPlaced
from deliberation.models import Topic


@transaction.atomic
def hold_topic(*, actor: User, topic: Topic, reason: str) -> LegalHold:
    """Keep everything in ``topic`` as it is from now on.

    :param reason: shown to the chair and the secretary.
    :raises Refused: unless ``actor`` is the chair or the secretary; when it is held.
    """
    topic = Topic.objects.select_for_update().get(pk=topic.pk)  # a removal under way comes first
    require(actor, "deliberation.hold_topic", topic)
    hold = LegalHold.objects.begin(topic, topic.group_id, actor, reason)
    emit(_event(HoldPlaced, topic, hold), actor=actor)
    return hold


@transaction.atomic
def ask_to_lift_hold(*, actor: User, topic: Topic) -> None:
    """Ask that the hold on ``topic`` be lifted; somebody else has to agree.

    :raises Refused: when there is none, or it was asked for.
    """
    require(actor, "deliberation.ask_to_lift_hold", topic)
    hold = holds.ask_to_lift(actor, topic)
    emit(_event(HoldLiftAsked, topic, hold), actor=actor)


@transaction.atomic
def lift_hold(*, actor: User, topic: Topic) -> None:
    """Agree, as the second person, that the hold on ``topic`` is lifted.

    :raises Refused: when nobody asked, or ``actor`` is who asked.
    """
    require(actor, "deliberation.lift_hold", topic)
    hold = holds.lift(actor, topic)
    emit(_event(HoldLifted, topic, hold), actor=actor)


def _event(kind: type[HoldEvent], topic: Topic, hold: LegalHold) -> HoldEvent:
    return kind(group_id=topic.group_id, topic_id=topic.pk, hold_id=hold.pk)
