"""Finding the people who are named in a text that is being drawn."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

from core.mentions import plain

# Scripts that put no space between a name and what follows it.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]$"
)
GAP = r"[^\S\n]+"  # between two words of a name
_JOINTS = "-‐‑"  # what may join two words to one name


class Mentionable:
    """Finds the names of ``people`` (by id) behind an ``@``; make it once for a text.

    The longest name counts. People of the same name are all meant.
    """

    def __init__(self, people: Mapping[int, str]) -> None:
        self._ids: defaultdict[str, list[int]] = defaultdict(list)
        names: set[str] = set()
        for pk, name in people.items():
            self._ids[plain(name)].append(pk)
            names |= _spellings(" ".join(name.split()))
        self._by_letter: defaultdict[str, list[re.Pattern[str]]] = defaultdict(list)
        for name in sorted(names - {""}, key=lambda name: (-len(name), name)):
            pattern = re.compile(re.escape(name).replace(r"\ ", GAP), re.IGNORECASE)
            self._by_letter[_first_letter(name)].append(pattern)

    def mark(self, tokens: Sequence[Token]) -> None:
        """Put mentions in place of the names in ``tokens``, but in quotations and links."""
        quoted = 0
        for token in tokens:
            if token.type in ("blockquote_open", "blockquote_close"):
                quoted += token.nesting
            if token.children and not quoted:
                token.children = list(self._marked(token.children))

    def _marked(self, children: Sequence[Token]) -> Iterator[Token]:
        linked = 0
        for child in children:
            linked += child.nesting if child.type in ("link_open", "link_close") else 0
            if child.type == "text" and not linked:
                yield from self._pieces(child)
            else:
                yield child

    def _pieces(self, token: Token) -> Iterator[Token]:
        words, start, at = token.content, 0, token.content.find("@")
        while at >= 0:
            end = self._end_of_name(words, at)
            if end:
                yield _text(words[start:at])
                yield from self._mention(words[at:end])
                start = end
            at = words.find("@", max(end, at + 1))
        yield _text(words[start:])

    def _end_of_name(self, words: str, at: int) -> int:
        """Where the longest name ends that begins behind the ``@`` at ``at``; 0 for none."""
        before = words[at - 1 : at]
        if before and _is_letter(before) and not _UNSPACED.search(before):
            return 0  # an address of mail
        for name in self._by_letter.get(_first_letter(words[at + 1 : at + 2]), ()):
            match = name.match(words, at + 1)
            if match and _ends(words, match.end()):
                return match.end()
        return 0

    def _mention(self, words: str) -> Iterator[Token]:
        ids = " ".join(map(str, sorted(self._ids[plain(words[1:])])))
        yield Token("mention_open", "bdi", 1, {"class": "app-mention", "data-mention": ids})
        yield _text(words)
        yield Token("mention_close", "bdi", -1)


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _spellings(name: str) -> set[str]:
    """``name`` as it may be typed, where letters have no small or capital form of one letter."""
    cases = {name, name.upper(), name.lower(), name.casefold()}
    return {unicodedata.normalize(form, case) for case in cases for form in ("NFC", "NFD")}


def _first_letter(words: str) -> str:
    """What decides which names can begin here, in one form for all spellings."""
    return unicodedata.normalize("NFD", words[:1].casefold())[:1]


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character == "_"


def _ends(words: str, end: int) -> bool:
    """Whether a name can end at ``end``: no longer word, and no double name, goes on there."""
    after, next_one = words[end : end + 1], words[end + 1 : end + 2]
    if not after or _UNSPACED.search(words[:end]):
        return True
    joined = after in _JOINTS and bool(next_one) and _is_letter(next_one)
    return not (_is_letter(after) or joined)
