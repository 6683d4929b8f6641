"""With which font files a line is drawn on a picture, and what of it cannot be drawn at all.

Our typeface comes first, in two files. A word with other letters is drawn in a font of this
server that has all of them, and left out where there is none: Pillow would draw boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from core import fonts

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
    drawn = "".join(text for text, face in _split(words) if face)
    joined: list[Run] = []
    for text, face in _split(" ".join(drawn.split())):
        if joined and joined[-1].face == face:
            joined[-1] = Run(joined[-1].text + text, face)
        elif face:
            joined.append(Run(text, face))
    return joined


def _split(words: str) -> Iterator[tuple[str, fonts.Face | None]]:
    """Letters and gaps of ours one by one; other words, as many together as one font has.

    Words from right to left would change their order if each were drawn alone.
    """
    for pieces in _phrases(_PIECES.findall(words)):
        if together := None if _is_ours(pieces[0]) else fonts.face_with("".join(pieces)):
            yield "".join(pieces), together
            continue
        for piece in pieces:
            if _is_ours(piece):
                yield from ((letter, _ours(letter)) for letter in piece)
            else:
                yield piece, fonts.face_with(piece)


def _phrases(pieces: list[str]) -> Iterator[list[str]]:
    """Words and gaps of ours, and other words with the gaps between them, in turns."""
    other = [not _is_ours(piece) for piece in pieces]
    gaps = zip([False, *other], [*other[1:], False], strict=False)
    inside = [before and after for before, after in gaps]
    turns = groupby(range(len(pieces)), lambda place: other[place] or inside[place])
    return ([pieces[place] for place in places] for _turn, places in turns)


def _is_ours(piece: str) -> bool:
    return all(_ours(letter) for letter in piece)


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
