"""Turn a checked pack into slides: pictures for the eye, words for everyone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from pypdfium2 import PdfiumError

from meetings.slides import deck, office, pages, sandbox
from meetings.slides.package import Kind
from meetings.slides.refusal import ConversionFailed


@dataclass(frozen=True)
class SlideContent:
    """One slide, ready to be kept.

    `large` (1280 px wide) and `small` (480 px) are WebP; both are `None` where pictures cannot
    be made here, and `no_picture_reason` then says so, fit to show. `width` and `height` are of
    `large`, in px. `undescribed` counts the pictures and charts that nobody has described; it
    is 0 for a PDF, which does not tell. Notes are the presenter's: share them only when asked.
    """

    number: int
    title: str
    text: str
    hidden: bool = False
    notes: str = ""
    descriptions: list[str] = field(default_factory=list)
    undescribed: int = 0
    has_video: bool = False
    large: bytes | None = None
    small: bytes | None = None
    width: int = 0
    height: int = 0
    no_picture_reason: str = ""


def convert(
    source: Path, kind: Kind, work: Path, on_progress: Callable[[int, int], None]
) -> list[SlideContent]:
    """Make the slides of `source`, which `check_upload` has let in.

    `work` is an empty private folder for this pack; what is left in it may be thrown away.
    `on_progress(done, total)` is called with 0 when the number of slides is known, then after
    each. Raises `ConversionFailed`. Without a sandbox a PowerPoint pack gives words alone.
    """
    if kind is Kind.PDF:
        try:
            return _from_pdf(source, on_progress)
        except PdfiumError as error:  # a page that no reader can draw
            raise ConversionFailed(
                _("This PDF is damaged and cannot be shown. Save it again, then try again.")
            ) from error
    return _from_powerpoint(source, work, on_progress)


def _from_pdf(source: Path, on_progress: Callable[[int, int], None]) -> list[SlideContent]:
    total = pages.count(source)
    on_progress(0, total)
    slides = []
    for page in pages.draw(source):
        slides.append(
            SlideContent(
                number=page.number,
                title=page.title,
                text=page.text,
                descriptions=page.descriptions,
                large=page.large,
                small=page.small,
                width=page.width,
                height=page.height,
            )
        )
        on_progress(page.number, total)
    return slides


def _from_powerpoint(
    source: Path, work: Path, on_progress: Callable[[int, int], None]
) -> list[SlideContent]:
    said = deck.read(source)
    total = len(said)
    on_progress(0, total)
    drawing = sandbox.available()
    if not drawing.ok:
        on_progress(total, total)
        return [_slide(words, None, drawing.sentence) for words in said]
    pdf = office.to_pdf(source, work, slides=total)
    slides = []
    for words, page in zip(said, pages.draw(pdf), strict=True):
        slides.append(_slide(words, page, ""))
        on_progress(page.number, total)
    return slides


def _slide(words: deck.DeckSlide, page: pages.Page | None, reason: str) -> SlideContent:
    """Join what the deck says with its picture; a slide without any words takes the PDF's."""
    text = words.text
    if page is not None and not (words.title or words.text):
        text = page.text
    return SlideContent(
        number=words.number,
        hidden=words.hidden,
        title=words.title,
        text=text,
        notes=words.notes,
        descriptions=words.descriptions,
        undescribed=words.undescribed,
        has_video=words.has_video,
        large=page.large if page else None,
        small=page.small if page else None,
        width=page.width if page else 0,
        height=page.height if page else 0,
        no_picture_reason=reason,
    )
