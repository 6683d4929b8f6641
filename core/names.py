"""People's names in what is written: how a release and the leaving of a person look for them.

A name is found by each of its parts, however it is spelled: with or without accents, ``ü`` as
``u`` or ``ue``, apostrophes and hyphens kept, left out or as spaces, in the plural or the
possessive, without spaces where its script has none (decision 0018).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from core.titles import ASIDES, HONORIFICS, NAMES_TOO, PARTICLES, TITLES, WORDS_TOO

_BRACKETS = re.compile(r"\([^)]*(?:\)|$)")
_NO_LETTERS = re.compile(r"[\W_]+")
_MAC = re.compile(r"\bma?c(?= ?\w{3})")  # McLeish is MacLeish
_JOINTS = re.compile(r"(?<=\w)['’‘ʼ`´\-‐‑](?=\w)")
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Za-z])(?=[0-9])")  # of ASCII
NOTHING = "\0"  # stands in no row: the pattern of no names finds none
_UNSEEN = ("Mn", "Cf")  # accents by themselves, and what only steers how letters are set
# Letters that Unicode does not take apart, in the two ways in which people type them.
_PLAIN = dict(
    pair.split("=") for pair in "ł=l ø=o đ=d ð=d þ=th ß=ss æ=ae œ=oe ħ=h ı=i ŋ=ng".split(" ")
)
_LONG = dict(pair.split("=") for pair in "ü=ue ö=oe ä=ae ø=oe å=aa đ=dj ð=dh ñ=ny".split(" "))


class Hit(NamedTuple):
    """A word of a text that is, or may be, somebody's name.

    :ivar word: as it stands in the text.
    :ivar certain: a whole name, or a family name behind Mr, Mrs, Dr …, with its capitals: it can
        mean nobody else. King Street and "will young people" can.
    """

    word: str
    certain: bool


def folded(words: str) -> str:
    """``words`` as a row of plain lower-case words, with a space at either end.

    Accents, invisible characters, apostrophes and hyphens make no difference.
    """
    return _row(_bare(words)).casefold()


class Parts(NamedTuple):
    """The words of a name. ``maybe``: what may be part of it, such as a title or a nickname."""

    first: list[str]
    family: list[str]
    maybe: list[str]


def parts(name: str) -> Parts:
    """First names and family names of ``name``, and what may be one.

    ``Smith, John`` is John Smith. A name of one word is a family name.
    """
    asides = [word for aside in _BRACKETS.findall(name) for word in _words(aside.strip("()"))]
    maybe = [word for word in asides if word.casefold() not in ASIDES and word[:1].isupper()]
    before, comma, after = _BRACKETS.sub(" ", name).partition(",")
    left, of_left = _without_titles(_words(before))
    right, of_right = _without_titles(_words(after))
    maybe += [*of_left, *of_right]
    if comma and right and not all(_plain(word) in TITLES for word in right):
        return Parts(right, left, maybe)
    return Parts(left[:1], left[1:], maybe) if len(left) > 1 else Parts([], left, maybe)


def spellings(word: str) -> set[str]:
    """The rows of plain lower-case words as which ``word`` can stand in a text."""
    rows = _rows(word)
    spelled = {row.strip().casefold() for row in (*rows, *map(_apart, rows))} - {""}
    return {_MAC.sub(clan, row) for row in spelled for clan in ("mac", "mc")}


class Names:
    """Finds the names of some people in texts. Make it once for many texts."""

    def __init__(self, names: Iterable[str]) -> None:
        self._first: set[str] = set()
        self._family: set[str] = set()
        self._whole: set[str] = set()
        self._inside: dict[str, bool] = {}  # for scripts without spaces: whether it is certain
        stems: set[str] = set()
        for name in names:
            stems |= self._add(parts(name))
        self._single = _names_in_any_number(self._first | self._family)
        self._full = _names_in_any_number(self._whole)
        self._stems = _words_beginning_with(stems)
        unspaced = _longest_first(self._inside)
        self._unspaced = re.compile("|".join(re.escape(word) for word in unspaced))

    def _add(self, known: Parts) -> set[str]:
        """Take in one name; answers the stems of its longer words."""
        every = [*known.first, *known.family]
        for words, among in (
            (known.first, self._first),
            (known.family, self._family),
            (known.maybe, self._first),
        ):
            for word in words:
                among |= {piece for piece in _pieces(word) if len(piece) > 1}
        if len(every) > 1:
            short = [every[0], every[-1]]  # without middle names
            for order in (every, [*known.family, *known.first], short, short[::-1]):
                self._whole |= spellings(" ".join(order)) | spellings("".join(order))
            for initial in {word[0].lower() for word in known.first}:
                for word in (spelling.lower() for spelling in known.family):
                    self._whole |= spellings(initial + word) | spellings(word + initial)
        self._inside |= _inside(every)
        return {stem for word in every for spelling in spellings(word) for stem in _stem(spelling)}

    def hits(self, text: str) -> list[Hit]:
        """Each name that occurs, once, in the order of the text."""
        hits: dict[str, Hit] = {}
        rows = _rows(text)
        apart = (_apart(self._rest(row)) for row in rows)
        for row in dict.fromkeys((*rows, *apart, *map(_without_particles, rows))):
            for hit in (*self._names(row), *self._letters(row)):
                key = hit.word.casefold().replace(" ", "")
                if key not in hits or hit.certain:
                    hits[key] = hit
        return list(hits.values())

    def _rest(self, row: str) -> str:
        """``row`` without the names that stand in it by themselves."""
        return _row(self._single.sub("", self._full.sub("", row)))

    def _names(self, row: str) -> Iterator[Hit]:
        for match in self._full.finditer(row):
            yield Hit(match["name"], certain=_has_capitals(match["name"]))
        for match in self._single.finditer(row):
            word, plain = match["name"], match["name"].casefold()
            if plain in self._first - self._family and plain in WORDS_TOO and word.islower():
                continue
            before = row[: match.start("name")].split()
            titled = bool(before) and before[-1].casefold() in TITLES
            certain = titled and plain in self._family and _has_capitals(word)
            yield Hit(word, certain=certain)
        for match in self._stems.finditer(row):
            if not match[0].islower() and not self._single.search(f" {match[0]} "):
                yield Hit(match[0], certain=False)

    def _letters(self, row: str) -> Iterator[Hit]:
        """Names in scripts that put no space between words."""
        if self._inside:
            for match in self._unspaced.finditer(row.replace(" ", "")):
                word = unicodedata.normalize("NFC", match[0])  # Korean was taken apart
                yield Hit(word, certain=self._inside[match[0]])


def _bare(words: str) -> str:
    """``words`` without accents and invisible characters; letters, capitals and signs stay."""
    if words.isascii():
        return words
    plain = "".join(_cased(character, _PLAIN) for character in words)
    apart = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in apart if c.isascii() or unicodedata.category(c) not in _UNSEEN)


def _long(words: str) -> str:
    """``words`` with ``ü`` as ``ue`` and the like, as those write who have no such letters."""
    if words.isascii():
        return words
    composed = unicodedata.normalize("NFC", words)
    return "".join(_cased(character, _LONG) for character in composed)


def _cased(character: str, table: dict[str, str]) -> str:
    """What ``table`` makes of a letter, with its capital."""
    plain = table.get(character.lower(), character.lower())
    if plain == character.lower():
        return character
    return plain if character.islower() or character == "ß" else plain.capitalize()


def _has_capitals(words: str) -> bool:
    """Whether each word of a name begins as names do, where its alphabet has capitals."""
    return not any(word.islower() and word not in PARTICLES for word in words.split())


def _row(bare: str) -> str:
    return f" {_NO_LETTERS.sub(' ', bare).strip()} "


def _rows(text: str) -> list[str]:
    """The ways to read ``text`` as a row of words, capitals kept: as it stands first."""
    ways = (_bare(text), _bare(_long(text)))
    rows = [_row(way) for bare in ways for way in (bare, _JOINTS.sub("", bare))]
    return list(dict.fromkeys(rows))


def _apart(row: str) -> str:
    """``row`` with a space wherever words seem joined: MacLeish, ThankYouDoreen, Jones2."""
    if row.isascii():
        return _SEAM.sub(" ", row)
    spaced = (f" {after}" if _is_seam(before, after) else after for before, after in pairwise(row))
    return row[:1] + "".join(spaced)


def _without_particles(row: str) -> str:
    """``row`` as names are kept: Jo Ní Bhriain is Jo Bhriain, and Mrs de Souza is Mrs Souza."""
    drop = PARTICLES - {"mac", "mc"}  # these are looked for with what follows: Mac Allister
    return _row(" ".join(word for word in row.split() if word.casefold() not in drop))


def _is_seam(before: str, after: str) -> bool:
    """Whether another word seems to begin between two letters or digits."""
    if before.isdigit() != after.isdigit():
        return before.isalnum() and after.isalnum()
    return before.islower() and after.isupper()


def _plain(word: str) -> str:
    return _row(_bare(word)).replace(" ", "").casefold()


def _words(words: str) -> list[str]:
    return [word for word in words.split() if _plain(word)]


def _without_titles(words: list[str]) -> tuple[list[str], list[str]]:
    """``words`` without what stands around a name; and what of that may be a name all the same.

    Titles stand at the edges. One by which people are called too goes only while a first name
    and a family name are left, and is looked for still.
    """
    kept, maybe = list(words), []
    for end in (0, -1):
        while len(kept) > 1 and _is_title(kept, end):
            word = kept.pop(end)
            maybe += [word] if _plain(word) in NAMES_TOO else []
    inner = [word for word in kept[1:-1] if _plain(word) not in PARTICLES]
    kept = [*kept[:1], *inner, *kept[1:][-1:]]
    return [word for word in kept if len(_plain(word)) > 1] or kept, maybe


def _is_title(words: list[str], end: int) -> bool:
    word = _plain(words[end])
    return word in TITLES or (word in NAMES_TOO and len(words) > 2)  # noqa: PLR2004 -- two are left


def _pieces(word: str) -> set[str]:
    """The spellings of a word of a name, and of each part: Wu-Brown, O’Rourke, MacLeish."""
    inner = _apart(_row(_bare(word))).split()
    parts_of = [part for part in inner if len(part) > 1 and part.casefold() not in PARTICLES]
    return spellings(word).union(*(spellings(part) for part in parts_of))


def _stem(word: str) -> set[str]:
    """The beginning that the cases of a longer name share: ``Kowalsk`` of Kowalska."""
    if len(word) < 6 or " " in word:  # noqa: PLR2004 -- shorter ones begin too many words
        return set()
    return {word[:-1] if word[-1] in "aeiouyаеиіоуюя" else word}


def _inside(words: list[str]) -> dict[str, bool]:
    """What to look for inside words, for scripts whose words are not set apart.

    Chinese, Japanese and Korean names begin with the family's; it may stand alone before Mr.
    """
    name = unicodedata.normalize("NFC", "".join(words))
    if not name or not all(unicodedata.category(c) == "Lo" for c in name):
        return {}
    if not all("\u3400" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in name):
        return {_bare(word): False for word in words if len(word) > 3}  # noqa: PLR2004 -- parts of words
    families = {name[:1], name[:2], *words}
    looked_for = dict.fromkeys((name[1:], name[2:], *words), False)
    looked_for |= {family + title: True for family in families for title in HONORIFICS}
    looked_for |= {name: True, "".join(reversed(words)): True}
    return {_bare(word): certain for word, certain in looked_for.items() if len(word) > 1}


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _names_in_any_number(forms: Iterable[str]) -> re.Pattern[str]:
    """Any of ``forms`` as whole words, in the plural or possessive too."""
    longest = _longest_first(forms) or [NOTHING]
    return re.compile(
        rf"(?<= )(?P<name>{'|'.join(re.escape(form) for form in longest)})(?:e?s| s)?(?= )",
        re.IGNORECASE,
    )


def _words_beginning_with(stems: Iterable[str]) -> re.Pattern[str]:
    """Words that begin with any of ``stems`` and have four letters more at the most."""
    longest = _longest_first(stems) or [NOTHING]
    return re.compile(
        rf"(?<= )(?:{'|'.join(re.escape(stem) for stem in longest)})\w{{0,4}}(?= )",
        re.IGNORECASE,
    )
