"""People's names in what is written: how a release and the leaving of a person look for them.

A name is found by each of its parts, however it is spelled: with or without accents, ``ü`` as
``u`` or ``ue``, apostrophes and hyphens kept, left out or as spaces, in the plural or the
possessive, without spaces where its script has none (decision 0018).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_BRACKETS = re.compile(r"\([^)]*(?:\)|$)")
_NO_LETTERS = re.compile(r"[\W_]+")
_JOINTS = re.compile(r"(?<=\w)['’‘ʼ`´\-‐‑](?=\w)")
_UNSEEN = ("Mn", "Cf")  # accents by themselves, and what only steers how letters are set
# Letters that Unicode does not take apart, in the two ways in which people type them.
_PLAIN = dict(
    pair.split("=") for pair in "ł=l ø=o đ=d ð=d þ=th ß=ss æ=ae œ=oe ħ=h ı=i ŋ=ng".split(" ")
)
_LONG = dict(pair.split("=") for pair in "ü=ue ö=oe ä=ae ø=oe å=aa đ=dj ð=dh ñ=ny".split(" "))
# Before and after a name, and no part of it.
_TITLES = frozenset(
    "mr mrs miss ms mx dr prof professor sir dame lord lady rev revd reverend fr father sister"
    " canon imam rabbi pastor bishop cllr councillor ald alderman pc pcso dc sgt sergeant insp"
    " inspector supt superintendent chief constable acc dcc cc det detective capt captain maj"
    " major col colonel mbe obe cbe kbe dbe gbe bem qpm kpm qgm gc gm jp dl kc qc mp ms mla msp"
    " phd dphil md llb llm bsc msc mba frsa fcipd jr jnr junior sr snr senior ii iii iv"
    " esq hon".split(" ")
)
_DEGREES = frozenset({"ba", "ma", "hons"})
_PARTICLES = frozenset(
    "de del della di da dos das do du des la le van von der den ter ten zu bin binti ibn abu al el"
    " ap ab ferch ben bat ó ní mac y e".split(" ")
)
_WORDS_TOO = frozenset(  # first names that are ordinary words when they have no capital
    "angel april art august bill carol chase christian clay cliff daisy dale dawn dean drew eve"
    " faith frank gene grace grant guy harry heath heather holly hope iris ivy jack jean joy june"
    " lance lily mark max may miles nick norm olive pat pearl penny pet ray rich rob rod rose ruby"
    " sandy skip sue summer victor violet wade ward will woody".split(" ")
)
_SOLEMN = "先生|女士|小姐|太太"  # Mr, Mrs and Miss behind a Chinese family name


class Hit(NamedTuple):
    """A word of a text that is, or may be, somebody's name.

    :ivar word: as it stands in the text.
    :ivar certain: a whole name, or a family name behind Mr, Mrs, Dr …: it can mean nobody else.
    """

    word: str
    certain: bool


def folded(words: str) -> str:
    """``words`` as a row of plain lower-case words, with a space at either end.

    Accents, invisible characters, apostrophes and hyphens make no difference.
    """
    return _row(_bare(words)).casefold()


def parts(name: str) -> tuple[list[str], list[str]]:
    """First names and family names of ``name``, without titles and what stands in brackets.

    ``Smith, John`` is John Smith. A name of one word is a family name.
    """
    before, comma, after = _BRACKETS.sub(" ", name).partition(",")
    left, right = _without_titles(before), _without_titles(after)
    if comma and right:
        return right, left
    if len(left) < 2:  # noqa: PLR2004 -- one word
        return [], left
    return left[:1], left[1:]


def spellings(word: str) -> set[str]:
    """The rows of plain lower-case words as which ``word`` can stand in a text."""
    bare = [_bare(word), _bare(_long(word))]
    return {
        row.strip()
        for one in bare
        for row in (_row(one).casefold(), _row(_JOINTS.sub("", one)).casefold())
        if row.strip()
    }


class Names:
    """Finds the names of some people in texts. Make it once for many texts."""

    def __init__(self, names: Iterable[str]) -> None:
        self._first: set[str] = set()
        self._family: set[str] = set()
        self._whole: set[str] = set()
        self._unspaced: set[str] = set()
        for name in names:
            self._add(*parts(name))
        self._single = _pattern(self._first | self._family)
        self._full = _pattern(self._whole)
        unspaced = _longest_first(self._unspaced)
        self._inside = re.compile("|".join(re.escape(word) for word in unspaced))

    def _add(self, first: list[str], family: list[str]) -> None:
        for words, known in ((first, self._first), (family, self._family)):
            for word in words:
                known |= {one for one in _pieces(word) if len(one) > 1}
        joined = [*first, *family]
        if len(joined) > 1:
            orders = (joined, [*family, *first])
            for order in orders:
                for gap in (" ", ""):
                    self._whole |= spellings(gap.join(order))
        for word in joined:
            self._unspaced |= _without_spaces(word)

    def hits(self, text: str) -> list[Hit]:
        """Each name that occurs, once, in the order of the text."""
        found: dict[str, Hit] = {}
        for row in _rows(text):
            for hit in (*self._names(row), *self._letters(row)):
                key = hit.word.casefold()
                if key not in found or hit.certain:
                    found[key] = hit
        return list(found.values())

    def _names(self, row: str) -> Iterator[Hit]:
        for match in self._full.finditer(row):
            yield Hit(match["name"], certain=True)
        for match in self._single.finditer(row):
            word, plain = match["name"], match["name"].casefold()
            if plain in self._first - self._family and plain in _WORDS_TOO and word.islower():
                continue
            before = row[: match.start("name")].split()
            titled = bool(before) and before[-1].casefold() in _TITLES
            yield Hit(word, certain=titled and plain in self._family)

    def _letters(self, row: str) -> Iterator[Hit]:
        """Names in scripts that put no space between words."""
        if self._unspaced:
            for match in self._inside.finditer(row.replace(" ", "")):
                yield Hit(match[0], certain=True)


def _bare(words: str) -> str:
    """``words`` without accents and invisible characters; letters, capitals and signs stay."""
    if words.isascii():
        return words
    plain = "".join(_cased(character, _PLAIN) for character in words)
    apart = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in apart if c.isascii() or unicodedata.category(c) not in _UNSEEN)


def _long(words: str) -> str:
    """``words`` with ``ü`` as ``ue`` and the like, as those write who have no such letters."""
    composed = unicodedata.normalize("NFC", words)
    return "".join(_cased(character, _LONG) for character in composed)


def _cased(character: str, table: dict[str, str]) -> str:
    """What ``table`` makes of a letter, with its capital."""
    plain = table.get(character.lower(), character.lower())
    if plain == character.lower():
        return character
    return plain if character.islower() or character == "ß" else plain.capitalize()


def _row(bare: str) -> str:
    return f" {_NO_LETTERS.sub(' ', bare).strip()} "


def _rows(text: str) -> set[str]:
    """The ways to read ``text`` as a row of words, capitals kept."""
    ways = {_bare(text), _bare(_long(text))}
    return {_row(way) for bare in ways for way in (bare, _JOINTS.sub("", bare))}


def _without_titles(words: str) -> list[str]:
    """The words of a name; titles, degrees and initials only when nothing else is left."""
    every = [word for word in words.split() if _row(_bare(word)).strip()]
    named = [word for word in every if not _is_title(word)]
    if len(named) > 2:  # noqa: PLR2004 -- Ma is a family name too
        named = [word for word in named if _row(_bare(word)).strip().casefold() not in _DEGREES]
    long = [word for word in named if len(_row(_bare(word)).strip()) > 1]
    return [word for word in long if word.casefold() not in _PARTICLES] or long or named


def _is_title(word: str) -> bool:
    return _row(_bare(word)).strip().replace(" ", "").casefold() in _TITLES


def _pieces(word: str) -> set[str]:
    """The spellings of a word of a name, and of each part of one with hyphens."""
    inner = [piece for piece in re.split(r"[\-‐‑–]", word) if len(piece) > 2]  # noqa: PLR2004 -- no initials
    return (
        spellings(word).union(*(spellings(piece) for piece in inner)) if inner else spellings(word)
    )


def _without_spaces(word: str) -> set[str]:
    """What to look for inside words, for scripts whose words are not set apart."""
    bare = _bare(word)
    if not bare or not all(unicodedata.category(c) == "Lo" for c in bare):
        return set()
    chinese = all("\u3400" <= c <= "\u9fff" for c in bare)
    if not chinese:
        return {bare} if len(bare) > 3 else set()  # noqa: PLR2004 -- shorter ones are parts of words
    titled = {bare[0] + title for title in _SOLEMN.split("|")}
    return ({bare} if len(bare) > 1 else set()) | titled | ({bare[1:]} if len(bare) > 2 else set())  # noqa: PLR2004


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _pattern(forms: set[str]) -> re.Pattern[str]:
    """Any of ``forms`` as whole words, in the plural or possessive too."""
    if not forms:
        return re.compile(r"(?!)(?P<name>)")
    longest = _longest_first(forms)
    return re.compile(
        rf"(?<= )(?P<name>{'|'.join(re.escape(form) for form in longest)})(?:e?s| s)?(?= )",
        re.IGNORECASE,
    )
