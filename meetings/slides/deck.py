"""Read what a PowerPoint pack says: titles, text in reading order, notes, descriptions.

python-pptx opens the package; the shapes are read as XML (`shapes`), because real packs hold
what its shape classes pass over: SmartArt, alternate content, pictures in title placeholders.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.package import Package

from meetings.slides import shapes
from meetings.slides.refusal import ConversionFailed

P = shapes.P
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
    """One slide's words. `undescribed` counts pictures and charts without a useful description."""

    number: int
    hidden: bool
    title: str
    text: str
    notes: str
    descriptions: list[str]
    undescribed: int
    has_video: bool


def read(source: Path) -> list[DeckSlide]:
    """Return every slide in order, hidden ones too. Raises `ConversionFailed` for damage."""
    try:
        # Not pptx.Presentation(): it refuses packs saved as a slide show, which are the same.
        slides = Package.open(str(source)).presentation_part.presentation.slides
        return [_read_slide(number, slide) for number, slide in enumerate(slides, start=1)]
    except DAMAGE as error:
        raise ConversionFailed(
            _("This pack is damaged and cannot be read. Save it again, then try again."),
            detail=type(error).__name__,
        ) from error


def _read_slide(number: int, slide: Any) -> DeckSlide:
    tree = slide.element.find(f"./{P}cSld/{P}spTree")

    def related(name: str) -> bytes | None:
        relation = slide.part.rels.get(name)
        if relation is None or relation.is_external:
            return None
        blob: bytes = relation.target_part.blob
        return blob

    found, without = shapes.descriptions(tree)
    return DeckSlide(
        number=number,
        hidden=slide.element.get("show") in {"0", "false"},
        title=shapes.title(tree),
        text="\n".join(shapes.lines(tree, related)),
        notes=_notes(slide),
        descriptions=found,
        undescribed=without,
        has_video=any(
            relation.reltype == RELATIONSHIP_TYPE.VIDEO for relation in slide.part.rels.values()
        ),
    )


def _notes(slide: Any) -> str:
    """Return what the presenter wrote below the slide, one line a paragraph."""
    if not slide.has_notes_slide:
        return ""
    tree = slide.notes_slide.element.find(f"./{P}cSld/{P}spTree")
    bodies = (shape for shape in shapes.walk(tree) if shapes.placeholder(shape) == "body")
    return "\n".join(line for body in bodies for line in shapes.paragraphs(body))
