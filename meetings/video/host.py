"""What the video host says to us: signed with the system key, in a form that we know.

Pure: no database, no clock of its own. The other side is ``deploy/prosody/mod_iag_access.lua``.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

CLOCK_SKEW = timedelta(seconds=60)
PLUGIN = 3  # of deploy/prosody/mod_iag_access.lua; the first did not say it
KEEPS_QUIET = 3  # the first that passes on nothing of listeners
LONGEST = 40  # characters of a version, or the name of a module
MOST = 5_000  # people, events or orders in one report: who is left out of it would be gone


@dataclass(frozen=True)
class CallEvent:
    """Somebody came to a room, or left it.

    :ivar person: their number in this meeting; see ``tokens.participant_id``.
    """

    joined: bool
    room: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Report:
    """What the video host knows, and has done.

    :ivar events: in the order in which they happened.
    :ivar here: room and person of everybody who is there now.
    :ivar done: numbers of the kicks that it has delivered.
    :ivar plugin: version of what our plugin says; see ``PLUGIN``.
    :ivar lacks: modules of Jitsi's that it should have loaded, and has not.
    """

    events: tuple[CallEvent, ...]
    here: frozenset[tuple[str, str]]
    done: frozenset[int]
    prosody: str = ""
    plugin: int = 1
    lacks: tuple[str, ...] = ()

    @property
    def rooms(self) -> set[str]:
        """Every room that it speaks of."""
        return {event.room for event in self.events} | {room for room, _person in self.here}


class Heard(NamedTuple):
    """When the host said something, and what it said of itself."""

    at: datetime
    prosody: str = ""
    plugin: int = PLUGIN
    lacks: tuple[str, ...] = ()


def signature(key: str, time: str, path: str, body: bytes) -> str:
    """What the host sends beside ``body``: over time and path too, so that it is good for a minute.

    Whoever sends the same again in that minute changes nothing: it is noted already.
    """
    text = f"{time}\n{path}\n".encode() + body
    return hmac.digest(key.encode(), text, hashlib.sha256).hex()


def is_signed(key: str, *, time: str, path: str, body: bytes, signed: str, now: datetime) -> bool:
    """Whether the host signed this, a minute ago at the most. Without a key nobody did."""
    if not key or not time.isascii() or not time.isdigit() or len(time) > len("9999999999"):
        return False
    age = abs(now - datetime.fromtimestamp(int(time), UTC))
    right = hmac.compare_digest(signature(key, time, path, body).encode(), signed.encode())
    return right and age <= CLOCK_SKEW


@dataclass(frozen=True)
class Question:
    """Whether somebody may join a room.

    :ivar person: their number in this meeting; see ``tokens.participant_id``.
    :ivar issued: when their token says that it was minted, in seconds.
    """

    room: str
    person: str
    issued: int


def question(body: bytes) -> Question | None:
    """“May they join?”; ``None`` when it is no such question."""
    match _object(body):
        case {"room": str(room), "person": str(person), "issued": int(issued)}:
            return Question(room, person, issued)
    return None


def report(body: bytes) -> Report | None:
    """What the host reports; ``None`` when it is in no form that we know."""
    match itself := _object(body):
        case {"events": list(events), "here": list(here), "done": list(done)}:
            try:
                return Report(
                    events=tuple(_event(each) for each in events[:MOST]),
                    here=frozenset((each["room"], each["person"]) for each in here[:MOST]),
                    done=frozenset(int(each) for each in done[:MOST]),
                    prosody=str(itself.get("prosody", ""))[:LONGEST],
                    plugin=int(itself.get("plugin", 1)),
                    lacks=tuple(str(each)[:LONGEST] for each in itself.get("lacks", [])[:MOST]),
                )
            except (KeyError, TypeError, ValueError, OverflowError):
                return None
    return None


def _object(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _event(event: dict[str, Any]) -> CallEvent:
    at = datetime.fromtimestamp(event["at"], UTC)
    return CallEvent(event["what"] == "joined", str(event["room"]), str(event["person"]), at)
