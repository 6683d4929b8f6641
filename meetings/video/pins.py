"""What somebody types on a telephone to be put through to one meeting, as themselves.

Pure: derived, so that nobody stores it. A new key of the portal makes others.
"""

from __future__ import annotations

import hashlib
import hmac
import re

DIGITS = 10
_FIRST = 10 ** (DIGITS - 1)  # no zero leads: who reads it as a number would lose it
PIN = re.compile(r"[1-9][0-9]{9}")


def pin_of(user_pk: int, meeting_pk: int, key: bytes) -> str:
    """The PIN of this person for this meeting."""
    text = f"meetings.video.pin:{user_pk}:{meeting_pk}".encode()
    number = int.from_bytes(hmac.digest(key, text, hashlib.sha256)[:16])
    return str(_FIRST + number % (9 * _FIRST))


def spoken(pin: str) -> str:
    """As people read it to each other: ``482 193 5570``."""
    return f"{pin[:3]} {pin[3:6]} {pin[6:]}"
