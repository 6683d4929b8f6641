"""What must follow when somebody begins to belong to a group, said by each app for what it gives.

The apps above ``accounts`` give people things by what they are in a group, such as a place in
the meetings that are to come. Each registers a function that does so, in the same transaction::

    joining.register(invite_newcomer)

The counterpart, when access ends, is ``core.revocation``.
"""

from __future__ import annotations

from typing import Protocol


class Welcome(Protocol):
    """Gives a newcomer what one app has for them; in a transaction, by keyword."""

    def __call__(self, *, actor: None, person_id: int, group_id: int, role: str) -> None: ...


_WELCOMES: list[Welcome] = []


def register(welcome: Welcome) -> None:
    """Have ``welcome`` called for each newcomer; once, however often it is registered."""
    if welcome not in _WELCOMES:
        _WELCOMES.append(welcome)


def joined(*, person_id: int, group_id: int, role: str) -> None:
    """Have every app give this person what their role in the group brings.

    Nobody acts: it follows from the place, and whoever gave that was asked.
    """
    for welcome in _WELCOMES:
        welcome(actor=None, person_id=person_id, group_id=group_id, role=role)
