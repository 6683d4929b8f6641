"""Letters as people read them: no control characters, no private ones, no broken words."""

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
ARABIC = (("ur", "ٹڈڑںہھےۓ"), ("fa", "پچژگ"), ("ar", ""))
CYRILLIC = (("uk", "іїєґ"), ("ru", ""))
LATIN = (("cy", "ŵŷ"), ("pl", "łżźćńśąę"), ("vi", "ơưđạảấầẩ"), ("tr", "ğış"))
SCRIPTS = {  # the first word of a letter's Unicode name -> languages, by letters that tell
    "ARABIC": ARABIC,
    "BENGALI": (("bn", ""),),
    "CJK": (("zh", ""),),
    "CYRILLIC": CYRILLIC,
    "DEVANAGARI": (("hi", ""),),
    "ETHIOPIC": (("am", ""),),
    "GEORGIAN": (("ka", ""),),
    "GREEK": (("el", ""),),
    "GUJARATI": (("gu", ""),),
    "GURMUKHI": (("pa", ""),),
    "HANGUL": (("ko", ""),),
    "HEBREW": (("he", ""),),
    "HIRAGANA": (("ja", ""),),
    "KATAKANA": (("ja", ""),),
    "TAMIL": (("ta", ""),),
    "TELUGU": (("te", ""),),
    "THAI": (("th", ""),),
}
RIGHT_TO_LEFT = frozenset({"R", "AL"})


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


def language(text: str, said: str = "") -> str:
    """The language of ``text`` where it is not English, or nothing.

    ``said`` is what its author's program wrote down of it, which is believed when the letters
    are of the script of that language: programs often leave English on everything.
    """
    counts: dict[str, int] = {}
    for letter in filter(str.isalpha, text):
        script = unicodedata.name(letter, "").partition(" ")[0]
        counts[script] = counts.get(script, 0) + 1
    most = max(counts, key=lambda script: counts[script], default="")
    said = said.partition("-")[0].lower()
    if not most or most == "LATIN":
        return _guess(text, LATIN) if not said else said.replace("en", "")
    guesses = SCRIPTS.get("HIRAGANA" if {"HIRAGANA", "KATAKANA"} & set(counts) else most, ())
    english = not said or said == "en"
    if not english and said not in _others(guesses):
        return said
    return _guess(text, guesses)


def _others(guesses: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """Languages of other scripts than these."""
    every = {language for languages in SCRIPTS.values() for language, _letters in languages}
    return frozenset(every | {language for language, _letters in LATIN}) - {
        language for language, _letters in guesses
    }


def _guess(text: str, guesses: tuple[tuple[str, str], ...]) -> str:
    lowered = text.lower()
    for language_, letters in guesses:
        if not letters or any(letter in lowered for letter in letters):
            return language_
    return ""


def direction(text: str) -> str:
    """``"rtl"`` for words of Arabic, Hebrew and the like, by their first letter; or nothing."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in RIGHT_TO_LEFT:
            return "rtl"
        if kind == "L":
            return ""
    return ""
