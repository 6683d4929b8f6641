"""Read the words inside charts and SmartArt, which a slide keeps in parts of their own."""

from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from meetings.slides.formats import formatted
from meetings.slides.signs import tidy

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"

MAX_POINTS = 60  # numbers of one series that are read out; more help nobody
NOT_WORDS = frozenset({"pres", "parTrans", "sibTrans"})  # points that lay out or connect
ON = frozenset({None, "1", "true"})  # of `val`, which may be left out


def chart_lines(part: bytes) -> list[str]:
    """Return the chart's title, those of its axes, then one line a series.

    "Visits a week: 2019 118, 2026 46"; where no number is known, "Feb nothing".
    """
    root = _parse(part)
    if root is None:
        return []
    clock = root.find(f"./{C}date1904")
    mac = clock is not None and clock.get("val") in ON
    headings = (_words(title) for title in root.iter(f"{C}title"))
    series = (_series(element, mac) for element in root.iter(f"{C}ser"))
    return [line for line in (*headings, *series) if line]


def _words(title: Any) -> str:
    return tidy(" ".join("".join(line.itertext(f"{A}t")) for line in title.iter(f"{A}p")))


def diagram_lines(part: bytes) -> list[str]:
    """Return the words of each box of a SmartArt drawing, in the order they were written."""
    root = _parse(part)
    if root is None:
        return []
    texts = []
    for point in root.iter(f"{DGM}pt"):
        if point.get("type") not in NOT_WORDS:
            words = (tidy("".join(line.itertext(f"{A}t"))) for line in point.iter(f"{A}p"))
            texts += [text for text in words if text]
    return texts


def _series(series: Any, mac: bool) -> str:
    name = " ".join(filter(None, _points(series.find(f"{C}tx"), mac).values()))
    numbers = _points(_first(series, "val", "yVal"), mac)
    across = _first(series, "cat", "xVal")
    labels = _labels(across, mac)
    sizes = _points(series.find(f"{C}bubbleSize"), mac)
    total = max((*_counts(series), *numbers, *labels, -1)) if numbers or labels else -1
    points = []
    for index in range(min(total + 1, MAX_POINTS)):
        number = numbers.get(index) or _("nothing")
        size = f" ({sizes[index]})" if sizes.get(index) else ""
        points.append(f"{labels.get(index, '')} {number}{size}".strip())
    return ": ".join(piece for piece in (name, ", ".join(points)) if piece)


def _first(series: Any, *names: str) -> Any:
    """The first of these children that is there."""
    return next((child for name in names if (child := series.find(f"{C}{name}")) is not None), None)


def _counts(series: Any) -> list[int]:
    """The last place that labels and numbers are said to have, however few are filled."""
    counts = []
    for name in ("cat", "val", "xVal", "yVal"):
        for mark in series.findall(f"{C}{name}//{C}ptCount"):
            value = mark.get("val", "")
            counts.append(min(int(value), MAX_POINTS) - 1 if value.isdecimal() else -1)
    return counts


def _labels(element: Any, mac: bool) -> dict[int, str]:
    """The label at each place; of two levels both, the outer one first and carried on."""
    levels = [] if element is None else element.findall(f".//{C}lvl")
    if not levels:
        return _points(element, mac)
    read = [_cached(level, "", mac) for level in levels]
    places = sorted({place for level in read for place in level})
    labels: dict[int, str] = {}
    for place in places:
        inner, *outer = (_carried(level, place, at) for at, level in enumerate(read))
        labels[place] = " ".join(filter(None, [*reversed(outer), inner]))
    return labels


def _carried(level: dict[int, str], place: int, at: int) -> str:
    """The inner level says a label for each place, an outer one for all that follow."""
    if not at:
        return level.get(place, "")
    before = [index for index in level if index <= place]
    return level[max(before)] if before else ""


def _points(element: Any, mac: bool) -> dict[int, str]:
    """The cached values that the chart shows, by their places; not each place has one."""
    if element is None:
        return {}
    code = element.find(f".//{C}formatCode")
    return _cached(element, "" if code is None else (code.text or ""), mac)


def _cached(element: Any, code: str, mac: bool) -> dict[int, str]:
    values: dict[int, str] = {}
    codes: dict[int, str] = {}
    for point in element.iter(f"{C}pt"):
        value = point.find(f"{C}v")
        index = point.get("idx", "")
        if index.isdecimal() and value is not None and value.text:
            values[int(index)] = tidy(value.text)
            codes[int(index)] = point.get("formatCode", code)
    if not values:
        return {at: tidy(value.text or "") for at, value in enumerate(element.iter(f"{C}v"))}
    if all(element.find(f".//{C}{kind}") is None for kind in ("numCache", "numLit")):
        return values  # words
    dates = list(values.values())
    return {
        at: formatted(value, codes[at] or "General", mac=mac, dates=dates)
        for at, value in values.items()
    }


def _parse(part: bytes) -> Any:
    """Return the root, or `None` for a part that is not XML. Entities and links stay unread."""
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
