"""Lay out one person's copy of minutes as PDF/UA-1, with their name on every page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from core.pdf.tools import write
from meetings.copies.document import SVG, style
from meetings.copies.paper import MinutesCopy

MORE = Path(__file__).with_name("minutes.css")


def lay_out_minutes(
    copy: MinutesCopy, context: Mapping[str, Any], *, variant: str | None = "pdf/ua-1"
) -> bytes:
    """The PDF of minutes for one reader.

    :param context: what their page is drawn with.
    :raises core.pdf.PdfUnavailable: when something is missing on this machine.
    """
    lines = f"{copy.marking} · {copy.reader}", copy.made_at
    pictures = {"mark": ("image/svg+xml", SVG.format(*map(escape, lines)).encode())}
    html = render_to_string("pdf/minutes.html", {**context, "copy": copy})
    return write(html, style() + more_style(), pictures=pictures, variant=variant)


@cache
def more_style() -> str:
    """What minutes have besides the words of papers: tables, and outcomes that stand out."""
    return MORE.read_text()
