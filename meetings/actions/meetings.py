"""Call, open, end and cancel meetings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Membership, User
from accounts.models.memberships import GUESTS
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.marking import Marking
from core.policy import Refused, require
from core.states import transition
from deliberation.actions import leave_rounds_open
from meetings.actions.agenda import PlannedItem, require_fits, require_stays
from meetings.actions.attendance import invite
from meetings.actions.captions import forget_captions
from meetings.actions.changes import require_sane_length, require_starts_ahead
from meetings.actions.floor import put_hands_down
from meetings.actions.history import note
from meetings.actions.listeners import forget_listeners
from meetings.actions.marking import lock_topics
from meetings.actions.presence import end_presences
from meetings.actions.video import end_call
from meetings.events import (
    MeetingCalled,
    MeetingCancelled,
    MeetingEnded,
    MeetingOpened,
)
from meetings.models import AgendaItem, Attendance, Meeting, MeetingChange
from meetings.quorum import needed_for

LATE = _("Somebody else has just done this. Look at the meeting again.")


@transaction.atomic
def call_meeting(
    *,
    actor: User,
    group: AdvisoryGroup,
    title: str,
    starts_at: datetime,
    length: timedelta = timedelta(hours=2),
    venue: str = "",
    telephone: str = "",
    marking: Marking = Marking.OFFICIAL,
    agenda: Sequence[PlannedItem],
    guests: Collection[User] = (),
) -> Meeting:
    """Arrange a meeting and invite the members, the secretary, and ``guests``.

    :param starts_at: aware datetime, in the future.
    :param length: above 0 and up to 8 hours.
    :param marking: raised to that of the topics on the agenda: never lower than any of them.
    :raises Refused: when a time makes no sense, a topic is of another group, or there is no item.
    """
    require(actor, "meetings.call_meeting", group)
    if not agenda:
        raise Refused(_("A meeting has at least one agenda item."), thing=group)
    require_starts_ahead(starts_at, group)
    require_sane_length(length, group)
    for planned in agenda:
        require_fits(planned, group.pk, group)
        require_stays(actor, group, planned)
    lock_topics(planned.topic for planned in agenda)
    meeting = Meeting.objects.create(
        group=group,
        title=title,
        starts_at=starts_at,
        length=length,
        venue=venue,
        telephone=telephone,
        marking=Marking.highest([marking, *(i.topic.marking for i in agenda if i.topic)]),
        called_by=actor,
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=n, **i._asdict()) for n, i in enumerate(agenda, start=1)
    )
    roll = Membership.objects.current().filter(group=group).exclude(role__in=GUESTS)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, user_id=user, said_at=now())
        for user in roll.values_list("user_id", flat=True)
    )
    emit(MeetingCalled(group_id=group.pk, meeting_id=meeting.pk), actor=actor)
    for guest in guests:
        invite(actor, meeting, guest)
    return meeting


@transaction.atomic
def open_meeting(*, actor: User, meeting: Meeting) -> Meeting:
    """Open the meeting: the live page, the queue and the video can be used from now on."""
    lock(meeting, "starts_at")  # date and agenda can change until now
    require(actor, "meetings.open_meeting", meeting)
    first = meeting.agenda.for_everybody().order_by("number").first()
    at = now()
    transition(
        meeting,
        Meeting.State.OPEN,
        if_changed=LATE,
        opened_at=at,
        item=first,
        quorum=needed_for(meeting),
    )
    if first:
        meeting.agenda.filter(pk=first.pk).update(started_at=at)
        first.started_at = at
    emit(MeetingOpened(group_id=meeting.group_id, meeting_id=meeting.pk), actor=actor)
    return meeting


@transaction.atomic
def end_meeting(*, actor: User, meeting: Meeting) -> Meeting:
    """End the meeting: nobody is there any more, nor in the video, and hands go down.

    Rounds that are open stay open for those at home.
    """
    require(actor, "meetings.end_meeting", meeting)
    at = now()
    transition(
        meeting, Meeting.State.ENDED, if_changed=LATE, ended_at=at, ended_by=actor, wording=None
    )
    end_presences(meeting, at)
    put_hands_down(meeting, at)
    leave_rounds_open(meeting_id=meeting.pk, since=at)
    end_call(meeting, why=MeetingEnded.name)
    forget_captions(meeting)
    forget_listeners(meeting)
    emit(MeetingEnded(group_id=meeting.group_id, meeting_id=meeting.pk), actor=actor)
    return meeting


@transaction.atomic
def cancel_meeting(*, actor: User, meeting: Meeting, reason: str = "") -> Meeting:
    """Say that a meeting that was called will not take place.

    :param reason: read by everybody who sees the meeting.
    """
    require(actor, "meetings.cancel_meeting", meeting)
    transition(meeting, Meeting.State.CANCELLED, if_changed=LATE, reason=reason)
    note(meeting, MeetingChange.What.CANCELLED, actor)
    emit(MeetingCancelled(group_id=meeting.group_id, meeting_id=meeting.pk), actor=actor)
    return meeting
