"""Write whose view it is across the picture of a slide, into the picture itself.

A name that the browser lays over a picture is gone when the picture is saved.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

ANGLE = 24  # degrees
INK = (118, 118, 118)  # seen on white and on black
STRENGTH = 54  # of 255: a slide stays easy to read
SIZE = 1 / 46  # of the picture's width
SPARE = 3  # lengths of the letters' height between two lines, and between two names
QUALITY = 80  # of 100
FACE = "atkinson-hyperlegible-next-{}-400-normal.woff2"
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def marked(picture: bytes, words: str, *, form: Literal["WEBP", "JPEG"] = "WEBP") -> bytes:
    """``picture`` with ``words`` written across it again and again, encoded anew."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.paste(INK, (0, 0), _across(words, image.size))
    out = io.BytesIO()
    image.save(out, form, quality=QUALITY, **({"method": 0} if form == "WEBP" else {}))
    return out.getvalue()


def _across(words: str, size: tuple[int, int]) -> Image.Image:
    """A mask of the picture's size, with the words in slanting rows, each row shifted."""
    line = _line(words, max(10, round(size[0] * SIZE)))
    slanted = line.rotate(ANGLE, resample=Image.Resampling.BILINEAR, expand=True)
    mask = Image.new("L", size, 0)
    step = slanted.height + SPARE * line.height
    for row, top in enumerate(range(-slanted.height // 2, size[1], step)):
        for left in range(-(row % 2) * slanted.width // 2, size[0], slanted.width + line.height):
            mask.paste(slanted, (left, top), slanted)
    return mask.point([value * STRENGTH // 255 for value in range(256)])


def _line(words: str, height: int) -> Image.Image:
    """The words once, level."""
    runs = [(text, _font(face, height)) for face, text in _runs(words)]
    width = sum(round(font.getlength(text)) for text, font in runs)
    line = Image.new("L", (max(1, width), round(height * 1.5)), 0)
    draw, left = ImageDraw.Draw(line), 0
    for text, font in runs:
        draw.text((left, 0), text, font=font, fill=255)
        left += round(font.getlength(text))
    return line


def _runs(words: str) -> Iterator[tuple[str, str]]:
    """The words in parts of one font file each: the letters of Welsh and Polish are in another."""
    part, face = "", ""
    for letter in words:
        needed = "latin-ext" if "\u0100" <= letter < "\u1f00" else "latin"
        if needed != face and part:
            yield face, part
            part = ""
        face, part = needed, part + letter
    if part:
        yield face, part


@cache
def _font(face: str, height: int) -> Font:
    """Our typeface; Pillow's own where set-up has not put ours there."""
    path = Path(settings.STATICFILES_DIRS[0]) / "fonts" / FACE.format(face)
    if path.exists():
        return ImageFont.truetype(str(path), height)
    return ImageFont.load_default(height)
