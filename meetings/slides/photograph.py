"""Photographs: which may come in, and the picture that readers get of one.

The picture is made of the pixels alone. What a camera writes beside them, such as where and when
it was taken and by whose telephone, stays behind, and so does all that was put into the file.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageFile

from meetings.slides import package, pages
from meetings.slides.package import Kind
from meetings.slides.refusal import ConversionFailed, RefusedPack

SIGNS = {b"\xff\xd8\xff": Kind.JPEG, b"\x89PNG\r\n\x1a\n": Kind.PNG}
FORMATS = ("JPEG", "PNG")  # Pillow knows forty more, and none of them is asked
LONGEST = 2000  # px of the longer side
MOST_PIXELS = 80_000_000  # telephones take 12 or 50 million; Pillow itself warns above 89 million
TURNS = {  # how the camera was held -> how to put the picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
)  # fmt: skip -- what Pillow raises at files that lie about themselves


class Picture(NamedTuple):
    """What readers get: WebP, and how large ``large`` is, in px."""

    large: bytes
    small: bytes
    width: int
    height: int


def check_photograph(file: BinaryIO, filename: str) -> Kind:
    """Tell what kind of photograph ``file`` is, and leave it at its start.

    :param filename: looked at for its ending alone.
    :raises RefusedPack: with a sentence fit to show.
    """
    size = file.seek(0, os.SEEK_END)
    if size > package.MAX_BYTES:
        raise RefusedPack(
            _("This photograph is larger than %(limit)s MB. Make it smaller, then try again.")
            % {"limit": package.MAX_BYTES // 1024**2}
        )
    file.seek(0)
    start = file.read(package.LOOKED_FOR_IN)
    kind = next((kind for sign, kind in SIGNS.items() if start.startswith(sign)), None)
    if (
        kind is None
        or package.PHOTOGRAPH_OF_ENDING.get(PurePath(filename).suffix.lower()) is not kind
    ):
        raise RefusedPack(
            _("Choose a photograph in JPEG or PNG: its name ends in .jpg, .jpeg or .png.")
        )
    file.seek(max(0, size - package.ZIP_END_WITHIN))
    signs = (package.PDF, *package.WEB)
    if any(sign in start.lower() or sign in start for sign in signs) or (
        package.ZIP_END in file.read()
    ):
        raise RefusedPack(
            _("This file is two kinds of file at once. Save the photograph again, then try again.")
        )
    _check_pixels(file)
    file.seek(0)
    return kind


def draw(source: Path) -> Picture:
    """Make the picture, upright and 2,000 px at the most.

    :raises ConversionFailed: when it is damaged.
    """
    try:
        with _all_of_it(), Image.open(source, formats=FORMATS) as photograph:
            photograph.draft("RGB", (LONGEST, LONGEST))  # a JPEG is unpacked no larger than needed
            turn = TURNS.get(photograph.getexif().get(ExifTags.Base.Orientation, 1))
            eight = _in_eight_bits(photograph)
            pixels = eight.convert("RGBA" if eight.has_transparency_data else "RGB")
    except (*BROKEN, MemoryError) as error:
        raise ConversionFailed(_damaged()) from error
    pixels.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
    upright = pixels.transpose(turn) if turn else pixels
    alone = Image.new("RGB", upright.size, "white")  # says nothing of itself
    alone.paste(upright, mask=upright if upright.mode == "RGBA" else None)
    return Picture(pages.webp(alone), pages.webp(pages.narrow(alone)), alone.width, alone.height)


def _in_eight_bits(photograph: Image.Image) -> Image.Image:
    """The same in the 256 shades that are drawn; Pillow would make white of all that is lighter."""
    if photograph.mode != "I;16":  # only grey comes with more
        return photograph
    grey = photograph.point(lambda shade: shade / 257 + 0.5).convert("L")
    grey.info.pop("transparency", None)  # a shade of 16 bits
    return grey


@contextmanager
def _all_of_it() -> Iterator[None]:
    """Inside, a file that is cut off is damaged. WeasyPrint tells Pillow to draw what there is."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _check_pixels(file: BinaryIO) -> None:
    """Read its first lines, which say how large it is, and none of its pixels."""
    file.seek(0)
    try:
        with Image.open(file, formats=FORMATS) as photograph:
            width, height = photograph.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        width = height = MOST_PIXELS
    except BROKEN as error:
        raise RefusedPack(_damaged()) from error
    if width * height > MOST_PIXELS:
        raise RefusedPack(
            _("This photograph has more than %(limit)s million pixels. Make it smaller first.")
            % {"limit": MOST_PIXELS // 10**6}
        )


def _damaged() -> str:
    return _("This photograph is damaged and cannot be shown. Save it again, then try again.")
