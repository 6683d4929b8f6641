"""One sentence of a wording: found in the newest one, and what a suggestion makes of it. Pure."""

from __future__ import annotations

import re

CLOSING = "[\"'’”»)\\]]*"
END = re.compile(rf"(?<=[.!?؟۔।]){CLOSING}\s+|(?<=[。！？]){CLOSING}[」』）]*\s*|\n+")
SHORT = re.compile(  # what comes before a full stop that ends no sentence
    r"(?:^|[\s(])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|St|Cllr|Sgt|Insp|Supt|No|Nos|vs|e\.g|i\.e|[^\W\d_])\.$"
    r"|^\s*\d+\.$"
)


def _places(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends, without the spaces around it."""
    places, begin, length = [], 0, len(text)
    for end in [*(match.end() for match in END.finditer(text) if _ends(text, match)), length]:
        part = text[begin:end]
        if part.strip():
            places.append((end - len(part.lstrip()), begin + len(part.rstrip())))
        begin = end
    return places


def _ends(text: str, end: re.Match[str]) -> bool:
    """Whether a sentence is over: not after "Mr." or "1.", nor where small letters go on."""
    if "\n" in end[0]:
        return True
    line = text[text.rfind("\n", 0, end.start()) + 1 : end.start()]
    return not SHORT.search(line) and not text[end.end() : end.end() + 1].islower()


def split(text: str) -> list[str]:
    """The sentences of ``text`` in order, without the spaces around them.

    A full stop inside of a word, as in a web address, ends none, nor does that of "e.g.".
    """
    return [text[begin:end] for begin, end in _places(text)]


def applied(text: str, kind: str, sentence: str, words: str) -> str | None:
    """``text`` with the suggestion in it; ``None`` where ``sentence`` stands there no more.

    :param kind: ``replace`` it by ``words``, ``insert`` them after it, or ``delete`` it.
    """
    for begin, end in _places(text):
        if text[begin:end] == sentence:
            before, after = text[:begin], text[end:]
            break
    else:
        return None
    if kind == "delete":
        return _joined(before, after)
    new = {"replace": words, "insert": f"{sentence} {words}"}[kind]
    return f"{before}{new}{after}".strip()


def _joined(before: str, after: str) -> str:
    """What stands around a sentence that goes; a line that ends there ends still."""
    ends_line = after[: len(after) - len(after.lstrip())].count("\n")
    if ends_line and before and not before.endswith("\n"):
        return f"{before.rstrip()}{after}".strip()
    return f"{before}{after.lstrip()}".strip()
