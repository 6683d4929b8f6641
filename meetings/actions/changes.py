"""Change a meeting that is arranged, and put one off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.marking import Marking
from core.policy import ChangedMeanwhile, Refused, require
from core.states import transition
from deliberation.models import Topic
from meetings.actions.history import note
from meetings.events import MeetingChanged, MeetingPostponed
from meetings.models import Attendance, Meeting, MeetingChange

LONGEST = timedelta(hours=8)
What = MeetingChange.What


class Plan(NamedTuple):
    """What a meeting is called, and when, where and how it will be.

    :ivar starts_at: aware datetime, in the future.
    :ivar length: above 0 and up to 8 hours.
    :ivar marking: raised to that of the topics on the agenda: never lower than any of them.
    """

    title: str
    starts_at: datetime
    length: timedelta = timedelta(hours=2)
    venue: str = ""
    telephone: str = ""
    marking: str = Marking.OFFICIAL


def require_starts_ahead(starts_at: datetime, thing: AdvisoryGroup | Meeting) -> None:
    """Refuse a start that has gone by."""
    if starts_at <= now():
        raise Refused(_("A meeting starts in the future."), thing=thing)


def require_sane_length(length: timedelta, thing: AdvisoryGroup | Meeting) -> None:
    """Refuse a length that no meeting has."""
    if not timedelta() < length <= LONGEST:
        raise Refused(_("A meeting lasts more than 0 and at most 8 hours."), thing=thing)


@transaction.atomic
def change_meeting(*, actor: User, meeting: Meeting, plan: Plan, version: int) -> Meeting:
    """Change a meeting before it opens. On another day everybody says anew how they take part.

    :param version: of the meeting, as the writer had it in front of them.
    :raises ChangedMeanwhile: when somebody else changed it meanwhile.
    :raises Refused: when nothing is changed, or a time makes no sense.
    """
    lock(meeting, "state", "version", *Plan._fields)
    require(actor, "meetings.change_meeting", meeting)
    if meeting.version != version:
        raise ChangedMeanwhile(meeting)
    plan = plan._replace(marking=_marking(meeting, plan.marking))
    before = Plan(*(getattr(meeting, name) for name in Plan._fields))
    changed = [What(name) for name in Plan._fields if getattr(plan, name) != getattr(before, name)]
    if not changed:
        raise Refused(_("Nothing is changed: everything reads as before."), thing=meeting)
    if What.STARTS_AT in changed:
        require_starts_ahead(plan.starts_at, meeting)
    require_sane_length(plan.length, meeting)
    for what in changed:
        note(meeting, what, actor, before=getattr(before, what), after=getattr(plan, what))
    move(meeting, **{what.value: getattr(plan, what) for what in changed})
    emit(
        MeetingChanged(group_id=meeting.group_id, meeting_id=meeting.pk, changed=tuple(changed)),
        actor=actor,
    )
    return meeting


def _marking(meeting: Meeting, marking: str) -> Marking:
    topics = Topic.objects.filter(agenda_items__meeting=meeting)
    return Marking.highest([marking, *topics.values_list("marking", flat=True)])


def move(meeting: Meeting, **changes: object) -> None:
    """Write ``changes`` to a meeting that is locked; on another day everybody is asked again."""
    day = timezone.localdate(meeting.starts_at)
    meeting.version += 1
    for name, value in changes.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=["version", *changes])
    if timezone.localdate(meeting.starts_at) != day:
        _ask_again(meeting)


def _ask_again(meeting: Meeting) -> None:
    """Nobody has said how they take part. When they were invited stays: with it ends a guest's."""
    meeting.attendances.update(
        mode=Attendance.Mode.UNKNOWN, recorded_by=None, needs_confirmed_at=None
    )


@transaction.atomic
def postpone_meeting(
    *,
    actor: User,
    meeting: Meeting,
    version: int,
    starts_at: datetime | None = None,
    reason: str = "",
) -> Meeting:
    """Put a meeting off: to another date, or to one to be announced. Everybody is asked again.

    A meeting that is postponed gets its new date in the same way.

    :param starts_at: aware datetime, in the future; ``None`` where the date is announced later.
    :param reason: read by everybody who sees the meeting.
    :param version: of the meeting, as the writer had it in front of them.
    :raises ChangedMeanwhile: when somebody else changed it meanwhile.
    :raises Refused: when it is put off to when it is, or has gone by.
    """
    lock(meeting, "state", "version", "starts_at", "reason")
    require(actor, "meetings.postpone_meeting", meeting)
    if meeting.version != version:
        raise ChangedMeanwhile(meeting)
    _require_another_date(meeting, starts_at)
    before = meeting.starts_at if meeting.has_date else ""
    transition(
        meeting,
        Meeting.State.CALLED if starts_at else Meeting.State.POSTPONED,
        if_changed=ChangedMeanwhile.SENTENCE,
        starts_at=starts_at or meeting.starts_at,
        reason=reason,
        version=version + 1,
    )
    _ask_again(meeting)
    note(meeting, What.POSTPONED, actor, before=before, after=starts_at or "")
    emit(MeetingPostponed(group_id=meeting.group_id, meeting_id=meeting.pk), actor=actor)
    return meeting


def _require_another_date(meeting: Meeting, starts_at: datetime | None) -> None:
    """Refuse to put a meeting off to when it is, or to a time that has gone by."""
    if starts_at is None:
        if not meeting.has_date:
            raise Refused(_("This meeting is postponed already. Choose a new date."), thing=meeting)
        return
    require_starts_ahead(starts_at, meeting)
    if meeting.has_date and starts_at == meeting.starts_at:
        raise Refused(_("This is when the meeting is already."), thing=meeting)
