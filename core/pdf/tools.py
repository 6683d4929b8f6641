"""Whether PDFs can be laid out on this machine, and writing one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext as _

from core.checks import PANGO
from core.pango import missing

BUILD = "script/build-front"
# WeasyPrint breaks a line after its first word where the line fits and a space behind it does not.
SPACES_AT_THE_END = re.compile(r"\s+(?=</(?:p|h[1-6]|li|dt|dd|td|th|caption|figcaption)>)")


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
    from core.pdf.fetcher import FACES, font_file  # noqa: PLC0415 -- needs WeasyPrint

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


def write(
    page: str,
    style: str,
    *,
    pictures: Mapping[str, tuple[str, bytes]] | None = None,
    variant: str | None = "pdf/ua-1",
) -> bytes:
    """Lay out the HTML ``page`` with ``style``.

    :param pictures: what ``asset:<name>`` stands for besides the fonts: media type and bytes.
    :param variant: ``None`` writes it without tags; the tests see that the validator minds.
    :raises PdfUnavailable: when something is missing on this machine.
    """
    if words := unavailable():
        raise PdfUnavailable(words)
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- see _imports
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- see _imports

    from core.pdf.fetcher import OwnAssets  # noqa: PLC0415 -- needs WeasyPrint

    fetcher, fonts = OwnAssets(pictures), FontConfiguration()
    sheet = CSS(string=style, url_fetcher=fetcher, font_config=fonts)
    page = SPACES_AT_THE_END.sub("", page)
    written: bytes = HTML(string=page, url_fetcher=fetcher).write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_variant=variant, full_fonts=False
    )
    return written
