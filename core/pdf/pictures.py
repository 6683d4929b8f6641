"""Pictures as a PDF holds them."""

from __future__ import annotations

import io


def jpeg(content: bytes) -> bytes:
    """A picture of any kind as JPEG, from its pixels alone: the same bytes for the same picture."""
    from PIL import Image  # noqa: PLC0415 -- only who lays out needs it

    out = io.BytesIO()
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
