"""With which font files a line is drawn on a picture, and what of it cannot be drawn at all.

Our typeface comes first, in two files. A word with other letters is drawn in a font of this
server that has all of them, and left out where there is none: Pillow would draw boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from iag_portal import fonts

if TYPE_CHECKING:
    from accounts.models import User

FILES = ("latin", "latin-ext")
FACE = "atkinson-hyperlegible-next-{}-400-normal.woff2"
PILLOWS = fonts.Face("", 0)  # of its own, where set-up has not put ours there
PILLOWS_LETTERS = frozenset({*range(0x20, 0x7F), ord("·")})
_PIECES = re.compile(r"\s+|\S+")


class Run(NamedTuple):
    """A part of a line, and the font file that has all its letters."""

    text: str
    face: fonts.Face


def name_on_copies(reader: User) -> str:
    """What stands on the pictures and copies of ``reader``.

    The name; the email address where a letter of the name cannot be drawn here.
    """
    written = (reader.name, reader.email or "", _("Account %(number)s") % {"number": reader.pk})
    return next(words for words in written if words and can_draw(words))


def can_draw(words: str) -> bool:
    """Whether every letter of ``words`` is in a font of this server."""
    return all(face is not None for _text, face in _split(words))


def runs(words: str) -> list[Run]:
    """What can be drawn of ``words``, in as few parts as there are changes of the font."""
    joined: list[Run] = []
    drawn = "".join(text for text, face in _split(words) if face)
    drawn = " ".join(drawn.split())
    for text, face in ((text, face) for text, face in _split(drawn) if face):
        if text.isspace() and joined:
            face = joined[-1].face  # noqa: PLW2901 -- words of one script stay in one run
        if joined and joined[-1].face == face:
            joined[-1] = Run(joined[-1].text + text, face)
        else:
            joined.append(Run(text, face))
    return joined


def _split(words: str) -> Iterator[tuple[str, fonts.Face | None]]:
    """Each word and each gap, and letters of ours one by one."""
    for piece in _PIECES.findall(words):
        ours = [(letter, _ours(letter)) for letter in piece]
        if all(face for _letter, face in ours):
            yield from ours
        else:
            yield piece, fonts.face_with(piece)


def _ours(letter: str) -> fonts.Face | None:
    return next((face for face, letters in _faces() if ord(letter) in letters), None)


@cache
def _faces() -> tuple[tuple[fonts.Face, frozenset[int]], ...]:
    """Our two files, and the letters of each."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- a tenth of a second

    folder = Path(settings.STATICFILES_DIRS[0]) / "fonts"
    paths = [folder / FACE.format(name) for name in FILES]
    if not all(path.exists() for path in paths):
        return ((PILLOWS, PILLOWS_LETTERS),)
    return tuple(
        (fonts.Face(str(path), 0), frozenset(TTFont(path).getBestCmap())) for path in paths
    )
