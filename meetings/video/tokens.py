"""The short-lived token that opens one room to one person (decision 0006).

Pure: no database, no clock of its own. What Prosody makes of each claim is written down, and
tested against every token minted here, in ``tests/meetings/video/prosody.py``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from meetings.video.settings import JitsiSettings

LIFETIME = timedelta(minutes=5)
# Prosody allows no leeway: a host whose clock is a second behind would refuse a token of "now".
CLOCK_SKEW = timedelta(seconds=30)
LONGEST_NAME = 80

ROOM_NAME = re.compile(r"iag-[a-z2-7]{26}")
PARTICIPANT_ID = re.compile(r"[a-z2-7]{26}")
_ADDRESS = re.compile(r"\S+@\S+\.\S+")


def new_room_name() -> str:
    """Return an unguessable room name that tells nothing of the meeting.

    Giving a meeting a new name empties its room: no token of the old one opens the new.
    """
    return f"iag-{_base32(secrets.token_bytes(16))}"


def participant_id(user_pk: int, meeting_pk: int, key: bytes) -> str:
    """Return this person's pseudonym in this meeting's room.

    Everybody in the room can read it, so it must not be the same in two meetings.
    """
    return _pseudonym(f"meetings.video.participant:{user_pk}:{meeting_pk}", key)


def device_id(display_pk: int, meeting_pk: int, key: bytes) -> str:
    """Return the same for a device of the room, which is nobody."""
    return _pseudonym(f"meetings.video.device:{display_pk}:{meeting_pk}", key)


def listener_id(listener_pk: int, meeting_pk: int, key: bytes) -> str:
    """Return the same for somebody who only listens: another than where they take part."""
    return _pseudonym(f"meetings.video.listener:{listener_pk}:{meeting_pk}", key)


def _pseudonym(text: str, key: bytes) -> str:
    return _base32(hmac.digest(key, text.encode(), hashlib.sha256)[:16])


def minted_at(at: datetime) -> int:
    """Return since when a token minted ``at`` says that it is good, in seconds."""
    return int((at.astimezone(UTC) - CLOCK_SKEW).timestamp())


def expires_at(at: datetime) -> datetime:
    """Return the moment from which a token minted ``at`` opens nothing."""
    return at + LIFETIME


def claims(
    settings: JitsiSettings,
    *,
    room: str,
    person_id: str,
    display_name: str,
    moderator: bool,
    at: datetime,
    listens: bool = False,
) -> dict[str, Any]:
    """Say what a token claims: one room, one person, five minutes from ``at`` (aware).

    Raises ``ValueError`` when that would open too much (a room or id that is not of our making) or
    tell too much (a mail address as a name): everyone in the room can read ``context.user``.

    :param listens: whether it is for somebody who only hears and sees: our plugin keeps them to it.
    """
    _check(room, person_id, at)
    if listens and moderator:
        raise ValueError("who only listens moderates nothing")
    moment = at.astimezone(UTC)  # in a zone whose hour comes twice, a sum would lose which it was
    not_before = minted_at(moment)
    return {
        "iss": settings.app_id,
        "aud": settings.audience,
        "sub": settings.xmpp_domain,
        "room": room,
        "iat": not_before,
        "nbf": not_before,
        "exp": int(expires_at(moment).timestamp()),
        "context": {
            "user": {
                "id": person_id,
                "name": _shown_name(display_name),
                "moderator": "true" if moderator else "false",
                **({"listens": "true"} if listens else {}),
            },
            "features": _features(settings, moderator=moderator, listens=listens),
        },
    }


def _check(room: str, person_id: str, at: datetime) -> None:
    if not ROOM_NAME.fullmatch(room):
        raise ValueError("a token is for one room, with a name that new_room_name() made")
    if not PARTICIPANT_ID.fullmatch(person_id):
        raise ValueError("a person is known in the room by participant_id() only")
    if at.tzinfo is None:
        raise ValueError("a token needs a time with a time zone")


def mint(
    settings: JitsiSettings,
    *,
    room: str,
    person_id: str,
    display_name: str,
    moderator: bool,
    at: datetime,
    listens: bool = False,
) -> str:
    """Sign :func:`claims`. Raises ``ValueError`` when video is off or not soundly configured."""
    if not settings.enabled or settings.problems():
        raise ValueError("video is off, or its settings have problems")
    payload = claims(
        settings,
        room=room,
        person_id=person_id,
        display_name=display_name,
        moderator=moderator,
        at=at,
        listens=listens,
    )
    headers = {"kid": settings.key_id} if settings.key_id is not None else None
    return jwt.encode(payload, settings.signing_key, settings.algorithm, headers=headers)


def _features(settings: JitsiSettings, *, moderator: bool, listens: bool) -> dict[str, bool]:
    """List every feature: where the object is missing, Jitsi gives moderators all of them."""
    return {
        "name-readonly": True,
        "screen-sharing": moderator,
        "transcription": settings.captions and not listens,
        "recording": False,
        "livestreaming": False,
        "outbound-call": False,
        "sip-outbound-call": False,
        "inbound-call": False,
        "file-upload": False,
        "create-polls": False,
        "send-groupchat": False,
        "flip": False,
        "live-translation": False,
    }


def _shown_name(name: str) -> str:
    """Return the name as one plain line of at most 80 characters."""
    printable = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in name
        if unicodedata.category(letter) not in {"Cf", "Cs"}
    )
    line = " ".join(printable.split())[:LONGEST_NAME].strip()
    if not line or _ADDRESS.search(line):
        raise ValueError("a person is shown by a name, not by nothing and not by a mail address")
    return line


def _base32(value: bytes) -> str:
    return base64.b32encode(value).decode().rstrip("=").lower()
