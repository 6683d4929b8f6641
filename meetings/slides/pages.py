"""Draw the pages of a PDF as pictures, and read the text and descriptions that it holds.

Readers get these pictures and never the file: what a page looks like stays, and scripts,
attachments, links and the author's name do not come along. What somebody has marked to be blacked
out is black.
"""

import ctypes
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
from django.utils.translation import gettext as _
from PIL import Image
from pypdfium2 import raw

from meetings.slides import layer, marks
from meetings.slides.alts import useful
from meetings.slides.compare import Sight
from meetings.slides.compare import words as spelled
from meetings.slides.refusal import ConversionFailed
from meetings.slides.signs import tidy

LARGE = 1280  # px wide
SMALL = 480  # px wide
POSTER = 2000  # points; a wider page gets a larger picture
LARGEST = 3000  # px wide
MAX_SIDE = 16_000  # px; WebP has no longer ones
MAX_PIXELS = 12_000_000  # of the large picture: one long page stays wide enough to read
QUALITY = 80  # of 100; text on slides stays crisp
EFFORT = 2  # of 6: half the time for a twentieth more bytes
BLACK = (0, 0, 0)
MAX_TITLE = 120  # characters
MAX_TEXT = 20_000  # characters a page
MAX_PICTURE = 100_000_000  # px of one picture inside a page
MAX_ELEMENTS = 10_000  # of one page's structure; a file can make it a circle
EDGE = 0.08  # of a page's height, in which the lines at its head and foot stand
FOOT_WORDS = 12  # more words at the edge are text
LOOKED_AT = 12  # lines from the top, of which one is the title
LARGER = 1.15  # times as high as the first line: a better title


@dataclass(frozen=True)
class Page:
    """One drawn page. `large` and `small` are WebP; `width` and `height` are of `large`, in px.

    `hidden` are words of the file that the picture does not show; `has_words` is false for a
    page that shows something and says nothing, but for what stands at its edge. `marks` were
    taken off it; `is_covered` says that another one, or the place where one was, covers something.
    """

    number: int
    title: str
    text: str
    descriptions: list[str]
    large: bytes
    small: bytes
    width: int
    height: int
    hidden: list[str] = field(default_factory=list)
    has_words: bool = True
    machine_read: bool = False
    marks: int = 0
    is_covered: bool = False


def count(pdf: Path) -> int:
    """Return the number of pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def draw(pdf: Path) -> Iterator[Page]:
    """Yield each page in turn, so that the caller can save how far it came.

    Raises `ConversionFailed` at the page that cannot be drawn.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        titles = _bookmarks(document)
        for index in range(len(document)):
            try:
                page = document[index]
                drawn = _page(page, index + 1, titles.get(index, ""), document.formenv)
            except (pypdfium2.PdfiumError, MemoryError) as error:
                raise _failed(index + 1) from error
            yield drawn
            page.close()


def _page(page: Any, number: int, bookmark: str, form: Any) -> Page:
    _check_pictures(page)
    off = marks.take_off(page, lambda: _render(page, []))
    black = [*off.black, *marks.redactions(page)]
    filled = marks.answers(page, form, black)
    large = _render(page, black)
    words = layer.read(page, large, lambda: _render(page, black))
    has_words = _has_words(page, words.lines, large)
    marks.put_in(words.lines, filled, layer.placing(page, large.size))
    return Page(
        number=number,
        title=_shown(bookmark, words) or _title(words.lines),
        text="\n".join(line.text for line in words.lines)[:MAX_TEXT],
        descriptions=_descriptions(page),
        large=webp(large),
        small=webp(narrow(large)),
        width=large.width,
        height=large.height,
        hidden=words.hidden,
        has_words=has_words or bool(filled),
        machine_read=words.machine_read and bool(words.lines),
        marks=off.count,
        is_covered=off.is_covering,
    )


