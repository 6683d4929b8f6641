"""Tell what lies below a shape of a slide: fills, backgrounds, and what its layout gives it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from meetings.slides import colours, shapes
from meetings.slides.colours import Colour
from meetings.slides.shapes import ON, TITLES, A, P

FILLS = frozenset(
    f"{A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
)
FULL = frozenset({"rect", "roundRect", "ellipse"})  # their words stand on their fill
FIRST = "1001"  # the first background of a theme
WHITE = Colour((255, 255, 255))

Box = tuple[int, int, int, int]


class Sheets:
    """A slide, then its layout and its master, if it has them."""

    def __init__(self, sheets: list[Any]) -> None:
        self.elements = [sheet.element for sheet in sheets]
        pack = sheets[0].part.package.presentation_part.presentation.element
        self.defaults = pack.find(f"./{P}defaultTextStyle")
        self.theme = colours.theme(sheets[-1])
        self.scheme = colours.scheme(sheets, self.theme)
        self._grounds: dict[Any, Colour | None] = {}

    def colour(self, fill: Any) -> Colour | None:
        """The colour of a fill, or `None` where it has none, several, or one that none can tell."""
        return colours.colour(fill, self.scheme)

    def styles(self, shape: Any, level: int) -> list[Any]:
        """Where the look of letters in a shape is set, but for the letters themselves."""
        if shape.tag != f"{P}sp":
            return []  # a table's style is not read
        family = self.family(shape)
        lists = [style.find(f"./{P}txBody/{A}lstStyle") for style in family]
        if shapes.placeholder(shape) is None:
            lists.append(self.defaults)
        else:
            kind = "titleStyle" if _kind(shape) == "title" else "bodyStyle"
            lists.append(self.elements[-1].find(f"./{P}txStyles/{P}{kind}"))
        levels = [
            None if style is None else style.find(f"./{A}lvl{level + 1}pPr") for style in lists
        ]
        candidates = [None if style is None else style.find(f"{A}defRPr") for style in levels]
        reference = shape.find(f"./{P}style/{A}fontRef")
        if reference is not None and len(reference):
            candidates.insert(1, reference)
        return [look for look in candidates if look is not None]

    def family(self, shape: Any) -> list[Any]:
        """A shape, and the placeholders of layout and master from which it takes its look."""
        mark = shape.find(f"./*/{P}nvPr/{P}ph")
        if mark is None or shape.tag != f"{P}sp":
            return [shape]
        relatives = [shape]
        for at, sheet in enumerate(self.elements[1:]):
            places = [
                candidate for candidate in sheet.iter(f"{P}sp") if shapes.placeholder(candidate)
            ]
            same = [
                candidate for candidate in places if not at and _index(candidate) == _index(shape)
            ]
            relatives += (
                same or [candidate for candidate in places if _kind(candidate) == _kind(shape)]
            )[:1]
        return relatives

    def ground(self, shape: Any) -> Colour | None:
        """What stands behind the words of a shape: its own fill, a shape below, the slide."""
        if shape not in self._grounds:
            self._grounds[shape] = self._ground(shape)
        return self._grounds[shape]

    def _ground(self, shape: Any) -> Colour | None:
        at = next((at for at, layer in enumerate(self._stack) if layer.shape is shape), None)
        if at is None:
            return None
        own = self._stack[at]
        if own.fill is not None:
            return self.colour(own.fill) if own.form in FULL else None
        for layer in reversed(self._stack[:at]):
            if layer.fill is not None and not layer.is_beside(own):
                is_plain = layer.form == "rect" and layer.is_below(own)
                return self.colour(layer.fill) if is_plain else None
        return self._background

    @cached_property
    def _stack(self) -> list["Layer"]:
        """Everything drawn on the slide, the lowest first."""
        layers = [self._layer(shape) for shape in _shapes(self.elements[0])]
        for sheet, above in zip(self.elements[1:], self.elements, strict=False):
            if above.get("showMasterSp", "1") not in ON:
                break
            drawn = (shape for shape in _shapes(sheet) if shapes.placeholder(shape) is None)
            layers = [*map(self._layer, drawn), *layers]
        return layers

    def _layer(self, shape: Any) -> "Layer":
        family = self.family(shape)
        place = next(filter(None, map(_place, family)), None)
        return Layer(shape, _fill(family), place, _form(shape))

    @cached_property
    def _background(self) -> Colour | None:
        """The colour of the slide, or of what it takes its background from; white by itself."""
        grounds = (sheet.find(f"./{P}cSld/{P}bg") for sheet in self.elements)
        ground = next(
            (candidate for candidate in grounds if candidate is not None and len(candidate)), None
        )
        if ground is None:
            return WHITE
        if ground[0].tag == f"{P}bgPr":
            return self.colour(ground[0].find(f"{A}solidFill"))
        fills = self.theme.find(f"./{A}themeElements/{A}fmtScheme/{A}bgFillStyleLst")
        plain = None if fills is None or not len(fills) else fills[0].find(f"{A}schemeClr")
        is_plain = plain is not None and plain.get("val") == "phClr" and not len(plain)
        return self.colour(ground[0]) if is_plain and ground[0].get("idx") == FIRST else None


@dataclass(frozen=True)
class Layer:
    """A shape with what fills it (`None`: nothing), its place where it is known, its form."""

    shape: Any
    fill: Any
    place: Box | None
    form: str

    def is_beside(self, other: "Layer") -> bool:
        """Whether the two are known not to meet."""
        if self.place is None or other.place is None:
            return False
        (left, top, right, bottom), (x, y, end, foot) = self.place, other.place
        return right <= x or bottom <= y or left >= end or top >= foot

    def is_below(self, other: "Layer") -> bool:
        """Whether this one is known to reach as far as the other on every side."""
        if self.place is None or other.place is None:
            return False
        (left, top, right, bottom), (x, y, end, foot) = self.place, other.place
        return left <= x and top <= y and right >= end and bottom >= foot


def _shapes(sheet: Any) -> Iterator[Any]:
    return shapes.walk(sheet.find(f"./{P}cSld/{P}spTree"))


def _kind(shape: Any) -> str:
    kind = shapes.placeholder(shape) or ""
    if kind in TITLES:
        return "title"
    return kind if kind in shapes.FURNITURE or not kind else "body"


def _index(shape: Any) -> str:
    return str(shape.find(f"./*/{P}nvPr/{P}ph").get("idx", "0"))


def _place(shape: Any) -> Box | None:
    """Where a shape stands; nothing for one that is turned."""
    frame = shape.find(f"./{P}spPr/{A}xfrm")
    is_turned = frame is not None and frame.get("rot", "0") != "0"
    return None if is_turned else shapes.box(shape)


def _form(shape: Any) -> str:
    if shape.find(f"./{P}spPr/{A}custGeom") is not None:
        return "drawn"
    form = shape.find(f"./{P}spPr/{A}prstGeom")
    return "rect" if form is None else form.get("prst", "")


def _fill(family: list[Any]) -> Any:
    """What fills a shape; something without a colour where that is no fill, `None` for nothing."""
    shape = family[0]
    if shape.tag == f"{P}cxnSp":
        return None
    if shape.tag != f"{P}sp" or shape.get("useBgFill") in ON:
        return etree.Element("unknown")
    for relative in family:
        for fill in relative.iterfind(f"./{P}spPr/*"):
            if fill.tag in FILLS:
                return None if fill.tag == f"{A}noFill" else fill
    style = shape.find(f"./{P}style/{A}fillRef")
    is_filled = style is not None and style.get("idx") != "0"
    return etree.Element("unknown") if is_filled else None
