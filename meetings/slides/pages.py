"""Draw the pages of a PDF as pictures, and read the text and descriptions that it holds.

Readers get these pictures and never the file: what a page looks like stays, and scripts,
attachments, links and the author's name do not come along.
"""

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from django.utils.translation import gettext as _
from PIL import Image
from pypdfium2 import raw

from meetings.slides.refusal import ConversionFailed

LARGE = 1280  # px wide
SMALL = 480  # px wide
MAX_HEIGHT = 2560  # px of the large picture; a longer page becomes narrower
QUALITY = 80  # of 100; text on slides stays crisp
MAX_TITLE = 120  # characters
MAX_TEXT = 20_000  # characters a page
MAX_PICTURE = 100_000_000  # px of one picture inside a page
MAX_ELEMENTS = 10_000  # of one page's structure; a file can make it a circle


@dataclass(frozen=True)
class Page:
    """One drawn page. `large` and `small` are WebP; `width` and `height` are of `large`, in px."""

    number: int
    title: str
    text: str
    descriptions: list[str]
    large: bytes
    small: bytes
    width: int
    height: int


def count(pdf: Path) -> int:
    """Return the number of pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def draw(pdf: Path) -> Iterator[Page]:
    """Yield each page in turn, so that the caller can save how far it came.

    Raises `ConversionFailed` at the page that cannot be drawn.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        titles = _bookmarks(document)
        for index in range(len(document)):
            try:
                page = document[index]
                text = _text(page)
                large = _picture(page)
                descriptions = _descriptions(page)
            except (pypdfium2.PdfiumError, MemoryError) as error:
                raise _failed(index + 1) from error
            yield Page(
                number=index + 1,
                title=titles.get(index) or _first_line(text),
                text=text,
                descriptions=descriptions,
                large=_webp(large),
                small=_webp(_narrow(large)),
                width=large.width,
                height=large.height,
            )
            page.close()


def _failed(number: int) -> ConversionFailed:
    return ConversionFailed(
        _("Slide %(number)s could not be drawn. Save the pack again, then try again.")
        % {"number": number}
    )


def _picture(page: Any) -> Image.Image:
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise pypdfium2.PdfiumError("a page without a size")
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        across, down = item.get_px_size()
        if across * down > MAX_PICTURE:
            raise pypdfium2.PdfiumError("a picture too large to unpack")
    scale = min(LARGE / width, MAX_HEIGHT / height)
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture.convert("RGB")


def _narrow(picture: Image.Image) -> Image.Image:
    width = min(SMALL, picture.width)
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _webp(picture: Image.Image) -> bytes:
    """Encode the pixels alone; nothing that the source said of itself is passed on."""
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()


def _text(page: Any) -> str:
    text = page.get_textpage().get_text_bounded()
    lines = (" ".join(line.replace("\x00", "").split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:MAX_TEXT]


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0][:MAX_TITLE]


def _bookmarks(document: Any) -> dict[int, str]:
    """Map the index of a page to the first bookmark that leads there."""
    titles: dict[int, str] = {}
    for bookmark in document.get_toc():
        target = bookmark.get_dest()
        index = None if target is None else target.get_index()
        if index is not None:
            titles.setdefault(index, " ".join(bookmark.get_title().split())[:MAX_TITLE])
    return titles


def _descriptions(page: Any) -> list[str]:
    """Collect the alternative texts of a tagged PDF, in the order of its structure."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        roots = range(raw.FPDF_StructTree_CountChildren(tree))
        waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, index) for index in roots][::-1]
        found: list[str] = []
        for _step in range(MAX_ELEMENTS):
            if not waiting:
                break
            element = waiting.pop()
            if not element:  # marked content, not an element
                continue
            words = _alternative(element)
            if words and words not in found:
                found.append(words)
            kids = range(raw.FPDF_StructElement_CountChildren(element))
            waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, at) for at in kids][::-1]
        return found
    finally:
        raw.FPDF_StructTree_Close(tree)


def _alternative(element: Any) -> str:
    length = raw.FPDF_StructElement_GetAltText(element, None, 0)  # bytes, closing zero included
    if not length:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_StructElement_GetAltText(element, buffer, length)
    return " ".join(buffer.raw.decode("utf-16-le", "replace").rstrip("\0").split())
