"""Read the words inside charts and SmartArt, which a slide keeps in parts of their own."""

from typing import Any

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"

MAX_POINTS = 60  # numbers of one series that are read out; more help nobody
NOT_WORDS = frozenset({"pres", "parTrans", "sibTrans"})  # points that lay out or connect


def chart_lines(part: bytes) -> list[str]:
    """Return the chart's title, then one line a series: "Visits a week: 2019 118, 2026 46"."""
    root = _parse(part)
    if root is None:
        return []
    heading = root.find(f"./{C}chart/{C}title")
    words = "" if heading is None else " ".join("".join(heading.itertext(f"{A}t")).split())
    return [line for line in (words, *map(_series, root.iter(f"{C}ser"))) if line]


def diagram_lines(part: bytes) -> list[str]:
    """Return the words of each box of a SmartArt drawing, in the order they were written."""
    root = _parse(part)
    if root is None:
        return []
    found = []
    for point in root.iter(f"{DGM}pt"):
        if point.get("type") not in NOT_WORDS:
            words = ("".join(line.itertext(f"{A}t")) for line in point.iter(f"{A}p"))
            found += [" ".join(text.split()) for text in words if text.strip()]
    return found


def _series(series: Any) -> str:
    name = " ".join(_values(series.find(f"{C}tx")))
    labels = _values(series.find(f"{C}cat"))
    numbers = [_plain(number) for number in _values(series.find(f"{C}val"))]
    if len(labels) != len(numbers):
        labels = [""] * len(numbers)
    pairs = zip(labels[:MAX_POINTS], numbers[:MAX_POINTS], strict=True)
    said = ", ".join(f"{label} {number}".strip() for label, number in pairs)
    return ": ".join(piece for piece in (name, said) if piece)


def _values(element: Any) -> list[str]:
    """Return the cached values that the chart shows, in order."""
    return (
        [] if element is None else [(value.text or "").strip() for value in element.iter(f"{C}v")]
    )


def _plain(number: str) -> str:
    """Drop the noise of floating point: "0.34000000000000002" is 0.34."""
    try:
        return f"{float(number):.6g}"
    except ValueError:
        return number


def _parse(part: bytes) -> Any:
    """Return the root, or `None` for a part that is not XML. Entities and links stay unread."""
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
