"""Walk one slide's tree of shapes, and say what each is.

The order in the file is the order in which PowerPoint reads to a screen reader.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"

TITLES = frozenset({"title", "ctrTitle"})
FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum"})
SHAPES = frozenset({f"{P}sp", f"{P}pic", f"{P}graphicFrame", f"{P}cxnSp"})
ON = frozenset({"1", "true"})


def walk(container: Any) -> Iterator[Any]:
    """Yield the shapes that are shown, those in groups and alternate content too."""
    for element in () if container is None else container:
        if element.tag == f"{MC}AlternateContent":
            branch = element.find(f"{MC}Choice")
            yield from walk(element.find(f"{MC}Fallback") if branch is None else branch)
        elif properties(element).get("hidden") in ON:
            continue
        elif element.tag == f"{P}grpSp":
            yield from walk(element)
        elif element.tag in SHAPES:
            yield element


def placeholder(shape: Any) -> str | None:
    """Return the kind of placeholder, or `None` for a shape that is not one."""
    element = shape.find(f"./*/{P}nvPr/{P}ph")
    return None if element is None else element.get("type", "obj")


def properties(shape: Any) -> Any:
    """Return the element that holds name, description and visibility (empty where none is)."""
    element = shape.find(f"./*/{P}cNvPr")
    return etree.Element("none") if element is None else element


def box(shape: Any) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom of a shape that says so itself and stands in no group."""
    if shape.getparent() is None or shape.getparent().tag == f"{P}grpSp":
        return None
    place = shape.find(f"./{P}spPr/{A}xfrm")
    place = shape.find(f"./{P}xfrm") if place is None else place
    offset = None if place is None else place.find(f"{A}off")
    extent = None if place is None else place.find(f"{A}ext")
    if offset is None or extent is None:
        return None
    left, top = int(offset.get("x", 0)), int(offset.get("y", 0))
    return left, top, left + int(extent.get("cx", 0)), top + int(extent.get("cy", 0))


def is_bent(shape: Any) -> bool:
    """Whether the letters of a shape are bent along a line, and so drawn as shapes themselves."""
    bend = shape.find(f".//{A}prstTxWarp")
    return bend is not None and bend.get("prst") not in {None, "textNoShape", "textPlain"}


def covered(shapes: list[Any]) -> list[Any]:
    """Shapes that a later one lies over whole, with nothing to see through."""
    placed = [(shape, box(shape)) for shape in shapes]
    return [
        shape
        for at, (shape, place) in enumerate(placed)
        if place and any(_is_over(other, own, place) for other, own in placed[at + 1 :])
    ]


def _is_over(
    shape: Any, own: tuple[int, int, int, int] | None, place: tuple[int, int, int, int]
) -> bool:
    if own is None or own[0] > place[0] or own[1] > place[1]:
        return False
    if own[2] < place[2] or own[3] < place[3]:
        return False
    fill = shape.find(f"./{P}spPr/{A}solidFill")
    is_clear = fill is not None and fill.find(f".//{A}alpha") is not None
    return shape.tag == f"{P}pic" or (fill is not None and not is_clear)


def is_off(shape: Any, size: tuple[int, int]) -> bool:
    """Whether a shape lies beyond the slide's edge, where nobody sees it."""
    place = box(shape)
    if place is None:
        return False
    left, top, right, bottom = place
    return right <= 0 or bottom <= 0 or left >= size[0] or top >= size[1]
