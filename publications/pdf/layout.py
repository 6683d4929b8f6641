"""Lay out one edition as PDF/UA-1."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from iag_portal.checks import PANGO
from iag_portal.pango import missing
from publications.canonical import Seal, context
from publications.snapshot import Snapshot

STYLE = Path(__file__).with_name("edition.css")
BUILD = "script/build-front"


class PdfUnavailable(Exception):
    """PDFs cannot be laid out here; ``str()`` says what is missing and who installs it."""


def unavailable() -> str:
    """What is missing for PDFs on this machine, in words; empty when nothing is."""
    if missing() or not _imports():
        return (
            _(
                "Documents cannot be laid out on this server: a system library (pango) is missing."
                " Ask whoever runs the server to install it with: %s"
            )
            % PANGO
        )
    from publications.pdf.fetcher import FACES, font_file  # noqa: PLC0415 -- needs WeasyPrint

    if not all(font_file(face).exists() for face in FACES):
        return (
            _(
                "Documents cannot be laid out on this server: the typeface is missing."
                " Ask whoever runs the server to run: %s"
            )
            % BUILD
        )
    return ""


@cache
def _imports() -> bool:
    try:
        import weasyprint  # noqa: F401, PLC0415 -- half a second, and it needs a system library
    except OSError:
        return False
    return True


def verify_address(code: str) -> str:
    """Where an edition is checked."""
    return f"{settings.PORTAL_ORIGIN}/verify/{code}/"


def qr_code(code: str) -> str:
    """The QR code of the edition's verify page, as a ``data:`` address of an SVG picture."""
    picture = segno.make(verify_address(code), error="m", micro=False)
    return str(picture.svg_data_uri(scale=4, border=2, dark="#0b0c0c", light="#fff"))


def render(snapshot: Snapshot, seal: Seal, *, variant: str | None = "pdf/ua-1") -> bytes:
    """The PDF of ``snapshot``: the same bytes for the same snapshot and seal.

    :param variant: ``None`` writes it without tags; the tests see that the validator minds.
    :raises PdfUnavailable: when something is missing on this machine.
    """
    if words := unavailable():
        raise PdfUnavailable(words)
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- see _imports
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- see _imports

    from publications.pdf.fetcher import OwnAssets  # noqa: PLC0415 -- needs WeasyPrint

    page = render_to_string(
        "pdf/edition.html", {**context(snapshot, seal), "qr_code": qr_code(seal.code), "pdf": True}
    )
    fetcher, fonts = OwnAssets(), FontConfiguration()
    sheet = CSS(string=style(), url_fetcher=fetcher, font_config=fonts)
    document = HTML(string=page, url_fetcher=fetcher)
    written: bytes = document.write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_variant=variant, full_fonts=False
    )
    return written


@cache
def style() -> str:
    """The style sheet, with one width for each part in a hundred."""
    widths = "".join(f".width-{part}{{width:{part}%}}" for part in range(101))
    return STYLE.read_text() + widths
