"""Which of a pack's fonts are not on this machine, and which of its letters no font here has.

Its slides are then drawn in another font, or with boxes.
"""

import shutil
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from unicodedata import category

SAME_WIDTHS = frozenset(  # fonts for which free ones of the same widths are installed
    {
        "arial",
        "arial narrow",
        "calibri",
        "cambria",
        "courier",
        "courier new",
        "helvetica",
        "symbol",
        "times",
        "times new roman",
        "webdings",
        "wingdings",
        "wingdings 2",
        "wingdings 3",
    }
)
MAX_NAMES = 20  # of one pack that are looked for
LONGEST = 60  # letters of a name
PATIENCE = 5  # seconds


def missing(names: Iterable[str]) -> list[str]:
    """Those of ``names`` that this machine does not have."""
    wanted = sorted({name for name in names if len(name) <= LONGEST}, key=str.casefold)
    return [name for name in wanted[:MAX_NAMES] if not _is_here(name)]


def _is_here(name: str) -> bool:
    if name.casefold() in SAME_WIDTHS:
        return True
    families = _families()
    return not families or name.casefold() in families


def undrawn(text: str) -> str:
    """The letters of ``text`` that no font of this machine has: they are drawn as boxes."""
    known = _letters()
    marks = {letter for letter in text if not letter.isspace() and category(letter)[0] not in "CM"}
    return "".join(sorted(letter for letter in marks if known and not _has(known, ord(letter))))


def _has(known: list[tuple[int, int]], code: int) -> bool:
    at = bisect_right(known, (code, sys.maxunicode)) - 1
    return at >= 0 and code <= known[at][1]


@cache
def _letters() -> list[tuple[int, int]]:
    """First and last of each run of letters that fonts here have; empty where nobody can tell."""
    runs = sorted(
        (int(first, 16), int(last or first, 16))
        for piece in _ask(":", "--format=%{charset} ").split()
        for first, _dash, last in [piece.partition("-")]
    )
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


@cache
def _families() -> frozenset[str]:
    """Names of all fonts here; empty where nobody can tell."""
    names = _ask(":", "family").replace("\n", ",").split(",")
    return frozenset(name.strip().casefold() for name in names) - {""}


def _ask(*words: str) -> str:
    program = shutil.which("fc-list")
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 -- our own words, no shell
            [program, *words], capture_output=True, text=True, check=True, timeout=PATIENCE
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout
