"""Lay out one person's copy of a paper as PDF/UA-1: pictures and words, a name on every page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from django.template.loader import render_to_string

from core.pdf.tools import write
from meetings.copies.paper import Copy, Page
from meetings.copies.picture import marked

STYLE = Path(__file__).with_name("paper.css")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="250" viewBox="0 0 400 250">'
    '<g transform="rotate(-24 10 215)" font-family="AH, AHX, sans-serif" font-size="15"'
    ' fill="#0b0c0c" fill-opacity=".11"><text x="10" y="215">{}</text>'
    '<text x="10" y="234">{}</text></g></svg>'
)


def lay_out(copy: Copy, pages: Sequence[Page], *, variant: str | None = "pdf/ua-1") -> bytes:
    """The PDF of a paper for one reader.

    :raises core.pdf.PdfUnavailable: when something is missing on this machine.
    """
    pictures = {"mark": ("image/svg+xml", SVG.format(*map(escape, copy.lines)).encode())}
    for page in pages:
        if page.picture:
            content = marked(page.picture, copy.mark, form="JPEG")
            pictures[f"slide-{page.number}"] = ("image/jpeg", content)
    html = render_to_string("pdf/paper.html", {"copy": copy, "pages": pages})
    return write(html, style(), pictures=pictures, variant=variant)


@cache
def style() -> str:
    """The style sheet."""
    return STYLE.read_text()
