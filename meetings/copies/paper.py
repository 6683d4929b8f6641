"""What a copy of a paper, or of minutes, says of itself, and a paper on each slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One slide as it is printed. ``picture`` is WebP, or nothing for text only."""

    number: int
    title: str
    text: str
    notes: str
    descriptions: Sequence[str]
    alt: str
    picture: bytes | None


@dataclass(frozen=True)
class Copy:
    """What the copy prints of itself.

    :ivar place: the meeting with its date, or the topic.
    :ivar number: of the copy, by which it is traced.
    :ivar made_at: day and time, in words.
    :ivar head: beginning of the group's audit chain.
    """

    title: str
    place: str
    marking: str
    reader: str
    number: int
    made_at: str
    head: str

    @property
    def mark(self) -> str:
        """What stands across each picture and page."""
        return " · ".join(self.lines)

    @property
    def lines(self) -> tuple[str, str]:
        """The same in two lines."""
        return f"{self.marking} · {self.reader}", f"{self.made_at} · {self.number}"


@dataclass(frozen=True)
class MinutesCopy:
    """What a copy of minutes prints of itself.

    :ivar made_at: day and time, in words.
    :ivar head: beginning of the group's audit chain.
    """

    marking: str
    reader: str
    made_at: str
    head: str
