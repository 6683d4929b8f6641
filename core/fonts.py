"""Which letters the fonts of this machine have: what is printed without them has boxes.

Fontconfig is asked, as pango asks it when it lays out a document.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import category

from django.utils.translation import gettext as _

PATIENCE = 5  # seconds
MOST = 20  # letters that one sentence names
CORE, CJK, EMOJI = "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"
IN_PACKAGE = (  # first and last letter of what is not in the first package
    (0x1100, 0x11FF, CJK),
    (0x2600, 0x27BF, EMOJI),
    (0x2E80, 0x9FFF, CJK),
    (0xA960, 0xA97F, CJK),
    (0xAC00, 0xD7FF, CJK),
    (0xF900, 0xFAFF, CJK),
    (0xFE30, 0xFE4F, CJK),
    (0xFF00, 0xFFEF, CJK),
    (0x1F000, 0x1FAFF, EMOJI),
    (0x20000, 0x3FFFF, CJK),
)
LANGUAGES = {  # letters of the languages that the groups speak
    "Welsh": "ŵŷŴŶ",
    "Polish": "ąćęłńóśźż",
    "Vietnamese": "ăâđêôơưạảấầẩ",
    "Ukrainian": "абвгґдеєжзиіїй",
    "Urdu": "ٹپچڈڑژکگںھہےی",
    "Arabic": "ابتثجحخدذرزسش",
    "Punjabi": "ਪੰਜਾਬੀਅਕਖਗ",
    "Hindi": "हिन्दीअकखग",
    "Bengali": "বাংলাঅকখগ",
    "Tamil": "தமிழ்அகச",
    "Chinese": "中文警察廣東话",
    "Korean": "한국어경찰",
    "emoji": "😀👍🏽",
}


UNSEEN = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))  # they only choose a letter's shape


class CannotTellError(Exception):
    """Fontconfig is not installed, or does not answer."""


class Face(NamedTuple):
    """A font file, and the number of one font in it."""

    path: str
    number: int


def unprintable(text: str) -> list[str]:
    """The letters of ``text`` that no font of this machine has, each once, as they come.

    Where nobody can tell, none.
    """
    try:
        known = _letters()
    except CannotTellError:
        return []
    return [
        letter
        for letter in dict.fromkeys(text)
        if not _has(known, ord(letter)) and category(letter)[0] not in "CMZ"
    ]


def can_tell() -> bool:
    """Whether fontconfig answers; while it does not, no letter is ever named."""
    try:
        return bool(_letters())
    except CannotTellError:
        return False


def packages(letters: list[str]) -> list[str]:
    """Debian's packages that have ``letters``."""
    return sorted({_package(ord(letter)) for letter in letters})


def sentence(text: str) -> str:
    """What is said of ``text`` that would be printed with boxes; empty where it would not."""
    letters = unprintable(text)
    if not letters:
        return ""
    return _(
        "These letters cannot be printed on this server: %(letters)s."
        " Ask whoever runs it to install %(packages)s."
    ) % {"letters": " ".join(letters[:MOST]), "packages": " ".join(packages(letters))}


def families() -> frozenset[str]:
    """Names of all fonts here; empty where nobody can tell."""
    try:
        return _families()
    except CannotTellError:
        return frozenset()


def face_with(word: str) -> Face | None:
    """The font of this server that has every letter of ``word`` and can be drawn at any size.

    Nothing where there is none, or where nobody can tell.
    """
    codes = {ord(letter) for letter in word if not _is_unseen(letter)}
    try:
        return _face_with(frozenset(codes))
    except CannotTellError:
        return None


def forget() -> None:
    """Ask again: other fonts are installed."""
    for kept in (_letters, _families, _face_with):
        kept.cache_clear()


def _is_unseen(letter: str) -> bool:
    return category(letter)[0] in "CZ" or any(ord(letter) in codes for codes in UNSEEN)


def _package(code: int) -> str:
    return next((name for first, last, name in IN_PACKAGE if first <= code <= last), CORE)


def _has(known: list[tuple[int, int]], code: int) -> bool:
    at = bisect_right(known, (code, sys.maxunicode)) - 1
    return at >= 0 and code <= known[at][1]


@cache
def _letters() -> list[tuple[int, int]]:
    """First and last of each run of letters that fonts here have."""
    runs = sorted(_runs(_ask("fc-list", ":", "--format=%{charset} ")))
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _runs(charset: str) -> Iterator[tuple[int, int]]:
    """First and last letter of each run, as fontconfig writes them."""
    for piece in charset.split():
        first, _dash, last = piece.partition("-")
        yield int(first, 16), int(last or first, 16)


@lru_cache(maxsize=1024)
def _face_with(codes: frozenset[int]) -> Face | None:
    charset = " ".join(f"{code:x}" for code in sorted(codes))
    pattern = f"sans-serif:charset={charset}:outline=true:color=false"
    answer = _ask("fc-match", "--format=%{file}\n%{index}\n%{charset}", pattern)
    path, index, charset = answer.split("\n", 2) if answer else ("", "0", "")
    there = list(_runs(charset))
    if all(any(first <= code <= last for first, last in there) for code in codes):
        return Face(path, int(index) & 0xFFFF) if path else None
    return None


@cache
def _families() -> frozenset[str]:
    names = _ask("fc-list", ":", "family").replace("\n", ",").split(",")
    return frozenset(name.strip().casefold() for name in names) - {""}


def _ask(command: str, *words: str) -> str:
    program = shutil.which(command)
    if program is None:
        raise CannotTellError
    try:
        done = subprocess.run(  # noqa: S603 -- our own words, no shell
            [program, *words], capture_output=True, text=True, check=True, timeout=PATIENCE
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise CannotTellError from error
    return done.stdout
