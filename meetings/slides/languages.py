"""The language of words, and the way that they run, by their letters."""

import unicodedata

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


def language(text: str, declared: str = "") -> str:
    """The language of ``text`` where it is not English, or nothing.

    ``said`` is what its author's program wrote down of it, which is believed when the letters
    are of the script of that language: programs often leave English on everything.
    """
    counts: dict[str, int] = {}
    for letter in filter(str.isalpha, text):
        script = unicodedata.name(letter, "").partition(" ")[0]
        counts[script] = counts.get(script, 0) + 1
    most = max(counts, key=lambda script: counts[script], default="")
    declared = declared.partition("-")[0].lower()
    if not most or most == "LATIN":
        return _guess(text, LATIN) if not declared else declared.replace("en", "")
    guesses = SCRIPTS.get("HIRAGANA" if {"HIRAGANA", "KATAKANA"} & set(counts) else most, ())
    english = not declared or declared == "en"
    if not english and declared not in _others(guesses):
        return declared
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
