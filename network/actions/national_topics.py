"""Draft a national topic, open it, close it, cancel it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from core.states import transition
from deliberation.actions import follow_decision
from deliberation.models import Topic
from network.events import (
    NationalTopicCancelled,
    NationalTopicClosed,
    NationalTopicDrafted,
    NationalTopicEvent,
    NationalTopicOpened,
    WindowChanged,
)
from network.models import AskedForce, NationalTopic

State = NationalTopic.State
LATE = gettext_lazy("Somebody else did this meanwhile.")


@transaction.atomic
def draft_national_topic(*, actor: User, topic: Topic, closes_on: date) -> NationalTopic:
    """Make a topic of a network one that is to be put to its forces; nobody is asked yet.

    :param closes_on: last day for the groups, today or later and not after the day of decision.
    :raises Refused: unless ``actor`` organises the network; when the topic is not open, nobody
        asks, it does not open to everybody, or it is a national topic already.
    """
    lock(topic, "state", "marking", "decision_due", "handling_first")  # a removal comes before
    require(actor, "network.draft_national_topic", topic)
    _require_in_time(topic, closes_on)
    national_topic = NationalTopic.objects.create(topic=topic, closes_on=closes_on)
    _say(NationalTopicDrafted, national_topic, actor)
    return national_topic


def _require_in_time(topic: Topic, closes_on: date) -> None:
    """Refuse a last day that has passed, and one after the decision."""
    if closes_on < today():
        raise Refused(_("The last day must not have passed."), thing=topic)
    if topic.decision_due and closes_on > topic.decision_due:
        raise Refused(_("The last day must not be after the decision."), thing=topic)


@transaction.atomic
def change_window(*, actor: User, national_topic: NationalTopic, closes_on: date) -> None:
    """Move the last day: of a draft to any day, of an open one to a later day.

    The topics of groups that take part follow, each as long as its day of decision is still the
    one that it was given: what a group changed itself stays.

    :raises Refused: unless ``actor`` organises the network; when it is over or its last day is;
        when the new day has passed, is after the decision or, once it was opened, no later.
    """
    lock(national_topic, "state", "closes_on")
    lock(national_topic.topic, "decision_due")
    require(actor, "network.change_window", national_topic)
    before = national_topic.closes_on
    _require_in_time(national_topic.topic, closes_on)
    if closes_on <= before and national_topic.state == State.OPEN:
        raise Refused(_("Groups rely on the last day: it only moves later."), thing=national_topic)
    if closes_on == before:
        raise Refused(_("Nothing is changed."), thing=national_topic)
    national_topic.closes_on = closes_on
    national_topic.save(update_fields=["closes_on"])
    takes_part = AskedForce.objects.filter(national_topic=national_topic, topic__isnull=False)
    for asked in takes_part.select_related("topic").order_by("group"):
        if asked.topic:
            follow_decision(actor=None, topic=asked.topic, before=before, decision_due=closes_on)
    _say(WindowChanged, national_topic, actor)


@transaction.atomic
def open_national_topic(*, actor: User, national_topic: NationalTopic) -> None:
    """Put it to the groups that are asked; from now on others in the network read it too.

    :raises Refused: unless ``actor`` organises the network; when nobody is asked yet, or its last
        day is over.
    """
    lock(national_topic, "state")
    require(actor, "network.open_national_topic", national_topic)
    transition(national_topic, State.OPEN, if_changed=LATE, opened_at=now())
    _say(NationalTopicOpened, national_topic, actor)


@transaction.atomic
def close_national_topic(*, actor: User, national_topic: NationalTopic) -> None:
    """End it: nobody answers any more. The topics of the groups stay theirs."""
    require(actor, "network.close_national_topic", national_topic)
    transition(national_topic, State.CLOSED, if_changed=LATE, closed_at=now())
    _say(NationalTopicClosed, national_topic, actor)


@transaction.atomic
def cancel_national_topic(*, actor: User, national_topic: NationalTopic) -> None:
    """Say that it does not take place. The topics of the groups stay theirs."""
    require(actor, "network.cancel_national_topic", national_topic)
    transition(national_topic, State.CANCELLED, if_changed=LATE, closed_at=now())
    _say(NationalTopicCancelled, national_topic, actor)


def _say(kind: type[NationalTopicEvent], national_topic: NationalTopic, actor: User) -> None:
    event = kind(group_id=national_topic.group_id, national_topic_id=national_topic.pk)
    emit(event, actor=actor)
