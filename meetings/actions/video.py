"""Let one person into the video of one meeting, for five minutes; and out again."""

from __future__ import annotations

from typing import Any, TypedDict

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.memberships import CHAIRS
from accounts.permissions import role_in
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from meetings.actions.lock import lock_meeting
from meetings.actions.presence import begin_by_video
from meetings.events import VideoJoined, VideoRevoked
from meetings.models import Meeting, VideoGrant, VideoKick
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
    """Mint a token for ``actor``, who is there from now on. Nobody uses it after five minutes.

    :raises Refused: when the meeting is not open, or this portal has no video host.
    """
    require(actor, "meetings.join_video", lock_meeting(meeting))  # an item for members may begin
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
    begin_by_video(meeting, actor, mode)
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


@transaction.atomic
def revoke_video(*, actor: User | None, person_id: int, group_id: int | None, why: str) -> None:
    """Void what lets somebody into the video, and write down that they must leave it.

    Their next press of Join asks the policy again.

    :param actor: who ended their access; that action has asked the policy.
    :param group_id: the group that they have left; ``None`` for all.
    :param why: name of the event that ended it.
    """
    grants = VideoGrant.objects.filter(user=person_id, revoked_at=None)
    if group_id is not None:
        grants = grants.filter(meeting__group=group_id)
    for meeting in Meeting.objects.filter(pk__in=grants.values("meeting")).order_by("pk"):
        close_video(meeting, person_id, actor=actor, why=why)


def close_video(meeting: Meeting, person_id: int, *, actor: User | None, why: str) -> None:
    """The same in one meeting; part of the action that ends their access. Most never joined."""
    if not meeting.video_grants.filter(user=person_id, revoked_at=None).update(revoked_at=now()):
        return
    if meeting.is_open:  # in another there is nobody left to send away
        VideoKick.objects.create(
            meeting=meeting,
            user_id=person_id,
            participant_id=participant_id(person_id, meeting.pk, settings.SECRET_KEY.encode()),
            why=why,
        )
    event = VideoRevoked(group_id=meeting.group_id, meeting_id=meeting.pk, user_id=person_id)
    emit(event, actor=actor)
