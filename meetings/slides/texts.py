"""Read the words of one shape: its paragraphs, lists, table, chart or drawing."""

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from meetings.slides import blocks
from meetings.slides.blocks import Block
from meetings.slides.graphics import chart_lines, diagram_lines
from meetings.slides.shapes import CHART, DIAGRAM, ON, A, P, R, box, placeholder
from meetings.slides.signs import tidy

Related = Callable[[str], bytes | None]
BULLETED = frozenset({"obj", "body"})  # placeholders whose paragraphs are a list by themselves
MARKS = {"buChar": "bullet", "buBlip": "bullet", "buAutoNum": "number", "buNone": ""}
TITLE_LETTERS = 120
DEFAULT_SIZE = 1800  # hundredths of a point
TITLE_SIZE = 2400  # of the only words of a slide, if they are its title
TOP = 0.35  # of the slide's height: a title stands above


def of_shape(shape: Any, related: Related, inherited: str) -> list[Block]:
    """The words of a shape, in order.

    `related` gives the bytes of the part with an id, where charts and SmartArt keep theirs;
    `inherited` is the mark that its layout gives to paragraphs: "bullet", "number" or nothing.
    """
    table = shape.find(f".//{A}tbl")
    blocks_of_shape = [_table(table)] if table is not None else paragraphs(shape, inherited)
    chart, diagram = shape.find(f".//{CHART}"), shape.find(f".//{DIAGRAM}")
    if chart is not None and (part := related(chart.get(f"{R}id", ""))) is not None:
        blocks_of_shape += [blocks.paragraph(line) for line in chart_lines(part)]
    if diagram is not None and (part := related(diagram.get(f"{R}dm", ""))) is not None:
        items = ((blocks.paragraph(line), 0, "bullet") for line in diagram_lines(part))
        blocks_of_shape += blocks.grouped(items)
    return blocks_of_shape


def paragraphs(shape: Any, inherited: str = "") -> list[Block]:
    """The paragraphs of a shape; those with a bullet or a number are lists."""
    return blocks.grouped(_marked(shape, inherited))


def _marked(shape: Any, inherited: str) -> Iterator[tuple[Block, int, str]]:
    for line in shape.iter(f"{A}p"):
        text = words(line)
        if text:
            about = line.find(f"{A}pPr")
            level = 0 if about is None else int(about.get("lvl", 0))
            yield _said(line), level, _mark(shape, about, level, inherited)


def _mark(shape: Any, about: Any, level: int, inherited: str) -> str:
    """What stands before a paragraph: said by itself, by its shape, or by its layout."""
    style = shape.find(f"./{P}txBody/{A}lstStyle/{A}lvl{level + 1}pPr")
    for source in (about, style):
        for name, mark in MARKS.items():
            if source is not None and source.find(f"{A}{name}") is not None:
                return mark
    return inherited


def inherited_mark(shape: Any, layout: Any) -> str:
    """The mark that the layout's placeholder gives; a body has bullets where none says no."""
    kind = placeholder(shape)
    if kind not in BULLETED:
        return ""
    own = shape.find(f"./*/{P}nvPr/{P}ph").get("idx", "0")
    for other in layout.iter(f"{P}sp") if layout is not None else ():
        mark = other.find(f"./*/{P}nvPr/{P}ph")
        if mark is not None and mark.get("idx", "0") == own:
            if other.find(f"./{P}txBody/{A}lstStyle/{A}lvl1pPr/{A}buNone") is not None:
                return ""
            break
    return "bullet"


def words(line: Any) -> str:
    """The words of one paragraph."""
    pieces = (
        (piece.text or "") if etree.QName(piece).localname == "t" else " "
        for piece in line.iter("{*}t", f"{A}br", f"{A}tab")
    )
    return tidy("".join(pieces))


def plain(shape: Any) -> str:
    """All words of a shape on one line."""
    return " ".join(filter(None, (words(line) for line in shape.iter(f"{A}p"))))


def _said(line: Any) -> Block:
    about = line.find(f"{A}pPr")
    rtl = about is not None and about.get("rtl") in ON
    return blocks.paragraph(words(line), _language(line), rtl=rtl)


def _language(line: Any) -> str:
    """The language of most letters, as the runs say it."""
    counts: dict[str, int] = {}
    for run in line.iter(f"{A}r", f"{A}fld"):
        about = run.find(f"{A}rPr")
        name = "" if about is None else about.get("lang", "")
        counts[name] = counts.get(name, 0) + len("".join(run.itertext(f"{A}t")))
    return max(counts, key=lambda name: counts[name], default="")


def _table(table: Any) -> Block:
    about = table.find(f"{A}tblPr")
    heads = about is not None and about.get("firstRow") in ON
    side = about is not None and about.get("firstCol") in ON
    rows = [
        [
            _cell(cell, head=side and not at)
            for at, cell in enumerate(row.iter(f"{A}tc"))
            if _is_own(cell)
        ]
        for row in _rows(table)
    ]
    return {"kind": "table", "heads": _heads(rows) if heads else 0, "rows": rows}


def _rows(table: Any) -> list[Any]:
    return [row for row in table.iter(f"{A}tr") if any(words(line) for line in row.iter(f"{A}p"))]


def _heads(rows: list[list[dict[str, Any]]]) -> int:
    """How many rows are heads: the first, whichever further its cells reach down."""
    return max((cell["down"] for cell in rows[0]), default=1) if rows else 0


def _is_own(cell: Any) -> bool:
    """A cell that another one covers says nothing."""
    return not {cell.get("hMerge"), cell.get("vMerge")} & ON


def _cell(cell: Any, *, head: bool) -> dict[str, Any]:
    text = " ".join(filter(None, (words(line) for line in cell.iter(f"{A}p"))))
    first = next(cell.iter(f"{A}p"), None)
    content = blocks.said(text, "" if first is None else _language(first))
    content = {**content, "head": True} if head else content
    return {**content, "across": int(cell.get("gridSpan", 1)), "down": int(cell.get("rowSpan", 1))}


def looks_like_a_title(shapes: list[Any], height: int) -> Any:
    """The shape whose words look like a title where none says so, or `None`.

    It is one line near the top that says little, set larger than text is, and nothing is larger.
    """
    with_words = [shape for shape in shapes if shape.tag == f"{P}sp" and plain(shape)]
    near = [shape for shape in with_words if _is_near_the_top(shape, height)]
    if not near:
        return None
    largest = max(map(_size, with_words))
    fitting = [shape for shape in near if _size(shape) == largest and _is_short(shape)]
    if largest < TITLE_SIZE and largest == min(map(_size, with_words)):
        return None
    return min(fitting, key=lambda shape: (box(shape) or (0, 0))[1], default=None)


def _is_short(shape: Any) -> bool:
    texts = [text for line in shape.iter(f"{A}p") if (text := words(line))]
    return len(texts) == 1 and len(texts[0]) <= TITLE_LETTERS


def _is_near_the_top(shape: Any, height: int) -> bool:
    place = box(shape)
    return place is not None and place[1] < TOP * height


def _size(shape: Any) -> int:
    sizes = [int(run.get("sz", DEFAULT_SIZE)) for run in shape.iter(f"{A}rPr")]
    return max(sizes, default=DEFAULT_SIZE)
