"""Mark a meeting no lower than the topics of its agenda; part of the action that changes either."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from django.db import transaction

from accounts.models import User
from core.emit import emit
from core.locks import lock
from core.marking import Marking
from deliberation.models import Topic
from meetings.actions.history import note
from meetings.events import MeetingChanged
from meetings.models import Action, Meeting, MeetingChange

What = MeetingChange.What
GOES_ON = frozenset({Meeting.State.CALLED, Meeting.State.POSTPONED, Meeting.State.OPEN})


def lock_topics(topics: Iterable[Topic | None]) -> None:
    """Lock the topics of items, and read anew how they are marked; before their meeting is locked.

    Whoever raises a topic locks it first too: one of the two waits, and sees what the other did.
    """
    for topic in sorted(filter(None, topics), key=attrgetter("pk")):
        lock(topic, "marking")


def mark_as(topic: Topic | None, actor: User, meeting: Meeting) -> bool:
    """Raise a locked meeting to the marking of ``topic``; whether it was lower."""
    before = meeting.marking
    meeting.marking = Marking.highest([before, topic.marking if topic else before])
    if meeting.marking == before:
        return False
    meeting.version += 1
    meeting.save(update_fields=["marking", "version"])
    note(meeting, What.MARKING, actor, before=before, after=meeting.marking)
    return True


@transaction.atomic
def raise_meetings(*, actor: User, topic: Topic) -> None:
    """Raise each meeting that is not over, and has ``topic`` on its agenda, to its marking.

    One that is over keeps its own: its papers are handled as their topic is all the same, and so
    is what was agreed there to be done about it.
    """
    meetings = Meeting.objects.filter(agenda__topic=topic, state__in=GOES_ON)
    for meeting in meetings.distinct().order_by("pk"):
        lock(meeting, "state", "marking", "version")
        if meeting.state in GOES_ON and mark_as(topic, actor, meeting):
            emit(
                MeetingChanged(
                    group_id=meeting.group_id, meeting_id=meeting.pk, changed=(What.MARKING,)
                ),
                actor=actor,
            )
    lower = [marking for marking in Marking if Marking.highest([marking, topic.marking]) != marking]
    agreed = Action.objects.filter(item__topic=topic, marking__in=lower)
    agreed.update(marking=topic.marking)
