"""Turn a checked pack into slides: pictures for the eye, words for everyone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from pypdfium2 import PdfiumError

from core.fonts import unprintable
from meetings.slides import (
    blocks,
    deck,
    office,
    package,
    pages,
    photograph,
    sandbox,
    typefaces,
)
from meetings.slides.blocks import Block
from meetings.slides.compare import Sight
from meetings.slides.finding import Code
from meetings.slides.memory import working_at_most
from meetings.slides.package import Kind
from meetings.slides.refusal import ConversionFailed
from meetings.slides.repair import repaired

WORK = 60  # seconds of the processor for any pack
WORK_A_PAGE = 3  # seconds more for each page

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class SlideContent:
    """One slide, ready to be kept.

    `large` (1280 px wide) and `small` (480 px) are WebP; both are `None` where pictures cannot
    be made here, and `no_picture_reason` then says so, fit to show. `width` and `height` are of
    `large`, in px. `blocks` are the words of `text` as paragraphs, lists and tables. `findings`
    are what whoever uploaded it should know of it. Notes are the presenter's: share them only
    when asked.
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
    blocks: list[Block] = field(default_factory=list)
    findings: frozenset[str] = frozenset()
    missing_fonts: tuple[str, ...] = ()


def convert(source: Path, kind: Kind, work: Path, on_progress: Progress) -> list[SlideContent]:
    """Make the slides of `source`, which `check_upload` has let in.

    `work` is an empty private folder for this pack; what is left in it may be thrown away.
    `on_progress(done, total)` is called with 0 when the number of slides is known, then after
    each. Raises `ConversionFailed` and `RefusedPack`. Without a sandbox a PowerPoint pack gives
    words alone, and an older one or OpenDocument nothing.
    """
    if kind.is_photograph:
        return [_from_photograph(source, on_progress)]
    if kind is Kind.PDF:
        try:
            return _from_pdf(source, on_progress)
        except PdfiumError as error:  # a page that no reader can draw
            raise ConversionFailed(
                _("This PDF is damaged and cannot be shown. Save it again, then try again.")
            ) from error
    if kind is not Kind.PPTX:
        source = _as_pptx(source, kind, work)
    return _from_powerpoint(repaired(source, work), work, on_progress)


def _as_pptx(source: Path, kind: Kind, work: Path) -> Path:
    """The same pack in today's format, in which hidden slides and notes can be told."""
    drawing = sandbox.available()
    if not drawing.ok:
        raise ConversionFailed(drawing.sentence)
    pptx = office.to_pptx(source, kind.value, work)
    with pptx.open("rb") as file:
        package.check_upload(file, pptx.name)
    return pptx


def _from_photograph(source: Path, on_progress: Progress) -> SlideContent:
    """The one picture; what it shows was described when it came."""
    on_progress(0, 1)
    with working_at_most(WORK):
        picture = photograph.draw(source)
    on_progress(1, 1)
    return SlideContent(number=1, title=Kind.JPEG.words, text="", **picture._asdict())


def _from_pdf(source: Path, on_progress: Progress) -> list[SlideContent]:
    total = pages.count(source)
    on_progress(0, total)
    slides = []
    with working_at_most(WORK + WORK_A_PAGE * total):
        for page in pages.draw(source):
            slides.append(
                SlideContent(
                    number=page.number,
                    title=page.title,
                    text=page.text,
                    blocks=blocks.of_lines(page.text),
                    descriptions=page.descriptions,
                    large=page.large,
                    small=page.small,
                    width=page.width,
                    height=page.height,
                    findings=_of_page(page, spoken=bool(page.descriptions)),
                )
            )
            on_progress(page.number, total)
    return slides


def _of_page(page: pages.Page, *, spoken: bool) -> frozenset[str]:
    """What is to be said of a page. `spoken`: its pictures are described."""
    about = {
        Code.HIDDEN_WORDS: bool(page.hidden),
        Code.NO_WORDS: not page.has_words and not spoken,
        Code.MACHINE_READ: page.machine_read,
        Code.REVIEWED: page.marks > 0,
        Code.COVERED: page.is_covered,
    }
    return frozenset(code.value for code, is_so in about.items() if is_so)


