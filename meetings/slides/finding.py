"""What whoever uploaded a pack should know of it: losses, gaps, and what was left out."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol


class Code(StrEnum):
    """What can be found in a pack. The words for it are in `meetings.findings`."""

    HIDDEN_WORDS = "hidden_words"
    NO_WORDS = "no_words"
    NOT_DRAWN = "not_drawn"
    BOXES = "boxes"
    MACHINE_READ = "machine_read"
    REVIEWED = "reviewed"
    COVERED = "covered"
    UNDESCRIBED = "undescribed"
    UNCOMPARED = "uncompared"
    HIDDEN_SLIDE = "hidden_slide"
    FONTS = "fonts"


class _Found(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def findings(self) -> frozenset[str]: ...
    @property
    def missing_fonts(self) -> tuple[str, ...]: ...


def collected(slides: Iterable[_Found]) -> dict[str, list[int] | list[str]]:
    """What was found, with the numbers of the slides on which; fonts with their names.

    Of a slide that is hidden nothing is told but that it is hidden.
    """
    findings: dict[str, list[int] | list[str]] = {}
    for slide in slides:
        codes = {Code.HIDDEN_SLIDE.value} if slide.hidden else set(slide.findings)
        for code in codes:
            numbers: list[int] = findings.setdefault(code, [])  # type: ignore[assignment]
            numbers.append(slide.number)
        if slide.missing_fonts:
            findings[Code.FONTS.value] = list(slide.missing_fonts)
    return findings
