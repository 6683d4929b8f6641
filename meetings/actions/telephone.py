"""Let in who rings in: as themselves, so that they leave as those on video do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import User
from core.emit import emit
from core.policy import require
from meetings.actions.lock import lock_meeting
from meetings.actions.video import after_orders, leave_elsewhere, note_grant, only_listens
from meetings.calls import number_in_call
from meetings.events import VideoJoined
from meetings.models import Meeting
from meetings.video.modes import Mode
from meetings.video.tokens import mint


@transaction.atomic
def ring_in(*, actor: User, meeting: Meeting) -> str:
    """Mint the token with which the telephone side joins as ``actor``, whose PIN was typed.

    A chair who rings in moderates nothing: a telephone has no buttons for it. Who is on video as
    well leaves it, since they would hear themselves. Whoever stays and listens for the item under
    way is heard by nobody until they ring in again after it.
    """
    require(actor, "meetings.join_video", lock_meeting(meeting))  # an item for members may begin
    listens = only_listens(actor, meeting)
    person = number_in_call(actor.pk, meeting)
    leave_elsewhere(meeting, actor)
    at = after_orders(meeting, actor)
    grant: dict[str, Any] = {"participant_id": person, "moderator": False}
    note_grant(meeting, actor, Mode.TELEPHONE, at, listens=listens, **grant)
    emit(
        VideoJoined(group_id=meeting.group_id, meeting_id=meeting.pk, user_id=actor.pk), actor=actor
    )
    return mint(
        settings.JITSI,
        room=meeting.room_name,
        person_id=person,
        display_name=actor.name,
        moderator=False,
        listens=listens,
        at=at,
    )
