"""Find the letters that a slide hides, where no picture can be asked: by what its XML says.

They are transparent, tiny, or in the colour of their ground. What is in doubt counts as seen: a
gradient, a picture or half a shape below, a colour that the theme does not tell.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from meetings.slides import colours
from meetings.slides.colours import Colour
from meetings.slides.paints import Sheets
from meetings.slides.shapes import A
from meetings.slides.signs import tidy

TINY = 400  # hundredths of a point: smaller letters are read by nobody
FAINT = 5_000  # thousandths of a per cent of their colour
FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
STRIKING = ("effectLst", "effectDag")  # a shadow or a glow shows letters of any colour


def take_out(bodies: list[Any], sheets: list[Any]) -> list[str]:
    """Take the letters that nobody sees out of shapes, and return them.

    `sheets` are the slide, its layout and its master, or the slide alone.
    """
    below = Sheets(sheets)
    runs = [run for shape in bodies for run in _runs(shape, below) if run.words and run.is_unseen()]
    for run in runs:
        run.empty()
    return [run.words for run in runs]


def _runs(shape: Any, sheets: Sheets) -> "Iterator[Run]":
    for line in shape.iter(f"{A}p"):
        for run in line.iter(f"{A}r", f"{A}fld"):
            yield Run(run, line, shape, sheets)


class Run:
    """Letters that look the same, as they stand in a paragraph of a shape."""

    def __init__(self, run: Any, line: Any, shape: Any, sheets: Sheets) -> None:
        self.run, self.line, self.shape, self.sheets = run, line, shape, sheets
        self.words = tidy("".join(run.itertext(f"{A}t")))
        self.own = run.find(f"{A}rPr")

    @cached_property
    def styles(self) -> list[Any]:
        """Where the look of the letters is set, the nearest first."""
        about = self.line.find(f"{A}pPr")
        level = 0 if about is None else colours.number(about.get("lvl"), 0)
        own = [] if self.own is None else [self.own]
        return own + self.sheets.styles(self.shape, level)

    def is_unseen(self) -> bool:
        """Whether the letters are tiny, transparent, or in the colour of their ground."""
        sizes = (style.get("sz") for style in self.styles)
        size = next(filter(None, sizes), None)
        if colours.number(size, TINY) < TINY:
            return True
        if any(_is_striking(style) for style in self.styles):
            return False
        fill = self._fill()
        if fill is None:
            return False
        if fill.tag == f"{A}noFill" or colours.opacity(fill) < FAINT:
            return True
        return colours.alike(self.sheets.colour(fill), self._ground())

    def empty(self) -> None:
        """Leave a gap in place of the letters."""
        for text in self.run.iter(f"{A}t"):
            text.text = " "
        if self.own is not None:
            self.run.remove(self.own)

    def _fill(self) -> Any:
        """What fills the letters, or `None`; a style's colour stands alone, as in a fill."""
        for style in self.styles:
            if style.tag.endswith("}fontRef"):
                return style
            for name in FILLS:
                if (fill := style.find(f"{A}{name}")) is not None:
                    return fill
        return None

    def _ground(self) -> Colour | None:
        marker = None if self.own is None else self.own.find(f"{A}highlight")
        if marker is not None:
            return self.sheets.colour(marker)
        cell = next(self.line.iterancestors(f"{A}tc"), None)
        if cell is not None:  # else the table's style tells its ground, which is not read
            return self.sheets.colour(cell.find(f"./{A}tcPr/{A}solidFill"))
        return self.sheets.ground(self.shape)


def _is_striking(style: Any) -> bool:
    """Whether letters are seen whatever fills them: by edge or shadow, or as links are drawn."""
    edge = style.find(f"{A}ln")
    edged = edge is not None and any(edge.find(f"{A}{name}") is not None for name in FILLS[1:])
    effects = (style.find(f"{A}{name}") for name in STRIKING)
    shines = any(effect is not None and len(effect) for effect in effects)
    return edged or shines or style.find(f"{A}hlinkClick") is not None
