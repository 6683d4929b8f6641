"""What must follow when somebody's access ends, said by each app for what it has handed out.

The apps above ``accounts`` give people things that outlive a page, such as a place in a
video call. Each registers a function that takes its own back, in the same transaction::

    revocation.register(revoke_video)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from accounts.models import User


class TakeBack(Protocol):
    """Takes back what one app has handed out; in a transaction, by keyword."""

    def __call__(
        self, *, actor: User | None, person_id: int, group_id: int | None, why: str
    ) -> None: ...


_TAKERS: list[TakeBack] = []


def register(take_back: TakeBack) -> None:
    """Have ``take_back`` called for each revocation; once, however often it is registered."""
    if take_back not in _TAKERS:
        _TAKERS.append(take_back)


def revoke(*, actor: User | None, person_id: int, group_id: int | None, why: str) -> None:
    """Take everything back that any app has handed out to this person.

    :param actor: who ended their access; ``None`` for the system itself.
    :param group_id: the advisory group it is about; ``None`` for everything they have.
    :param why: name of the event, such as ``membership.ended``.
    """
    for take_back in _TAKERS:
        take_back(actor=actor, person_id=person_id, group_id=group_id, why=why)
