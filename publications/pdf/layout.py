"""Lay out one edition as PDF/UA-1."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import segno
from django.conf import settings
from django.template.loader import render_to_string

from core.pdf.tools import write
from publications.canonical import Seal, context
from publications.note import as_printed
from publications.snapshot import Snapshot

STYLE = Path(__file__).with_name("edition.css")
LARGE_PRINT = Path(__file__).with_name("large_print.css")


def verify_address(code: str) -> str:
    """Where an edition is checked."""
    return f"{settings.PORTAL_ORIGIN}/verify/{code}/"


def qr_code(code: str) -> str:
    """The QR code of the edition's verify page, as a ``data:`` address of an SVG picture."""
    picture = segno.make(verify_address(code), error="m", micro=False)
    return str(picture.svg_data_uri(scale=4, border=2, dark="#0b0c0c", light="#fff"))


def render(
    snapshot: Snapshot,
    seal: Seal,
    *,
    large_print: bool = False,
    photograph: bytes = b"",
    variant: str | None = "pdf/ua-1",
) -> bytes:
    """The PDF of ``snapshot``: the same bytes for the same snapshot and seal.

    :param large_print: at 18 points, with the same words.
    :param photograph: of a note, as it is kept.
    :param variant: ``None`` writes it without tags; the tests see that the validator minds.
    :raises PdfUnavailable: when something is missing on this machine.
    """
    full_context = {
        **context(snapshot, seal),
        "qr_code": qr_code(seal.code),
        "photograph_src": "asset:photograph",
        "pdf": True,
    }
    page = render_to_string("pdf/edition.html", full_context)
    pictures = as_printed(photograph)
    return write(page, style(large_print=large_print), pictures=pictures, variant=variant)


@cache
def style(*, large_print: bool = False) -> str:
    """The style sheet, with one width for each part in a hundred."""
    widths = "".join(f".width-{part}{{width:{part}%}}" for part in range(101))
    larger = LARGE_PRINT.read_text() if large_print else ""
    return STYLE.read_text() + widths + larger
