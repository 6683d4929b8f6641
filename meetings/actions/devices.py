"""The microphone and loudspeaker of a room in the video: in, and out again."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import now
from core.emit import emit
from core.policy import Refused
from meetings.actions.lock import lock_meeting
from meetings.calls import number_of_device
from meetings.events import DisplayJoined
from meetings.models import RoomDisplay, VideoGrant, VideoKick
from meetings.room_device import name_of_device
from meetings.video.modes import Mode
from meetings.video.passes import VideoPass, video_pass
from meetings.video.tokens import expires_at


@transaction.atomic
def join_video_from_room(*, actor: None, display: RoomDisplay) -> VideoPass:
    """Mint a token for a device of the room: it has a voice, moderates nothing and is no presence.

    :param actor: nobody: a device is no person, and was let in by its code.
    :raises Refused: when the meeting is not open, or this portal has no video host.
    """
    meeting = lock_meeting(display.meeting)
    if not meeting.is_open:
        raise Refused(_("This meeting is not open."), thing=meeting)
    if not settings.JITSI.enabled:
        raise Refused(_("This portal has no video."), thing=meeting)
    at = now()
    number = number_of_device(display.pk, meeting)
    VideoGrant.objects.create(
        meeting=meeting,
        display=display,
        participant_id=number,
        mode=Mode.ROOM_DEVICE,
        moderator=False,
        issued_at=at,
        expires_at=expires_at(at),
    )
    event = DisplayJoined(group_id=meeting.group_id, meeting_id=meeting.pk, display_id=display.pk)
    emit(event, actor=actor)
    return video_pass(
        settings.JITSI,
        room=meeting.room_name,
        person_id=number,
        display_name=name_of_device(display),
        mode=Mode.ROOM_DEVICE,
        title=_("Video of the meeting of %(group)s") % {"group": meeting.group.name},
        at=at,
    )


def put_device_out(display: RoomDisplay, *, why: str) -> None:
    """Void what let a device into the video; part of the action that removes it."""
    grants = display.video_grants.filter(revoked_at=None)
    number = grants.values_list("participant_id", flat=True).first()
    grants.update(revoked_at=now())
    if number and display.meeting.is_open:
        VideoKick.objects.create(meeting=display.meeting, participant_id=number, why=why)
