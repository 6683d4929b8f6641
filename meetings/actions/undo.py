"""Take the end of a meeting back, within a minute."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.emit import emit
from core.locks import lock
from core.policy import require
from core.states import transition, transition_all
from deliberation.actions import leave_rounds_open
from deliberation.models import AgreementRound
from meetings.actions.lock import lock_meeting
from meetings.actions.video import resume_call
from meetings.events import MeetingReopened
from meetings.models import Meeting, SpeakerRequest

State = SpeakerRequest.State
LATE = _("The end of this meeting has been taken back already.")


@transaction.atomic
def reopen_meeting(*, actor: User, meeting: Meeting) -> Meeting:
    """Take the end back: the hands that went down with it are up again, in their order.

    Whoever was there until the end is there again, unless their access has ended since.

    The wording of a round that is open is shown again; any other has to be put on the
    screen again.

    :raises Refused: after a minute, and for anybody but who ended it; once minutes are begun.
    """
    lock(meeting, "state")  # as who begins the minutes does
    require(actor, "meetings.reopen_meeting", meeting)
    ended_at = meeting.ended_at
    rounds = AgreementRound.objects.opened_in(meeting.pk).filter(state=AgreementRound.State.OPEN)
    asked = rounds.order_by("-pk").first()
    transition(
        meeting,
        Meeting.State.OPEN,
        if_changed=LATE,
        among=Meeting.objects.filter(state=Meeting.State.ENDED, ended_at=ended_at),
        ended_at=None,
        ended_by=None,
        wording=asked.wording if asked else None,
    )
    lock_meeting(meeting)
    people = meeting.attendances.with_access().values("user")
    meeting.presences.filter(ended_at=ended_at, user__in=people).update(ended_at=None)
    leave_rounds_open(meeting_id=meeting.pk, since=None)
    resume_call(meeting)
    _raise_again(meeting.requests.filter(ended_at=ended_at, user__in=people))
    emit(MeetingReopened(group_id=meeting.group_id, meeting_id=meeting.pk), actor=actor)
    return meeting


def _raise_again(went_down: QuerySet[SpeakerRequest]) -> None:
    """The hands that went down with the meeting are up again, and its speaker has the floor."""
    had_floor = went_down.filter(state=State.DONE)
    transition_all(went_down.filter(state=State.LOWERED), State.WAITING, ended_at=None)
    transition_all(had_floor.filter(paused_at=None), State.SPEAKING, ended_at=None)
    transition_all(had_floor, State.PAUSED, ended_at=None)
