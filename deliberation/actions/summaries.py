"""Say where a space stands, and take that away with all that it said before."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import text
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import ChangedMeanwhile, Refused, require
from deliberation.events import SummaryRemoved, SummaryWritten
from deliberation.models import Space, Summary, Topic
from deliberation.permissions import SpaceOf


@transaction.atomic
def write_summary(
    *, actor: User, topic: Topic, space: Space, body: str, after: int, minor: bool = False
) -> Summary:
    """Say in ``body`` (Markdown) where a space stands; what it said before stays readable.

    :param after: id of the summary that the writer had in front of them; 0 for none.
    :param minor: whether it is a small correction, of which nobody is told.
    :raises ChangedMeanwhile: when somebody else wrote or removed it meanwhile.
    :raises Refused: when ``actor`` may not; when nothing is changed, or a reader would see
        nothing of ``body``.
    """
    lock(topic, "state")
    require(actor, "deliberation.write_summary", SpaceOf(topic, space))
    newest = topic.summaries.filter(space=space).last()
    stands = newest.pk if newest else 0
    if stands != after:
        raise ChangedMeanwhile(newest, thing=topic, version=stands)
    if not text.draws_something(body):
        raise Refused(_("Write something that people can see."), thing=topic)
    if newest and newest.body == body:
        raise Refused(_("Nothing is changed."), thing=topic)
    summary = Summary.objects.create(
        topic=topic,
        space=space,
        version=newest.version + 1 if newest else 1,
        body=body,
        written_by=actor,
        written_at=now(),
    )
    event = SummaryWritten(**_pointers(topic, space), summary_id=summary.pk, minor=int(minor))
    emit(event, actor=actor)
    return summary


@transaction.atomic
def remove_summary(*, actor: User, topic: Topic, space: Space) -> None:
    """Remove the summary of a space for good, with all that it said before.

    :raises Refused: unless ``actor`` is the chair or the secretary and reads the space; under a
        legal hold; where there is none.
    """
    lock(topic)
    require(actor, "deliberation.remove_summary", SpaceOf(topic, space))
    removed, _kinds = topic.summaries.filter(space=space).delete()
    if not removed:
        raise Refused(_("There is no summary here."), thing=topic)
    emit(SummaryRemoved(**_pointers(topic, space)), actor=actor)


def _pointers(topic: Topic, space: Space) -> dict[str, Any]:
    """What every event about a summary carries."""
    return {"group_id": topic.group_id, "topic_id": topic.pk, "space": space}
