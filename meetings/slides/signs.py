"""Signs as people read them: no control characters, no private ones, no broken words."""

import unicodedata
from functools import cache

SYMBOLS = {  # of the fonts Wingdings and Symbol, which have places of their own
    **dict.fromkeys("\uf0fc\uf050\uf052\uf0fe", "✓"),
    **dict.fromkeys("\uf0fb\uf04f\uf051\uf054\uf0fd", "✗"),
    **dict.fromkeys("\uf0b7\uf0a7\uf0a8\uf06c\uf06e\uf0d8\uf076\uf071", "•"),
    **dict.fromkeys("\uf0e0\uf0e8\uf0f0", "→"),
}
JOINERS = "\u200c\u200d"  # make letters of Persian, Hindi and emoji what they are
BREAK = "\x02"  # what PDFium writes for the hyphen at the end of a line


def tidy(text: str) -> str:
    """``text`` on one line, without what nobody sees; a tick of a picture font is a tick."""
    swapped = "".join(SYMBOLS.get(letter, letter) for letter in text)
    kept = (letter if letter in JOINERS else _plain(letter) for letter in swapped)
    return " ".join("".join(kept).split())


def _plain(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter.isspace():
        return " "
    return "" if kind in {"Cc", "Cf", "Co", "Cn", "Cs"} else letter


def mend(left: str, right: str) -> str:
    """Join what a line's end had parted: "neighbourhood", but "by-election" keeps its hyphen."""
    last, first = left.rpartition(" ")[2].lower(), right.partition(" ")[0].lower().strip(".,;:!?)")
    keeps = not right[:1].islower() or {last.strip("(“‘\"'"), first} <= _words()
    return f"{left}-{right}" if keeps else left + right


@cache
def _words() -> frozenset[str]:
    """The 30,000 most frequent words of English, which come with the check of passwords."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 -- read once, by the worker

    return frozenset(FREQUENCY_LISTS["english_wikipedia"])
