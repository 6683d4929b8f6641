"""What follows when the marking of a topic is raised, said by each app that shows the topic.

A meeting is never marked lower than a topic of its agenda. Meetings are an app above this: it
registers a function that raises them, in the same transaction::

    raising.register(raise_meetings)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.models import Topic


class Raise(Protocol):
    """Marks what shows a topic no lower than it; in a transaction, by keyword."""

    def __call__(self, *, actor: User, topic: Topic) -> None: ...


_RAISES: list[Raise] = []


def register(follows: Raise) -> None:
    """Have ``follows`` called for each topic; once, however often it is registered."""
    if follows not in _RAISES:
        _RAISES.append(follows)


def marking_changed(*, actor: User, topic: Topic) -> None:
    """Have every app mark what shows the topic no lower than it."""
    for follows in _RAISES:
        follows(actor=actor, topic=topic)
