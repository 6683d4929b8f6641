"""What people type, as phrases: each of its words, and what they put in quotation marks."""

from __future__ import annotations

import re
import unicodedata

MOST = 12  # phrases: more only narrow what is found to nothing
_MARKS = str.maketrans(dict.fromkeys("“”„«»", '"'))
_LETTER = re.compile(r"[^\W_]")


def phrases(typed: str) -> list[str]:
    """The phrases of ``typed``, without quotation marks, each with a letter or a digit in it.

    Nothing in it is a command: ``NEAR``, ``OR``, ``*``, ``:`` and brackets are looked for as they
    stand, which is to say not at all. A mark that is not closed reaches to the end.
    """
    parts = unicodedata.normalize("NFC", typed).translate(_MARKS).split('"')
    every_phrase: list[str] = []
    for number, part in enumerate(parts):
        quoted = number % 2 == 1
        every_phrase += [" ".join(part.split())] if quoted else part.split()
    return [phrase for phrase in every_phrase if _LETTER.search(phrase)][:MOST]