def _has_words(page: Any, lines: list[layer.Line], picture: Image.Image) -> bool:
    """Whether a page says something: a line at the edge of a scan is none.

    An empty page has nothing to say and counts as said.
    """
    if not lines:
        low, high = layer.shades(picture.convert("L"))
        return bool(high - low < 2 * layer.SEEN)
    edge = picture.height * EDGE
    inner = any(edge < line.top and line.bottom < picture.height - edge for line in lines)
    words = sum(len(line.text.split()) for line in lines)
    return inner or words > FOOT_WORDS or not layer.covered_by_a_picture(page)


def _shown(bookmark: str, words: layer.Layer) -> str:
    """A bookmark, unless it holds what the page hides: programs make them of headings."""
    sight = Sight.of(" ".join(line.text for line in words.lines), words.hidden, frozenset())
    return "" if any(map(sight.is_hidden, spelled(bookmark))) else bookmark


def _title(lines: list[layer.Line]) -> str:
    """The line that looks like a title: the largest near the top, else the first."""
    near = [line for line in lines[:LOOKED_AT] if len(line.text) <= MAX_TITLE]
    if not near:
        return lines[0].text[:MAX_TITLE] if lines else ""
    largest = max(near, key=lambda line: line.height)
    title = largest if largest.height > LARGER * lines[0].height else lines[0]
    return title.text[:MAX_TITLE]


def _failed(number: int) -> ConversionFailed:
    return ConversionFailed(
        _("Slide %(number)s could not be drawn. Save the pack again, then try again.")
        % {"number": number}
    )


def _check_pictures(page: Any) -> None:
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise pypdfium2.PdfiumError("a page without a size")
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        across, down = item.get_px_size()
        if across * down > MAX_PICTURE:
            raise pypdfium2.PdfiumError("a picture too large to unpack")


def _render(page: Any, black: list[marks.Place]) -> Image.Image:
    width, height = page.get_size()
    wide = LARGE if width <= POSTER else min(LARGEST, width)
    bounds = (wide / width, math.sqrt(MAX_PIXELS / (width * height)), MAX_SIDE / max(width, height))
    picture: Image.Image = page.render(scale=min(bounds)).to_pil().convert("RGB")
    place = layer.placing(page, picture.size)
    for box in black:
        picture.paste(BLACK, place(*box))
    return picture


def narrow(picture: Image.Image) -> Image.Image:
    """The same picture as it stands in lists."""
    width = min(SMALL, picture.width)
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def webp(picture: Image.Image) -> bytes:
    """Encode the pixels alone; nothing that the source said of itself is passed on."""
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=EFFORT)
    return out.getvalue()


def _bookmarks(document: Any) -> dict[int, str]:
    """Map the index of a page to the first bookmark that leads there."""
    titles: dict[int, str] = {}
    for bookmark in document.get_toc():
        target = bookmark.get_dest()
        index = None if target is None else target.get_index()
        if index is not None:
            titles.setdefault(index, tidy(bookmark.get_title())[:MAX_TITLE])
    return titles


def _descriptions(page: Any) -> list[str]:
    """Collect the alternative texts of a tagged PDF, in the order of its structure."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        roots = range(raw.FPDF_StructTree_CountChildren(tree))
        waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, index) for index in roots][::-1]
        texts: list[str] = []
        for _step in range(MAX_ELEMENTS):
            if not waiting:
                break
            element = waiting.pop()
            if not element:  # marked content, not an element
                continue
            words = useful(_alternative(element))
            if words and words not in texts:
                texts.append(words)
            kids = range(raw.FPDF_StructElement_CountChildren(element))
            waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, at) for at in kids][::-1]
        return texts
    finally:
        raw.FPDF_StructTree_Close(tree)


def _alternative(element: Any) -> str:
    length = raw.FPDF_StructElement_GetAltText(element, None, 0)  # bytes, closing zero included
    if not length:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_StructElement_GetAltText(element, buffer, length)
    return " ".join(buffer.raw.decode("utf-16-le", "replace").rstrip("\0").split())
