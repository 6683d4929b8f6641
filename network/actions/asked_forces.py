"""Ask forces to take part in a national topic, and answer for one's own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from core.states import transition
from deliberation.actions import open_topic
from deliberation.models import Topic
from deliberation.queries import turnout
from network.actions.national_topics import LATE
from network.events import (
    AskAccepted,
    AskDeclined,
    AskedForceEvent,
    AskRemoved,
    ForceAsked,
    NamingChanged,
    TurnoutCounted,
)
from network.models import AskedForce, NationalTopic, NetworkForce
from network.queries import forces_to_ask
from publications.outgoing import in_words

State = AskedForce.State


@transaction.atomic
def ask_force(
    *, actor: User, national_topic: NationalTopic, forces: Collection[NetworkForce]
) -> list[AskedForce]:
    """Ask the lead groups of ``forces``, which are told once it is open.

    :raises Refused: unless ``actor`` organises the network; when it is over or its last day is;
        when its topic no longer opens to everybody; when one of ``forces`` was asked already, has
        left, or has no lead group that works.
    """
    lock(national_topic, "state", "closes_on")
    require(actor, "network.ask_force", national_topic)
    keys = {force.pk for force in forces}
    chosen = list(forces_to_ask(national_topic).filter(pk__in=keys))
    if not chosen or len(chosen) != len(keys):
        raise Refused(_("Choose forces that are not asked yet."), thing=national_topic)
    asked = [
        AskedForce.objects.create(
            national_topic=national_topic,
            force=force,
            group=cast("AdvisoryGroup", force.lead_group),
            standing=force.standing,
        )
        for force in chosen
    ]
    for row in asked:
        emit(_event(ForceAsked, row, national_topic.group_id), actor=actor)
    return asked


@transaction.atomic
def remove_asked(*, actor: User, asked: AskedForce) -> None:
    """Take a force off a draft: it was asked by mistake, and nobody has been told.

    :raises Refused: unless ``actor`` organises the network; once it was opened; under a legal hold.
    """
    national_topic = asked.national_topic
    lock(national_topic, "state")
    lock(national_topic.topic)  # a hold waits, or came first
    require(actor, "network.remove_asked", national_topic)
    event = _event(AskRemoved, asked, national_topic.group_id)
    if not AskedForce.objects.filter(pk=asked.pk).delete()[0]:
        raise Refused(LATE, thing=national_topic)
    emit(event, actor=actor)


@transaction.atomic
def accept_asked(*, actor: User, asked: AskedForce, named: bool = False) -> Topic:
    """Take part: the group has a topic of its own with the same question, until the last day.

    Nobody outside the group reads that topic, and no guest is invited to it.

    :param named: whether others read that the force takes part, which a chair alone says.
    :raises Refused: unless ``actor`` organises the group; when it was answered, when it is not
        open or its last day is over; when its topic no longer opens to everybody.
    """
    asked = _lock(asked)
    require(actor, "network.answer_asked", asked)
    question = asked.national_topic.topic
    topic = open_topic(
        actor=actor,
        group=asked.group,
        title=question.title,
        ask=question.ask,
        asker=question.asker,
        decision_due=asked.national_topic.closes_on,
        handling=question.handling,
    )
    _answer(asked, State.ACCEPTED, actor, topic=topic, named=named)
    if named:
        require(actor, "network.change_named", asked)
    emit(_event(AskAccepted, asked, asked.group_id), actor=actor)
    return topic


@transaction.atomic
def decline_asked(*, actor: User, asked: AskedForce, reason: str) -> None:
    """Do not take part, for a reason that the chair and the secretary of the network read.

    :raises Refused: as :func:`accept_asked`; without a reason, and when it names somebody.
    """
    asked = _lock(asked)
    require(actor, "network.answer_asked", asked)
    if not reason:
        raise Refused(_("Say why your group does not take part."), thing=asked)
    if naming := in_words(reason, asked.group):
        raise Refused(" ".join(naming), thing=asked)
    _answer(asked, State.DECLINED, actor, reason=reason)
    emit(_event(AskDeclined, asked, asked.group_id), actor=actor)


@transaction.atomic
def change_named(*, actor: User, asked: AskedForce, named: bool) -> None:
    """Let others read that the force takes part, or no longer.

    :raises Refused: unless ``actor`` is a chair of the group; when it does not take part; when
        nothing changes.
    """
    lock(asked, "state", "named")
    require(actor, "network.change_named", asked)
    if asked.named == named:
        raise Refused(_("Nothing is changed."), thing=asked)
    asked.named = named
    asked.save(update_fields=["named"])
    emit(_event(NamingChanged, asked, asked.group_id), actor=actor)


@transaction.atomic
def count_turnout(*, actor: None, asked: AskedForce) -> None:
    """Count once how many people talked in the topic of a group, before its posts go with time.

    :param actor: nobody: it is done in the night after the last day.
    """
    lock(asked, "counted_at", "topic")
    if not asked.topic or asked.counted_at:
        return
    for name, number in turnout(asked.topic)._asdict().items():
        setattr(asked, name, number)
    asked.counted_at = now()
    asked.save(update_fields=["members", "posted", "posts", "counted_at"])
    emit(_event(TurnoutCounted, asked, asked.national_topic.group_id), actor=actor)


def _lock(asked: AskedForce) -> AskedForce:
    """The row as it is now, under the lock of its national topic: who closes that waits."""
    lock(asked.national_topic)
    rows = AskedForce.objects.select_related("national_topic__topic__group", "group")
    return rows.get(pk=asked.pk)


def _answer(asked: AskedForce, state: State, actor: User, **changes: Any) -> None:
    """Write the answer down, with what goes with it."""
    transition(asked, state, if_changed=LATE, answered_by=actor, answered_at=now(), **changes)


def _event(kind: type[AskedForceEvent], asked: AskedForce, group_id: int) -> AskedForceEvent:
    return kind(group_id=group_id, national_topic_id=asked.national_topic_id, asked_id=asked.pk)
