"""Write whose view it is across the picture of a slide, into the picture itself.

A name that the browser lays over a picture is gone when the picture is saved.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Literal, cast

from PIL import Image, ImageDraw, ImageFont

from core.fonts import Face
from meetings.copies import faces

ANGLE = 24  # degrees
INK = (118, 118, 118)  # seen on white and on black
STRENGTH = 54  # of 255: a slide stays easy to read
SIZE = 1 / 46  # of the picture's width
SPARE = 3  # lengths of the letters' height between two lines, and between two names
QUALITY = 80  # of 100


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
    """The words once, level. What no font has is left out."""
    runs = [(text, _font(face, height)) for text, face in faces.runs(words)]
    width = sum(round(font.getlength(text)) for text, font in runs)
    above, below = (max(sizes, default=1) for sizes in _sizes([font for _text, font in runs]))
    line = Image.new("L", (max(1, width), above + below), 0)
    draw, left = ImageDraw.Draw(line), 0
    for text, font in runs:
        draw.text((left, above), text, font=font, fill=255, anchor="ls")
        left += round(font.getlength(text))
    return line


def _sizes(fonts: list[ImageFont.FreeTypeFont]) -> tuple[list[int], list[int]]:
    """How far the letters of each font reach above and below the line."""
    metrics = [font.getmetrics() for font in fonts]
    return [above for above, _below in metrics], [below for _above, below in metrics]


@cache
def _font(face: Face, height: int) -> ImageFont.FreeTypeFont:
    if face == faces.PILLOWS:
        return cast("ImageFont.FreeTypeFont", ImageFont.load_default(height))
    return ImageFont.truetype(face.path, height, index=face.number)
