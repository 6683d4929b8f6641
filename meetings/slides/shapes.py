"""Read one slide's tree of shapes: its words in reading order, its pictures' descriptions.

The order in the file is the order in which PowerPoint reads to a screen reader.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from meetings.slides.graphics import chart_lines, diagram_lines

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

TITLES = frozenset({"title", "ctrTitle"})
FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum"})
SHAPES = frozenset({f"{P}sp", f"{P}pic", f"{P}graphicFrame", f"{P}cxnSp"})
ON = frozenset({"1", "true"})

# What programs put where a person's description should stand.
FILE_NAME = re.compile(r"\S.*\.(jpe?g|png|gif|bmp|tiff?|[ew]mf|svg|webp|heic)", re.IGNORECASE)
OBJECT_NAME = re.compile(
    r"(picture|image|img|photo|graphic|chart|diagram|object|shape|logo|screenshot|"
    r"(content|picture) placeholder)[\s_-]*\d*",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(https?|file)://\S+", re.IGNORECASE)
MACHINE_NOTE = re.compile(
    r"\s*(description automatically generated( with \w+ confidence)?"
    r"|AI-generated content may be incorrect)\.?\s*",
    re.IGNORECASE,
)

Related = Callable[[str], bytes | None]


def walk(container: Any) -> Iterator[Any]:
    """Yield the shapes that are shown, those in groups and alternate content too."""
    for element in container:
        if element.tag == f"{MC}AlternateContent":
            branch = element.find(f"{MC}Choice")
            yield from walk(element.find(f"{MC}Fallback") if branch is None else branch)
        elif _properties(element).get("hidden") in ON:
            continue
        elif element.tag == f"{P}grpSp":
            yield from walk(element)
        elif element.tag in SHAPES:
            yield element


def title(tree: Any) -> str:
    """Return the words of the title placeholder on one line, or nothing."""
    for shape in walk(tree):
        if placeholder(shape) in TITLES:
            return " ".join(paragraphs(shape))
    return ""


def lines(tree: Any, related: Related) -> list[str]:
    """Return the slide's words without the title, dates and numbers at its edge.

    `related` gives the bytes of the part with an id, where charts and SmartArt keep theirs.
    """
    found: list[str] = []
    for shape in walk(tree):
        if placeholder(shape) in TITLES | FURNITURE:
            continue
        found += _table(shape) if shape.find(f".//{A}tbl") is not None else paragraphs(shape)
        for element, attribute, read in (
            (shape.find(f".//{CHART}"), f"{R}id", chart_lines),
            (shape.find(f".//{DIAGRAM}"), f"{R}dm", diagram_lines),
        ):
            part = None if element is None else related(element.get(attribute, ""))
            found += [] if part is None else read(part)
    return found


def descriptions(tree: Any) -> tuple[list[str], int]:
    """Return the useful alternative texts, and how many pictures and charts have none.

    A picture marked as decorative needs none.
    """
    found: list[str] = []
    without = 0
    for shape in walk(tree):
        properties = _properties(shape)
        words = useful(properties.get("descr", ""))
        if words:
            found.append(words)
        elif _is_pictorial(shape) and not _is_decorative(properties):
            without += 1
    return found, without


def useful(description: str) -> str:
    """Return the description on one line, or nothing where a program made it up."""
    words = " ".join(MACHINE_NOTE.sub(" ", description).split())
    junk = any(kind.fullmatch(words) for kind in (FILE_NAME, OBJECT_NAME, ADDRESS))
    return "" if junk else words


def paragraphs(element: Any) -> list[str]:
    """Return the words of each paragraph below `element` that has any."""
    texts = (_words(paragraph) for paragraph in element.iter(f"{A}p"))
    return [text for text in texts if text]


def _words(paragraph: Any) -> str:
    pieces = (
        (piece.text or "") if etree.QName(piece).localname == "t" else " "
        for piece in paragraph.iter("{*}t", f"{A}br", f"{A}tab")
    )
    return " ".join("".join(pieces).split())


def _table(shape: Any) -> list[str]:
    """Return one line a row, with its cells divided by a bar."""
    rows = (
        [" ".join(paragraphs(cell)) for cell in row.iter(f"{A}tc")] for row in shape.iter(f"{A}tr")
    )
    return [" | ".join(row) for row in rows if any(row)]


def placeholder(shape: Any) -> str | None:
    """Return the kind of placeholder, or `None` for a shape that is not one."""
    element = shape.find(f"./*/{P}nvPr/{P}ph")
    return None if element is None else element.get("type", "obj")


def _properties(shape: Any) -> Any:
    """Return the element that holds name, description and visibility (empty where none is)."""
    found = shape.find(f"./*/{P}cNvPr")
    return etree.Element("none") if found is None else found


def _is_pictorial(shape: Any) -> bool:
    return shape.tag == f"{P}pic" or shape.find(f".//{CHART}") is not None


def _is_decorative(properties: Any) -> bool:
    return any(mark.get("val") in ON for mark in properties.iter(DECORATIVE))
