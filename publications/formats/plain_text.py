"""An edition as plain text of 72 columns, for braille displays, mail and old machines.

Its words are those of the page and of the PDF, in the same order; lines of ``=`` and ``-`` stand
below headings, and " / " between the cells of a table.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from publications.canonical import HEADINGS, Line, Seal, lines, verification
from publications.snapshot import Snapshot

COLUMNS = 72
FACT = 12  # columns of the label of a fact
BETWEEN = " / "
UNDER = {"title": "=", "heading": "-"}


def plain_text(snapshot: Snapshot, seal: Seal) -> str:
    """The whole edition, with the box that says how to check it."""
    box = [Line("words", (words,)) for words in verification(seal)]
    heading = Line("heading", (str(HEADINGS["verify"]),))
    parts = [*lines(snapshot), Line("gap"), heading, *box]
    written = "\n".join(row for line in parts for row in _rows(line))
    return f"{written}\n"


def _rows(line: Line) -> Iterator[str]:
    """The rows of one line of the canonical text."""
    if line.kind == "gap":
        yield ""
        return
    if line.kind == "fact":
        label, value = line.cells
        yield from _wrapped(f"{label:<{FACT}}{value}", indent=FACT)
        return
    rows = _wrapped(BETWEEN.join(line.cells), indent=2 if len(line.cells) > 1 else 0)
    yield from rows
    if line.kind in UNDER:
        yield UNDER[line.kind] * max(map(len, rows))
    if line.kind in (*UNDER, "words"):
        yield ""


def _wrapped(words: str, *, indent: int) -> list[str]:
    """Lines of 72 columns; a word that is longer has one of its own, whole."""
    wrapper = textwrap.TextWrapper(
        COLUMNS,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(words) or [""]
