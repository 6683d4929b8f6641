"""Photographs as telephones write them: turned, with the place where they were taken."""

import io
import struct
import zlib

from PIL import ExifTags, Image

PLANTED = "Cormorant at the pier"
LEFT, RIGHT = (200, 30, 30), (30, 30, 200)
HELD_UPRIGHT = 6  # what a camera notes that was turned a quarter


def exif(orientation=1):
    """What a telephone writes down beside the picture."""
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.ImageDescription] = PLANTED
    place = tags.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (50.0, 47.0, 55.5)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "W", (1.0, 5.0, 29.1)
    return tags


def photograph(form="JPEG", *, size=(400, 300), orientation=1):
    """A picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", size, LEFT)
    picture.paste(RIGHT, (size[0] // 2, 0, *size))
    out = io.BytesIO()
    picture.save(out, form, exif=exif(orientation), icc_profile=b"profile of " + PLANTED.encode())
    return out.getvalue()


def bomb(width=60_000, height=60_000):
    """A PNG of a few hundred bytes that says it has billions of pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
