"""Try sound and picture before a meeting, and say whether they worked."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from meetings.actions.lock import lock_meeting
from meetings.calls import number_in_call
from meetings.events import RehearsalJoined, RehearsalSaid
from meetings.models import Meeting, Rehearsal
from meetings.video.modes import Mode
from meetings.video.passes import VideoPass, video_pass


@transaction.atomic
def rehearse(*, actor: User, meeting: Meeting, mode: Mode) -> VideoPass:
    """Mint a token for the room in which ``actor`` tries their sound and picture.

    :raises Refused: outside the days before the meeting, or when this portal has no video host.
    """
    require(actor, "meetings.rehearse", lock_meeting(meeting))
    at = now()
    rehearsal, _is_new = Rehearsal.objects.update_or_create(
        meeting=meeting, user=actor, defaults={"tried_at": at}
    )
    return _joined(rehearsal, actor, mode)


@transaction.atomic
def join_rehearsal(*, actor: User, rehearsal: Rehearsal, mode: Mode) -> VideoPass:
    """Mint a token for the chair or the secretary, who helps somebody in their room."""
    require(actor, "meetings.join_rehearsal", lock_meeting(rehearsal.meeting))
    return _joined(rehearsal, actor, mode)


@transaction.atomic
def say_rehearsal(*, actor: User, meeting: Meeting, outcome: Rehearsal.Outcome) -> None:
    """Note what worked, by their own word.

    :raises Refused: when they have not tried.
    """
    require(actor, "meetings.rehearse", lock_meeting(meeting))
    if not Rehearsal.objects.filter(meeting=meeting, user=actor).update(outcome=outcome):
        raise Refused(_("Join first, so that you know whether it works."), thing=meeting)
    event = RehearsalSaid(group_id=meeting.group_id, meeting_id=meeting.pk, user_id=actor.pk)
    emit(event, actor=actor)


def _joined(rehearsal: Rehearsal, actor: User, mode: Mode) -> VideoPass:
    meeting = rehearsal.meeting
    if not settings.JITSI.enabled:
        raise Refused(_("This portal has no video."), thing=meeting)
    event = RehearsalJoined(
        group_id=meeting.group_id, meeting_id=meeting.pk, user_id=rehearsal.user_id
    )
    emit(event, actor=actor)
    return video_pass(
        settings.JITSI,
        room=rehearsal.room_name,
        person_id=number_in_call(actor.pk, meeting),
        display_name=actor.name,
        mode=mode,
        title=_("Video in which you try sound and picture"),
        at=now(),
        queue=False,
    )
