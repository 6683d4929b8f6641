"""Take the end of a meeting back, within a minute."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.emit import emit
from core.policy import require
from core.states import transition
from deliberation.actions import leave_rounds_open
from deliberation.models import AgreementRound
from meetings.actions.lock import lock_meeting
from meetings.events import MeetingReopened
from meetings.models import Meeting, SpeakerRequest

State = SpeakerRequest.State
AGAIN = {State.LOWERED: State.WAITING, State.DONE: State.SPEAKING}
LATE = _("The end of this meeting has been taken back already.")


@transaction.atomic
def reopen_meeting(*, actor: User, meeting: Meeting) -> Meeting:
    """Take the end back: the hands that went down with it are up again, in their order.

    Whoever was there until the end is there again, unless their access has ended since.

    The wording of a round that is open is shown again; any other has to be put on the
    screen again.

    :raises Refused: after a minute, and for anybody but who ended it.
    """
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
    _raise_again(meeting, ended_at)
    emit(MeetingReopened(group_id=meeting.group_id, meeting_id=meeting.pk), actor=actor)
    return meeting


def _raise_again(meeting: Meeting, went_down_at: datetime | None) -> None:
    """The hands that went down at this moment are up again."""
    went_down = meeting.requests.filter(ended_at=went_down_at, state__in=AGAIN)
    SpeakerRequest.objects.bulk_create(
        SpeakerRequest(
            meeting=meeting,
            user_id=hand.user_id,
            mode=hand.mode,
            state=AGAIN[State(hand.state)],
            asked_at=hand.asked_at,
            called_at=hand.called_at,
            recorded_by_id=hand.recorded_by_id,
        )
        for hand in went_down
    )
