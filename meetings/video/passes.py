"""What a page needs to open the frame of one room to one person, or to one device of the room."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict

from meetings.video.modes import Mode, config_for
from meetings.video.settings import JitsiSettings
from meetings.video.tokens import expires_at, mint


class VideoPass(TypedDict):
    """What the page needs to open the frame; the shape that ``video.js`` reads.

    ``known``: by kind, the numbers of those whom somebody may want large.
    """

    origin: str
    room: str
    jwt: str
    config: dict[str, Any]
    participant_id: str
    moderates: bool
    known: dict[str, list[str]]
    title: str
    mode: str
    listens: bool
    expires_at: str


def video_pass(
    jitsi: JitsiSettings,
    *,
    room: str,
    person_id: str,
    display_name: str,
    mode: Mode,
    title: str,
    at: datetime,
    moderator: bool = False,
    listens: bool = False,
    known: dict[str, list[str]] | None = None,
    queue: bool = True,
) -> VideoPass:
    """Mint a token at this moment, and say with what the frame begins.

    :param display_name: what everybody in the room reads.
    :param title: what a screen reader calls the frame.
    :param listens: whether they take part and only hear and see for now, as a listener does.
    :param queue: whether somebody in the room can raise their hand.
    """
    quiet = listens or mode is Mode.LISTENER
    token = mint(
        jitsi,
        room=room,
        person_id=person_id,
        display_name=display_name,
        moderator=moderator,
        listens=quiet,
        at=at,
    )
    return VideoPass(
        origin=jitsi.origin,
        room=room,
        jwt=token,
        config=config_for(
            mode, chair=moderator, captions=jitsi.captions, queue=queue, listens=quiet
        ),
        participant_id=person_id,
        moderates=moderator,
        known=known or {},
        title=title,
        mode=mode,
        listens=listens,
        expires_at=expires_at(at).isoformat(),
    )
