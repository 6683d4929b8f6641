"""The count of a secret ballot, sealed so that nobody who reads the database can follow it. Pure.

Whoever could read the count before and after somebody voted would know what they chose. Sealed,
the two differ from end to end, are of one length and hold no time.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from accounts.field_keys import fernet
from deliberation.models import Choice
from deliberation.models.scale import BALLOT_CHOICES

_SHAPE = f">Q{len(BALLOT_CHOICES)}H"  # the round, then how many chose each
NOBODY = dict.fromkeys(BALLOT_CHOICES, 0)


def seal(round_id: int, counts: Mapping[Choice, int]) -> str:
    """``counts`` of one round, as nobody can read them without ``settings.FIELD_KEYS``."""
    packed = struct.pack(_SHAPE, round_id, *(counts[choice] for choice in BALLOT_CHOICES))
    return fernet().encrypt_at_time(packed, current_time=0).decode()


def unseal(round_id: int, sealed: str) -> dict[Choice, int]:
    """How many chose each.

    :raises cryptography.fernet.InvalidToken: when none of the keys opens it.
    :raises ValueError: when it is the box of another round.
    """
    whose, *numbers = struct.unpack(_SHAPE, fernet().decrypt(sealed.encode()))
    if whose != round_id:
        raise ValueError(f"The box of round {round_id} was put there from round {whose}.")
    return dict(zip(BALLOT_CHOICES, numbers, strict=True))


def seal_anew(sealed: str) -> str:
    """The same count, under the newest key."""
    return fernet().rotate(sealed.encode()).decode()
