"""Letters without their accents, one for one: how PostgreSQL compares words.

SQLite does so itself (``remove_diacritics``). Each letter has one in its place, so that what is
marked in plain letters is marked at the same places in what people typed. The column of migration
0003 is made with these letters: whoever changes them makes that column anew.
"""

import string
import unicodedata

_LATIN = (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))
BETWEEN = string.punctuation + "‘’‚“”„–—…•·«»¡¿\u00a0"  # else PostgreSQL reads hosts and paths


def _base(letter: str) -> str:
    """The plain letter under its accents; the letter itself where it is no such letter."""
    decomposed = unicodedata.normalize("NFD", letter)
    base, accents = decomposed[0], decomposed[1:]
    plain = base.isascii() and accents and all(map(unicodedata.combining, accents))
    return base if plain else letter


_PAIRS = [(letter, _base(letter)) for letter in map(chr, _LATIN) if _base(letter) != letter]
WITH_ACCENTS = "".join(letter for letter, _plain in _PAIRS)
WITHOUT = "".join(plain for _one, plain in _PAIRS)
TYPED = WITH_ACCENTS + BETWEEN
PLAIN = WITHOUT + " " * len(BETWEEN)
TO_PLAIN = str.maketrans(TYPED, PLAIN)
