"""Note on the page of a meeting what was changed; part of the action that changes it."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from core.clock import now
from meetings.models import Meeting, MeetingChange

ONE_SITTING = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def note(
    meeting: Meeting,
    what: MeetingChange.What,
    by: User | None,
    *,
    before: object = "",
    after: object = "",
    person: User | None = None,
) -> None:
    """Add a line to the history of ``meeting``."""
    MeetingChange.objects.create(
        meeting=meeting,
        what=what,
        person=person,
        by=by,
        at=now(),
        before=_written(before),
        after=_written(after),
    )


def note_agenda(meeting: Meeting, by: User) -> None:
    """Add that the agenda was changed; what somebody changes within an hour is one line."""
    newest = meeting.changes.order_by("-pk").first()
    same = newest and (newest.what, newest.by_id) == (MeetingChange.What.AGENDA, by.pk)
    if newest and same and now() - newest.at < ONE_SITTING:
        meeting.changes.filter(pk=newest.pk).update(at=now())
    else:
        note(meeting, MeetingChange.What.AGENDA, by)


def _written(value: object) -> str:
    """``value`` as its column holds it, to be read by ``meetings.history``."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value // MINUTE)
    return str(value)
