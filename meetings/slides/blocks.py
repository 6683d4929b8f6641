"""The words of a slide in order, as what they are: paragraphs, lists and tables.

A block is what the database keeps and the page draws::

    {"kind": "text", "text": "…", "lang": "ur", "dir": "rtl"}
    {"kind": "list", "ordered": False, "points": [{"text": "…", "points": [], "ordered": False}]}
    {"kind": "table", "heads": 1, "rows": [[{"text": "…", "across": 3, "down": 1}]]}

A cell with `head` is the head of its row. `lang` and `dir` stand there only where the words are
not English, or run from right to left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from meetings.slides.languages import direction, language

Block = dict[str, Any]
Change = Callable[[str], str]


def said(text: str, lang: str = "", *, rtl: bool = False) -> dict[str, Any]:
    """The words with their language and direction."""
    tag = language(text, lang)
    way = "rtl" if rtl else direction(text)
    return {"text": text, **({"lang": tag} if tag else {}), **({"dir": way} if way else {})}


def paragraph(text: str, lang: str = "", *, rtl: bool = False) -> Block:
    """One paragraph."""
    return {"kind": "text", **said(text, lang, rtl=rtl)}


def of_lines(text: str, lang: str = "") -> list[Block]:
    """A paragraph for each line."""
    return [paragraph(line, lang) for line in text.split("\n") if line]


def grouped(paragraphs: Iterator[tuple[Block, int, str]]) -> list[Block]:
    """Paragraphs one after the other; those with a bullet or number become lists in lists.

    Each comes with its level and with ``"bullet"``, ``"number"`` or nothing.
    """
    blocks: list[Block] = []
    above: list[tuple[int, Block]] = []  # the points in which the next one can stand
    for block, level, mark in paragraphs:
        if not mark:
            blocks.append(block)
            above = []
            continue
        ordered = mark == "number"
        while above and above[-1][0] >= level:
            above.pop()
        last = above[-1][1] if above else _list(blocks, ordered)
        point = {**block, "points": [], "ordered": False}
        point.pop("kind")
        last["ordered"] = ordered
        last["points"].append(point)
        above.append((level, point))
    return blocks


def _list(blocks: list[Block], ordered: bool) -> Block:
    """The list that the next point of the outermost level goes on, or a new one."""
    last = blocks[-1] if blocks else {}
    if last.get("kind") != "list" or last["ordered"] != ordered:
        blocks.append({"kind": "list", "ordered": ordered, "points": []})
    return blocks[-1]


def lines(blocks: list[Block]) -> list[str]:
    """The same words as plain lines: what is searched, copied and printed."""
    texts: list[str] = []
    for block in blocks:
        if block["kind"] == "table":
            rows = ([cell["text"] for cell in row] for row in block["rows"])
            texts += [" | ".join(filter(None, row)) for row in rows if any(row)]
        elif block["kind"] == "list":
            texts += _spoken(block["points"])
        else:
            texts.append(block["text"])
    return [line for line in texts if line]


def changed(blocks: list[Block], change: Change) -> list[Block]:
    """The blocks with every text as ``change`` gives it back; what is left empty goes."""
    return [kept for block in blocks if (kept := _changed(block, change)) is not None]


def _changed(block: Block, change: Change) -> Block | None:
    if block["kind"] == "table":
        rows = [[{**cell, "text": change(cell["text"])} for cell in row] for row in block["rows"]]
        return (
            {**block, "rows": rows} if any(cell["text"] for row in rows for cell in row) else None
        )
    if block["kind"] == "list":
        points = _changed_points(block["points"], change)
        return {**block, "points": points} if points else None
    text = change(block["text"])
    return {**block, "text": text} if text else None


def _spoken(points: list[Block]) -> list[str]:
    return [line for point in points for line in (point["text"], *_spoken(point["points"]))]


def _changed_points(points: list[Block], change: Change) -> list[Block]:
    """The points that keep words; what stood below one that lost its own moves up."""
    kept: list[Block] = []
    for point in points:
        text, below = change(point["text"]), _changed_points(point["points"], change)
        kept += [{**point, "text": text, "points": below}] if text else below
    return kept
