"""Who is in the video of a meeting now, and in which way: reads only."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.policy import Text
from meetings.calls import there_since
from meetings.models import Meeting, Presence, VideoGrant
from meetings.video.modes import Mode

WAYS: dict[str, Text] = {
    Mode.REMOTE: _("with camera and microphone"),
    Mode.REMOTE_LOW: _("with one picture, on a slow line"),
    Mode.REMOTE_SOUND: _("with sound alone"),
    Mode.IN_ROOM: _("in the room, pictures without sound"),
    Mode.ROOM_DEVICE: _("microphone and loudspeaker of the room"),
    Mode.TELEPHONE: _("by telephone"),
}
QUIET = _("listens: nobody hears or sees them")


class InVideo(NamedTuple):
    """Somebody in the video.

    :ivar person: ``None`` for a device of the room.
    :ivar number: by what the call knows them.
    :ivar lost_at: since when their line is lost; ``None`` while they are there.
    """

    person: User | None
    number: str
    way: Text
    since: datetime
    lost_at: datetime | None


def in_video(meeting: Meeting, *, stays: bool) -> list[InVideo]:
    """Devices of the room first, then people in the order in which they came. Three queries.

    Listeners are not among them: of those it is told how many they are. In an item that is not for
    the reader nothing tells who has an interest in it.

    The host says who came and who left; where it says nothing, whoever pressed Join is there.

    :param stays: whether the reader is there for items that are for members.
    """
    grants = (
        meeting.video_grants.filter(revoked_at=None)
        .exclude(mode=Mode.LISTENER)
        .select_related("user")
    )
    theirs: dict[str, list[VideoGrant]] = {}
    for grant in grants.order_by("-issued_at", "-pk"):
        theirs.setdefault(grant.participant_id, []).append(grant)
    shown = meeting.presences.filter(source=Presence.Source.VIDEO, ended_at=None)
    here = dict(shown.values_list("user", "began_at"))
    tells = stays or meeting.item is None or not meeting.item.members_only
    rows = []
    for number, newest_first in theirs.items():
        grant = newest_first[0]
        presence = here.get(grant.user_id) if grant.user_id else None
        if since := there_since(newest_first) or presence:
            way = QUIET if grant.listens and tells else WAYS[grant.mode]
            rows.append(InVideo(grant.user, number, way, since, grant.left_at))
    return sorted(rows, key=lambda row: (row.person is not None, row.since))
