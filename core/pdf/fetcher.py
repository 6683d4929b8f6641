"""What a PDF may be made of. Import this only where WeasyPrint is there."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from fontTools.ttLib import woff2
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "asset:"
FACE = "atkinson-hyperlegible-next-{}-normal.woff2"
FACES = ("latin-400", "latin-700", "latin-ext-400", "latin-ext-700")
PICTURE = "data:image/svg+xml;"  # the QR code, made by us


def font_file(face: str) -> Path:
    """Where set-up put the font file of ``face``."""
    return Path(settings.STATICFILES_DIRS[0]) / "fonts" / FACE.format(face)


@cache
def _unpacked(face: str) -> bytes:
    """The font itself: it is packed for browsers, and would be unpacked anew for each PDF."""
    font = BytesIO()
    with font_file(face).open("rb") as packed:
        woff2.decompress(packed, font)
    return font.getvalue()


class OwnAssets(URLFetcher):
    """Answers for our fonts, our QR code and the pictures it is given; nothing else is read.

    :param pictures: name -> media type and bytes, asked for as ``asset:<name>``.
    """

    def __init__(self, pictures: Mapping[str, tuple[str, bytes]] | None = None) -> None:
        super().__init__()
        self._pictures = dict(pictures or {})

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The asset of this address.

        :raises ValueError: for whatever is not ours.
        """
        if url.startswith(PICTURE):
            return super().fetch(url, headers)
        face = url.removeprefix(SCHEME)
        if url.startswith(SCHEME) and face in FACES:
            return URLFetcherResponse(url, _unpacked(face))
        if url.startswith(SCHEME) and face in self._pictures:
            kind, content = self._pictures[face]
            return URLFetcherResponse(url, content, {"Content-Type": kind})
        raise ValueError(f"A PDF takes nothing from {url[:60]}")
