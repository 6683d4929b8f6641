"""Slides that a key message rests on, told of by the app that keeps papers.

A key message knows their numbers, and no more. Papers are an app above this: it registers what it
knows of them::

    slides.register(Slides(visible=visible, ...))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.db.models import QuerySet

    from accounts.models import User


class Page(NamedTuple):
    """One slide: its number in the database, how it is called, and where it is read."""

    pk: int
    words: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Slides:
    """What is known of slides.

    :ivar visible: those that somebody reads.
    :ivar offered: of them, those of the papers on one topic, as they are now.
    :ivar drawn: slides by their numbers.
    """

    visible: Callable[[User], QuerySet[Any]]
    offered: Callable[[User, int], list[Page]]
    drawn: Callable[[Collection[int]], dict[int, Page]]


_KNOWERS: list[Slides] = []


def register(knows: Slides) -> None:
    """Have ``knows`` tell of slides."""
    _KNOWERS[:] = [knows]


def slides() -> Slides:
    """Who tells of slides."""
    return _KNOWERS[0]
