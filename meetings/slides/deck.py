"""Read what a PowerPoint pack says: titles, text in reading order, notes, descriptions.

python-pptx opens the package; the shapes are read as XML (`shapes`), because real packs hold
what its shape classes pass over: SmartArt, alternate content, pictures in title placeholders.
"""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.package import Package

from meetings.slides import alts, blocks, shapes, texts, unseen
from meetings.slides.blocks import Block
from meetings.slides.refusal import ConversionFailed
from meetings.slides.signs import tidy

A, P = shapes.A, shapes.P
COMMENTS = ("/comments", "/comment")  # how relations to reviewers' remarks end, old and new
THEME = "+"  # a typeface such as "+mn-lt" is the theme's
DAMAGE = (
    PythonPptxError,
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    OSError,
    KeyError,
    ValueError,
    AttributeError,  # python-pptx meets an element of another kind where it wants its own
)


@dataclass(frozen=True)
class DeckSlide:
    """One slide's words. `undescribed` counts pictures and charts without a useful description.

    `drawn` are the lines that its picture should show, and `plain` those of them that are always
    drawn; `off` are words beyond the slide's edge, `furniture` what stands at it and is no text.
    """

    number: int
    hidden: bool
    title: str
    blocks: list[Block]
    notes: str
    descriptions: list[str]
    undescribed: int
    has_video: bool
    reviewed: bool = False
    drawn: tuple[str, ...] = ()
    plain: frozenset[str] = frozenset()
    off: str = ""
    furniture: frozenset[str] = frozenset()
    typefaces: frozenset[str] = field(default_factory=frozenset)

    @property
    def text(self) -> str:
        """The words but for the title, a line for each paragraph."""
        return "\n".join(blocks.lines(self.blocks))


def read(source: Path, *, drawn: bool = True) -> list[DeckSlide]:
    """Return every slide in order, hidden ones too. Raises `ConversionFailed` for damage.

    Where nothing is `drawn`, and so nothing can be compared, a shape that another one covers
    counts as lying off the slide, and so do letters that are transparent, tiny or in the colour of
    their ground (`unseen`). Bent letters below a shape always do: none is drawn as a letter.
    """
    try:
        # Not pptx.Presentation(): it refuses packs saved as a slide show, which are the same.
        pack = Package.open(str(source)).presentation_part.presentation
        size = (pack.slide_width or 0, pack.slide_height or 0)
        slides = enumerate(pack.slides, start=1)
        return [_read_slide(at, slide, size, drawn=drawn) for at, slide in slides]
    except DAMAGE as error:
        raise ConversionFailed(
            _("This pack is damaged and cannot be read. Save it again, then try again."),
            detail=type(error).__name__,
        ) from error


def _read_slide(number: int, slide: Any, size: tuple[int, int], *, drawn: bool) -> DeckSlide:
    tree = slide.element.find(f"./{P}cSld/{P}spTree")
    layout = slide.slide_layout.element if _has_layout(slide) else None
    every = list(shapes.walk(tree))
    off = [shape for shape in every if shapes.is_off(shape, size)] if all(size) else []
    off += [shape for shape in shapes.covered(every) if not drawn or shapes.is_bent(shape)]
    shown = [shape for shape in every if shape not in off]
    furniture = [shape for shape in shown if shapes.placeholder(shape) in shapes.FURNITURE]
    bodies = [shape for shape in shown if shape not in furniture]
    hidden = [] if drawn else unseen.take_out(bodies, _sheets(slide))
    heading = _heading(bodies, size[1])
    title = "" if heading is None else texts.plain(heading)
    related = _related(slide)
    spoken = [
        block
        for shape in bodies
        if shape is not heading and shapes.placeholder(shape) not in shapes.TITLES
        for block in texts.of_shape(shape, related, texts.inherited_mark(shape, layout))
    ]
    descriptions, without = alts.descriptions(shown)
    relations = slide.part.rels.values()
    return DeckSlide(
        number=number,
        hidden=slide.element.get("show") in {"0", "false"},
        title=title,
        blocks=spoken,
        notes=_notes(slide),
        descriptions=descriptions,
        undescribed=without,
        has_video=any(relation.reltype == RELATIONSHIP_TYPE.VIDEO for relation in relations),
        reviewed=any(relation.reltype.endswith(COMMENTS) for relation in relations),
        drawn=_drawn(bodies, related),
        plain=_plain(bodies),
        off=" ".join(filter(None, [*map(texts.plain, off), *hidden])),
        furniture=_edge(furniture, slide),
        typefaces=_typefaces(tree),
    )


