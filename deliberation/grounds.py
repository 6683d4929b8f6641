"""What was released elsewhere and a key message rests on, told by the app that knows of it.

Networks of groups are an app above this: it registers what it knows::

    grounds.register(grounds_of)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from accounts.models import User
    from deliberation.models import KeyMessage


class Ground(NamedTuple):
    """One released message.

    :ivar words: what it says; empty once it is withdrawn.
    """

    reference: str
    href: str
    words: str
    withdrawn_on: date | None


class Grounds(NamedTuple):
    """What one key message rests on, as somebody reads it who may.

    :ivar choose: where they choose it; empty for whoever does not.
    """

    rows: list[Ground]
    choose: str

    @property
    def stand(self) -> int:
        """How many were not withdrawn."""
        return sum(each.withdrawn_on is None for each in self.rows)


if TYPE_CHECKING:
    Tells = Callable[[KeyMessage, User], Grounds | None]

_KNOWERS: list[Tells] = []


def register(tells: Tells) -> None:
    """Have ``tells`` asked about each key message that somebody opens."""
    _KNOWERS[:] = [tells]


def grounds_of(key_message: KeyMessage, person: User) -> Grounds | None:
    """What it rests on; None where nothing is known, or ``person`` hears nothing of it."""
    return _KNOWERS[0](key_message, person) if _KNOWERS else None
