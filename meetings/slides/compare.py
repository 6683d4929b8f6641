"""Compare what a pack says with what its picture shows.

What the picture hides is given to nobody: behind a black box, white on white, beyond the edge.
What it lacks, such as a drawing that could not be made, is given as text, and said.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

LACKING = 0.3  # of a slide's words: fewer are lost by the way lines are read
LACKING_AT_LEAST = 2  # words
HIDDEN_SHARE = 0.5  # of a paragraph's words: then all of it goes
LOST_SHARE = 0.7  # of the words of a plain paragraph: then it was made not to be seen
PIECE = 4  # letters: a word that was read in pieces is looked for whole
WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words of ``text`` in one spelling, however a PDF turns or joins their letters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return [_turned(word) for word in WORD.findall(plain)]


def _turned(word: str) -> str:
    """Words from right to left come out of a PDF in either order."""
    rtl = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in word)
    return "".join(sorted(word)) if rtl else word


@dataclass
class Sight:
    """What of a slide is seen, and what its file holds besides."""

    seen: frozenset[str]
    hidden: frozenset[str]
    all_seen: str
    all_hidden: str
    plain: frozenset[str]
    dropped: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, seen: str, hidden: Iterable[str], plain: frozenset[str]) -> "Sight":
        """The words that are seen, and those that are not.

        `plain` are paragraphs that are always drawn, unless they are made not to be seen.
        """
        visible, covered = words(seen), words(" ".join(hidden))
        return cls(
            frozenset(visible), frozenset(covered), "".join(visible), "".join(covered), plain
        )

    def is_hidden(self, word: str) -> bool:
        """Whether the slide holds this word and shows it nowhere."""
        if word in self.seen:
            return False
        if word in self.hidden:
            return True
        in_pieces = len(word) >= PIECE and word in self.all_hidden
        return in_pieces and word not in self.all_seen

    def keep(self, text: str) -> str:
        """``text`` without what is hidden; a paragraph that mostly is goes whole."""
        own = words(text)
        covered = [word for word in own if self.is_hidden(word)]
        lost = [word for word in own if not self._is_there(word)]
        if text in self.plain and own and len(lost) >= LOST_SHARE * len(own):
            covered = own  # such as letters that are transparent: nothing of them is drawn
        if not covered:
            return text
        self.dropped.add(text)
        if len(covered) >= HIDDEN_SHARE * len(own):
            return ""
        pieces = (piece for piece in text.split() if not any(map(self.is_hidden, words(piece))))
        return " ".join(pieces)

    def lacks(self, lines: Iterable[str]) -> bool:
        """Whether much of ``lines`` is neither seen nor hidden: it was not drawn."""
        own = words(" ".join(line for line in lines if line not in self.dropped))
        lost = [word for word in own if not self._is_there(word)]
        return len(lost) >= max(LACKING_AT_LEAST, LACKING * len(own))

    def _is_there(self, word: str) -> bool:
        known = word in self.seen or word in self.hidden
        return known or word in self.all_seen or word in self.all_hidden