def _has_layout(slide: Any) -> bool:
    return any(
        relation.reltype == RELATIONSHIP_TYPE.SLIDE_LAYOUT for relation in slide.part.rels.values()
    )


def _sheets(slide: Any) -> list[Any]:
    """The slide, then the layout and the master that it takes its look from, if it has them."""
    if not _has_layout(slide):
        return [slide]
    return [slide, slide.slide_layout, slide.slide_layout.slide_master]


def _related(slide: Any) -> texts.Related:
    def related(name: str) -> bytes | None:
        relation = slide.part.rels.get(name)
        if relation is None or relation.is_external:
            return None
        blob: bytes = relation.target_part.blob
        return blob

    return related


def _heading(bodies: list[Any], height: int) -> Any:
    """The shape with the title: the placeholder for it, or what looks like one."""
    for shape in bodies:
        if shapes.placeholder(shape) in shapes.TITLES and texts.plain(shape):
            return shape
    return texts.looks_like_a_title(bodies, height)


def _plain(bodies: list[Any]) -> frozenset[str]:
    """Paragraphs of ordinary letters: no bent ones, which are drawn as shapes, and no fields."""
    boxes = (shape for shape in bodies if shape.tag == f"{P}sp" and not shapes.is_bent(shape))
    lines = (line for box in boxes for line in box.iter(f"{A}p") if line.find(f"{A}fld") is None)
    return frozenset(filter(None, map(texts.words, lines)))


def _drawn(bodies: list[Any], related: texts.Related) -> tuple[str, ...]:
    """What the picture should show as letters.

    Not charts, whose axes are drawn as they fit, and not bent letters, which are drawn as shapes.
    """
    lettered = (
        shape
        for shape in bodies
        if shape.find(f".//{shapes.CHART}") is None and not shapes.is_bent(shape)
    )
    read = (texts.of_shape(shape, related, "") for shape in lettered)
    return tuple(line for blocks_of_shape in read for line in blocks.lines(blocks_of_shape))


def _edge(furniture: list[Any], slide: Any) -> frozenset[str]:
    """What stands at the edge of the slide, or of its layout and master."""
    edge = {texts.plain(shape) for shape in furniture}
    for source in _sheets(slide)[1:]:
        tree = source.element.find(f"./{P}cSld/{P}spTree")
        marks = (
            shape for shape in shapes.walk(tree) if shapes.placeholder(shape) in shapes.FURNITURE
        )
        edge |= {texts.plain(shape) for shape in marks}
    return frozenset(filter(None, edge))


def _typefaces(tree: Any) -> frozenset[str]:
    """Fonts that the slide itself names for its letters."""
    marks = tree.iter(f"{A}latin", f"{A}ea", f"{A}cs")
    names = (tidy(mark.get("typeface", "")) for mark in marks)
    return frozenset(name for name in names if name and not name.startswith(THEME))


def _notes(slide: Any) -> str:
    """Return what the presenter wrote below the slide, one line a paragraph."""
    if not slide.has_notes_slide:
        return ""
    tree = slide.notes_slide.element.find(f"./{P}cSld/{P}spTree")
    bodies = (shape for shape in shapes.walk(tree) if shapes.placeholder(shape) == "body")
    return "\n".join(line for body in bodies for line in blocks.lines(texts.paragraphs(body)))
