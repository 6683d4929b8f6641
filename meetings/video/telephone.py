"""What a telephone exchange asks, in the words of Jitsi's conference mapper: whose PIN it is.

Pure: no database, no clock of its own. The other side is ``deploy/telephone/extensions.conf``. An
exchange cannot sign as the plugin of Prosody does; it sends a key, by any client of HTTP.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import re
from collections.abc import Mapping
from typing import Literal, TypedDict

_NAMES = ("cid", "id")  # as exchanges ask, and as the description of the interface has it
_NUMBER = re.compile(r"[0-9]{1,10}")
_CONFERENCE = "conference"  # Jitsi's page asks for the PIN of a room: with us a room has none


class Answer(TypedDict):
    """What the mapper of Jitsi answers; besides, who it is and what lets them in.

    :ivar id: the PIN; ``False`` where none was typed.
    :ivar conference: the room inside Prosody; ``False`` for a PIN that opens nothing now.
    :ivar name: by what name others see them; empty as the token is.
    :ivar token: what Jigasi logs in with, as this person, in place of an account of its own.
    """

    message: str
    id: int | Literal[False]
    conference: str | Literal[False]
    name: str
    token: str


def is_exchange(key: str, authorization: str) -> bool:
    """Whether somebody sent the key, as a bearer's or as a password. Without a key nobody does."""
    scheme, _space, sent = authorization.partition(" ")
    if scheme.lower() == "basic":
        sent = _password(sent)
    elif scheme.lower() != "bearer":
        return False
    return bool(key) and hmac.compare_digest(sent.strip().encode(), key.encode())


def _password(sent: str) -> str:
    try:
        return base64.b64decode(sent, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def typed_pin(query: Mapping[str, str], body: bytes) -> str | None:
    """What somebody typed; empty where a room is asked about, ``None`` when it is no question."""
    asked = query if not body else _object(body)
    for name in _NAMES:
        match asked.get(name):
            case bool():
                return None
            case str() | int() as typed:
                return str(typed)
    return "" if _CONFERENCE in asked else None


def _object(body: bytes) -> Mapping[str, object]:
    try:
        decoded = json.loads(body)
    except ValueError:
        return {}
    return decoded if isinstance(decoded, dict) else {}


def nobody(typed: str) -> Answer:
    """The answer about a PIN that is nobody's now, and about a room, which has none."""
    return Answer(
        message="No conference mapping was found",
        id=int(typed) if _NUMBER.fullmatch(typed) else False,
        conference=False,
        name="",
        token="",
    )


def caller(typed: str, *, room: str, domain: str, name: str, token: str) -> Answer:
    """The answer about somebody's PIN.

    :param domain: that of Prosody, whose rooms are in ``muc.`` of it.
    """
    return Answer(
        message="Successfully retrieved conference mapping",
        id=int(typed),
        conference=f"{room}@muc.{domain}",
        name=name,
        token=token,
    )
