"""Where the words were found: marked in a text, and a piece of it to show."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

START, END = "\ue000", "\ue001"  # letters that nobody writes: no document has them
AROUND = 120  # characters before and after the first word that was found


def without_marks(text: str) -> str:
    """``text`` without the letters that stand for marks."""
    return text.replace(START, "").replace(END, "")


def restored(text: str, marked: str) -> str:
    """``marked`` with the letters of ``text``: PostgreSQL marks its words in plain ones."""
    letters = iter(text)
    return "".join(letter if letter in (START, END) else next(letters, "") for letter in marked)


def highlighted(marked: str) -> SafeString:
    """All of ``marked`` in one line, as safe HTML."""
    html = escape(" ".join(marked.split())).replace(START, "<mark>").replace(END, "</mark>")
    return mark_safe(html)  # noqa: S308 -- escaped on the line above, but for our two marks


def snippet(marked: str, around: int = AROUND) -> SafeString:
    """The piece of ``marked`` around the first word that was found, as safe HTML.

    The beginning where none is marked.
    """
    first = max(marked.find(START), 0)
    start, end = _word(marked, first - around), _word(marked, first + 2 * around)
    piece = marked[start:end]
    if piece.count(START) > piece.count(END):
        piece += END
    return highlighted(("… " if start else "") + piece + (" …" if end < len(marked) else ""))


def _word(text: str, place: int) -> int:
    """The first place from ``place`` on where a word begins, or the end of a short text."""
    if place <= 0:
        return 0
    if place >= len(text):
        return len(text)
    space = text.find(" ", place, place + AROUND)
    return place if space < 0 else space