def _from_powerpoint(source: Path, work: Path, on_progress: Progress) -> list[SlideContent]:
    drawing = sandbox.available()
    deck_slides = deck.read(source, drawn=drawing.ok)
    total = len(deck_slides)
    on_progress(0, total)
    if not drawing.ok:
        on_progress(total, total)
        return [_as_words(words, drawing.sentence) for words in deck_slides]
    pdf = office.to_pdf(source, work, slides=total)
    lacking = {name for words in deck_slides if not words.hidden for name in words.typefaces}
    missing = tuple(typefaces.missing(lacking))
    slides = []
    with working_at_most(WORK + WORK_A_PAGE * total):
        for words, page in zip(deck_slides, pages.draw(pdf), strict=True):
            slides.append(_slide(words, page, missing))
            on_progress(page.number, total)
    return slides


def _as_words(words: deck.DeckSlide, reason: str) -> SlideContent:
    """A slide that nobody draws: nothing tells which of its words a picture would hide."""
    return SlideContent(
        number=words.number,
        hidden=words.hidden,
        title=words.title,
        text=words.text,
        blocks=words.blocks,
        notes=words.notes,
        descriptions=words.descriptions,
        undescribed=words.undescribed,
        has_video=words.has_video,
        no_picture_reason=reason,
        findings=_of_deck(words) | {Code.UNCOMPARED.value} | _without_words(words),
    )


def _without_words(words: deck.DeckSlide) -> frozenset[str]:
    speaks = words.title or words.blocks or words.descriptions
    return frozenset() if speaks or not words.undescribed else frozenset({Code.NO_WORDS.value})


def _of_deck(words: deck.DeckSlide) -> frozenset[str]:
    about = {
        Code.HIDDEN_WORDS: bool(words.off),
        Code.REVIEWED: words.reviewed,
        Code.UNDESCRIBED: words.undescribed > 0,
        Code.HIDDEN_SLIDE: words.hidden,
    }
    return frozenset(code.value for code, is_so in about.items() if is_so)


def _slide(words: deck.DeckSlide, page: pages.Page, missing: tuple[str, ...]) -> SlideContent:
    """Join what the deck says with its picture; what the picture hides is left out."""
    drawable = frozenset(line for line in words.plain if not unprintable(line))
    sight = Sight.of(page.text, page.hidden, drawable)
    title, kept = sight.keep(words.title), blocks.changed(words.blocks, sight.keep)
    descriptions = words.descriptions
    if not (words.title or words.blocks):  # what a layout says
        kept = blocks.of_lines(_without_edge(page.text, words.furniture))
    has_words = bool(title or kept)
    about = {
        Code.HIDDEN_WORDS: bool(sight.dropped or words.off),
        Code.NOT_DRAWN: sight.lacks(line for line in words.drawn if not unprintable(line)),
        Code.BOXES: bool(unprintable("".join(words.drawn))),
        Code.NO_WORDS: not has_words and not descriptions and words.undescribed > 0,
    }
    return SlideContent(
        number=words.number,
        hidden=words.hidden,
        title=title,
        text="\n".join(blocks.lines(kept)),
        blocks=kept,
        notes=words.notes,
        descriptions=descriptions,
        undescribed=words.undescribed,
        has_video=words.has_video,
        large=page.large,
        small=page.small,
        width=page.width,
        height=page.height,
        findings=_of_deck(words) | {code.value for code, is_so in about.items() if is_so},
        missing_fonts=missing,
    )


def _without_edge(text: str, furniture: frozenset[str]) -> str:
    """The lines of a page without dates, footers and numbers at its edge."""
    pieces = {piece for line in furniture for piece in line.split()}
    return "\n".join(line for line in text.split("\n") if not set(line.split()) <= pieces)
