"""Let one person into the video of one meeting, for five minutes."""

from __future__ import annotations

from typing import Any, TypedDict

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.memberships import CHAIRS
from deliberation.permissions import role_in
from iag_portal.clock import now
from iag_portal.emit import emit
from iag_portal.policy import Refused, require
from meetings.events import VideoJoined
from meetings.models import Meeting, VideoGrant
from meetings.video.modes import Mode, config_for
from meetings.video.tokens import expires_at, mint, participant_id


class VideoPass(TypedDict):
    """What the page needs to open the frame; the shape that ``video.js`` reads."""

    origin: str
    room: str
    jwt: str
    config: dict[str, Any]
    participant_id: str
    title: str
    expires_at: str


@transaction.atomic
def join_video(*, actor: User, meeting: Meeting, mode: Mode) -> VideoPass:
    """Mint a token for ``actor``. Nobody else can use it after five minutes.

    :raises Refused: when the meeting is not open, or this portal has no video host.
    """
    require(actor, "meetings.join_video", meeting)
    jitsi = settings.JITSI
    if not jitsi.enabled:
        raise Refused(
            _("This portal has no video. Everything else works without it."), thing=meeting
        )
    moderator = role_in(actor, meeting) in CHAIRS
    person = participant_id(actor.pk, meeting.pk, settings.SECRET_KEY.encode())
    at = now()
    token = mint(
        jitsi,
        room=meeting.room_name,
        person_id=person,
        display_name=actor.name,
        moderator=moderator,
        at=at,
    )
    VideoGrant.objects.create(
        meeting=meeting, user=actor, moderator=moderator, issued_at=at, expires_at=expires_at(at)
    )
    emit(
        VideoJoined(group_id=meeting.group_id, meeting_id=meeting.pk, user_id=actor.pk), actor=actor
    )
    return VideoPass(
        origin=jitsi.origin,
        room=meeting.room_name,
        jwt=token,
        config=config_for(mode, chair=moderator, captions=jitsi.captions),
        participant_id=person,
        title=_("Video of the meeting of %(group)s") % {"group": meeting.group.name},
        expires_at=expires_at(at).isoformat(),
    )
