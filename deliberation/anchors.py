"""One sentence of a wording: found in the newest one, and what a suggestion makes of it. Pure."""

from __future__ import annotations

import re

END = re.compile(r"(?<=[.!?])[\"'’”)\]]*\s+|\n+")


def split(text: str) -> list[str]:
    """The sentences of ``text`` in order, without the spaces around them.

    A full stop inside of a word, as in a web address, ends none.
    """
    ends = [found.end() for found in END.finditer(text)]
    parts = [text[begin:end] for begin, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    return [part for part in map(str.strip, parts) if part]


def applied(text: str, kind: str, sentence: str, words: str) -> str | None:
    """``text`` with the suggestion in it; ``None`` where ``sentence`` stands there no more.

    :param kind: ``replace`` it by ``words``, ``insert`` them after it, or ``delete`` it.
    """
    if sentence not in split(text):
        return None
    before, after = text.split(sentence, 1)
    new = {"replace": words, "insert": f"{sentence} {words}", "delete": ""}[kind]
    return f"{before}{new}{after if new else after.lstrip()}".strip()
