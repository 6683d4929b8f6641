"""Whether a secret was made by a machine: what people type in its place can be guessed."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from itertools import pairwise

FERNET_BYTES = 32
FEWEST_SIGNS = 10  # of 32 letters made by chance, fewer than ten different ones are never seen
# One key in 480,000 that a machine makes holds one of these words, most often the shortest.
ONE_KEY_IN = 480_000
PLACEHOLDER = re.compile(
    r"change|replace|placeholder|secret|example|insecure|password|passphrase|default|generate"
    r"|openssl|random|qwerty|asdfgh|django-|your[-_ ]|[<>{}]",
    re.IGNORECASE,
)


def looks_made_up(value: str) -> bool:
    """Whether ``value`` reads like a placeholder, a repetition or a row of a keyboard."""
    if PLACEHOLDER.search(value) or len(set(value)) < FEWEST_SIGNS:
        return True
    if value in (value + value)[1:-1]:  # a shorter text, repeated
        return True
    steps = [ord(after) - ord(before) for before, after in pairwise(value)]
    return sum(step in {-1, 0, 1} for step in steps) * 3 > len(steps)


def new_secret() -> str:
    """One that the checks take: what reads like a placeholder by chance is drawn again."""
    while looks_made_up(value := secrets.token_urlsafe(48)):
        pass
    return value


def is_fernet_key(value: str, *, by_chance: bool) -> bool:
    """Whether ``value`` is 32 bytes in the letters of a Fernet key.

    :param by_chance: they must look as if a machine had made them.
    """
    try:
        key = base64.b64decode(value.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return False
    return len(key) == FERNET_BYTES and (len(set(key)) >= FEWEST_SIGNS or not by_chance)
