"""Figures with a target, and the tables that say whether they meet it."""

import re
from typing import NamedTuple

from bench.servers import ROOT

PAGE = ROOT / "docs" / "performance.md"
FLOOR = "floor"

# What a figure may be at the most: times the floor, or a number of its own unit.
TARGETS = {
    "W1a topic of 20 posts, CPU": (2.0, FLOOR),
    "W1a topic of 20 posts, raw HTML": (200, "KB"),
    "W4a hand to 50 sockets, CPU": (1.8, FLOOR),
    "W4a hand to 50 sockets, p50": (2.0, FLOOR),
    "W4d storm of 1,000, CPU each": (1.5, "ms"),
    "W4d storm of 1,000, until all have their page": (2.0, "s"),
    "W4e memory a socket": (45, "KB"),
    "W4e memory of the process": (120, "MB"),
    "W6 PDF/UA of 10 key messages": (1.3, FLOOR),
    "W8 first visit to home": (100, "KB"),
    "W8 first visit to a topic": (100, "KB"),
    "W9 start": (1.0, "s"),
    "Growth: home": (1.3, FLOOR),
    "Growth: list of topics": (1.3, FLOOR),
    "Growth: topic of 20 posts": (1.3, FLOOR),
    "Growth: live meeting": (1.3, FLOOR),
    "Growth: search": (1.3, FLOOR),
}


class Figure(NamedTuple):
    """One figure of one run.

    :ivar ratios: to the floor and to each peer, by name.
    """

    name: str
    value: float
    unit: str
    ratios: dict[str, float]

    @property
    def verdict(self):
        if self.name not in TARGETS:
            return "", ""
        most, of = TARGETS[self.name]
        measured = self.ratios[FLOOR] if of == FLOOR else self.value
        return (f"{most} × floor" if of == FLOOR else f"{most} {of}"), (
            "met" if measured <= most else "missed"
        )


class Result(NamedTuple):
    """What a case came to: lines for the record of the run, and the figures for docs.

    :ivar table: for a case with a table of its own there: its lines.
    """

    lines: list[str]
    figures: list[Figure]
    table: tuple[str, ...] | list[str] = ()


def beside(name, column, readings, *, unit="ms"):
    """The figure ``name``: one column of our reading, and its ratio to those of the others."""
    ours = getattr(readings["ours"], column)
    others = {
        other: getattr(reading, column) for other, reading in readings.items() if other != "ours"
    }
    return Figure(
        name, ours, unit, {other: ours / reading for other, reading in others.items() if reading}
    )


def table(figures):
    """Markdown: each figure beside the floor, the peers and its target."""
    peers = sorted({peer for figure in figures for peer in figure.ratios} - {FLOOR})
    head = ["", "ours", "÷ floor", *(f"÷ {peer}" for peer in peers), "target", ""]
    rows = [head, ["---"] * len(head)]
    for figure in figures:
        ratios = (figure.ratios.get(other) for other in (FLOOR, *peers))
        cells = ["" if ratio is None else f"{ratio:.2f}" for ratio in ratios]
        rows.append([figure.name, f"{figure.value:.3g} {figure.unit}", *cells, *figure.verdict])
    return [f"| {' | '.join(row)} |" for row in rows]


def write_down(place, circumstances, lines):
    """Put a table in docs/performance.md in place of the last one of this ``place``."""
    begin, end = f"<!-- figures: {place} -->", f"<!-- end of figures: {place} -->"
    text = PAGE.read_text()
    block = "\n".join([begin, *circumstances, "", *lines, end])
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise SystemExit(f"{PAGE.name} has no place for figures: {begin}")
    PAGE.write_text(pattern.sub(lambda _match: block, text))
