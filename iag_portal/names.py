"""People's names in what is written: how a release and the leaving of a person look for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_BRACKETS = re.compile(r"\([^)]*(?:\)|$)")
_NO_LETTERS = re.compile(r"[\W_]+")
_WITHOUT_PARTS = {0x142: "l", 0x141: "l", 0xF8: "o"}  # letters that Unicode does not take apart
_UNSEEN = ("Mn", "Cf")  # accents by themselves, and what only steers how letters are set


def folded(words: str) -> str:
    """``words`` as a row of plain lower-case words, with a space at either end.

    Accents, invisible characters, apostrophes and hyphens make no difference.
    """
    if not words.isascii():
        apart = unicodedata.normalize("NFKD", words).translate(_WITHOUT_PARTS)
        words = "".join(c for c in apart if c.isascii() or unicodedata.category(c) not in _UNSEEN)
    return f" {_NO_LETTERS.sub(' ', words).casefold().strip()} "


def surname(name: str) -> str:
    """The last word of a person's name; what stands in brackets is left out."""
    words = [word for word in _BRACKETS.sub(" ", name).split() if folded(word).strip()]
    return words[-1] if words else ""


def occurring(words: str, names: Iterable[str], not_names: Iterable[str] = ()) -> list[str]:
    """Those of ``names`` that occur in ``words`` as whole words; an empty name never does."""
    text, spared = folded(words), {folded(word) for word in not_names}

    def occurs(name: str) -> bool:
        plain = folded(name)
        return plain.strip() != "" and plain in text and plain not in spared

    return [name for name in names if occurs(name)]
