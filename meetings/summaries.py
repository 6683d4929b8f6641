"""Whether the summary of a meeting is published, said by the app that publishes summaries.

What the meeting's own rows say of who took part stands in it, and changes no more. That app
is one above this: it registers a function that knows::

    summaries.register(is_published)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Published = Callable[[int], bool]

_KNOWERS: list[Published] = []


def register(published: Published) -> None:
    """Have ``published`` asked about each meeting; once, however often it is registered."""
    if published not in _KNOWERS:
        _KNOWERS.append(published)


def is_published(meeting_id: int) -> bool:
    """Whether a summary of the meeting is out."""
    return any(published(meeting_id) for published in _KNOWERS)
