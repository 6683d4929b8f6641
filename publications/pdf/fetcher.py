"""What a PDF may be made of. Import this only where WeasyPrint is there."""

from pathlib import Path
from typing import Any

from django.conf import settings
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "asset:"
FACE = "atkinson-hyperlegible-next-{}-normal.woff2"
FACES = ("latin-400", "latin-700", "latin-ext-400", "latin-ext-700")
PICTURE = "data:image/svg+xml;"  # the QR code, made by us


def font_file(face: str) -> Path:
    """Where set-up put the font file of ``face``."""
    return Path(settings.STATICFILES_DIRS[0]) / "fonts" / FACE.format(face)


class OwnAssets(URLFetcher):
    """Answers for our fonts and our QR code; everything else is refused unread."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The asset of this address.

        :raises ValueError: for whatever is not ours.
        """
        if url.startswith(PICTURE):
            return super().fetch(url, headers)
        face = url.removeprefix(SCHEME)
        if url.startswith(SCHEME) and face in FACES:
            return URLFetcherResponse(url, font_file(face).read_bytes())
        raise ValueError(f"A PDF takes nothing from {url[:60]}")
