"""Change what a topic asks, under which title, until when; what it was stays on record."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.marking import Marking
from core.policy import ChangedMeanwhile, Refused, require
from deliberation import promises
from deliberation.events import TopicChanged
from deliberation.models import Tag, Topic, TopicVersion
from deliberation.models.tags import MOST_ON_A_TOPIC
from deliberation.raising import marking_changed

FIELDS = TopicVersion.FIELDS


@transaction.atomic
def change_topic(
    *,
    actor: User,
    topic: Topic,
    title: str,
    ask: str,
    after: int,
    decision_due: date | None = None,
    marking: Marking | None = None,
    tags: Collection[Tag] | None = None,
) -> Topic:
    """Give a topic a new title, question or tags; organisers also another decision day or marking.

    :param after: the version that the writer had in front of them.
    :param decision_due: of a consultation, today or later; ``None`` where it stays.
    :param marking: ``None`` where it stays.
    :param tags: of the group, three at the most; ``None`` where they stay.
    :raises ChangedMeanwhile: when somebody else changed it meanwhile.
    :raises Refused: when ``actor`` may not; when nothing is changed.
    """
    lock(topic, *FIELDS, "version", "state", "asker")
    require(actor, "deliberation.change_topic", topic)
    if topic.version != after:
        raise ChangedMeanwhile(topic)
    fields = {"title": title, "ask": ask, "decision_due": decision_due, "marking": marking}
    values = {name: value for name, value in fields.items() if value}
    tags = topic.tags.all() if tags is None else tags
    _require_own_tags(topic, tags)
    changed = _require_change(actor, topic, values, retagged=set(tags) != set(topic.tags.all()))
    _write(topic, actor, values, tags)
    if "marking" in changed:
        marking_changed(actor=actor, topic=topic)
    return topic


def _require_change(
    actor: User, topic: Topic, values: dict[str, Any], *, retagged: bool
) -> set[str]:
    """Which fields change; refuse what changes nothing, and what ``actor`` or nobody may change."""
    changed = {name for name, value in values.items() if value != getattr(topic, name)}
    if not changed and not retagged:
        raise Refused(_("Nothing is changed."), thing=topic)
    if changed & {"decision_due", "marking"}:
        require(actor, "deliberation.change_decision", topic)
    if "decision_due" in changed:
        _require_later(topic, values["decision_due"])
    return changed


def _require_own_tags(topic: Topic, tags: Collection[Tag]) -> None:
    if len(tags) > MOST_ON_A_TOPIC or any(tag.group_id != topic.group_id for tag in tags):
        raise Refused(_("A topic carries up to 3 tags of its group."), thing=topic)


def _require_later(topic: Topic, decision_due: date) -> None:
    if not topic.is_consultation:
        raise Refused(_("Nobody decides on the group’s own topic."), thing=topic)
    if decision_due < today():
        raise Refused(_("The decision day must not have passed."), thing=topic)
    if broken := promises.broken_by(topic.pk, decision_due):
        raise Refused(f"{broken}.", thing=topic)


@transaction.atomic
def follow_decision(*, actor: None, topic: Topic, before: date, decision_due: date) -> None:
    """Move the day of decision with that of whoever asks; one that the group changed stays.

    :param actor: nobody: the group has done nothing, and whoever asks reads nothing of its topic.
    :param before: the day that the topic was given.
    """
    lock(topic, *FIELDS, "version", "state")
    if topic.state != Topic.State.OPEN or topic.decision_due != before:
        return
    _write(topic, actor, {"decision_due": decision_due})


def _write(
    topic: Topic, by: User | None, values: dict[str, Any], tags: Iterable[Tag] | None = None
) -> None:
    """Write the next version; before the first change, also the one that was opened."""
    if topic.version == 1:
        _keep(topic, topic.opened_by, topic.opened_at)
    for name, value in values.items():
        setattr(topic, name, value)
    topic.version += 1
    topic.save(update_fields=[*FIELDS, "version"])
    if tags is not None:
        topic.tags.set(tags)
    _keep(topic, by, now())
    event = TopicChanged(group_id=topic.group_id, topic_id=topic.pk, version=topic.version)
    emit(event, actor=by)


def _keep(topic: Topic, by: User | None, at: datetime) -> None:
    """Write down how the topic stands."""
    words: dict[str, Any] = {name: getattr(topic, name) for name in FIELDS}
    words["tags"] = ", ".join(tag.name for tag in topic.tags.all())
    TopicVersion.objects.create(
        topic=topic, version=topic.version, **words, written_by=by, written_at=at
    )
