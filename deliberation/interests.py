"""Who declared an interest in a topic, said by each app in which people declare one.

An interest stands with its topic, wherever a round on it is opened. Meetings are where
people declare them, and they are an app above this: it registers a function that knows::

    interests.register(declared_in_meetings)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Declared = Callable[[int], dict[int, str]]

_KNOWERS: list[Declared] = []


def register(declared: Declared) -> None:
    """Have ``declared`` asked about each topic; once, however often it is registered."""
    if declared not in _KNOWERS:
        _KNOWERS.append(declared)


def declared_in(topic_id: int) -> dict[int, str]:
    """The reason of each person, by their id, who declared an interest in the topic."""
    reasons: dict[int, str] = {}
    for declared in _KNOWERS:
        reasons |= declared(topic_id)
    return reasons
