"""Draw the sketch map in the demonstration's pack."""

import io

from PIL import Image, ImageDraw, ImageFont

SIZE = (1380, 900)  # px
LAND, WATER, ROAD = "#E3EEEC", "#BFD8DE", "#FFFFFF"
FIRST_BUS, SECOND_BUS, INK = "#0B4F57", "#A8451B", "#1B262C"
HARBOUR, STATION, COUNTER = (250, 660), (640, 360), (1110, 210)


def draw_map() -> io.BytesIO:
    """Return a PNG: two buses from the Harbour counter to the next one."""
    picture = Image.new("RGB", SIZE, LAND)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 900), (0, 760), (300, 800), (620, 740), (900, 820), (1380, 700), SIZE], WATER)
    for ends in (((0, 420), (1380, 560)), ((420, 0), (520, 790)), ((980, 0), (900, 820))):
        draw.line(ends, ROAD, 16)
    _route(draw, HARBOUR, STATION, FIRST_BUS, "Bus 1")
    _route(draw, STATION, COUNTER, SECOND_BUS, "Bus 2")
    for (across, down), name, anchor, beside in (
        (HARBOUR, "Harbour counter", "mm", (0, 70)),
        (STATION, "Railway station", "rm", (-45, -35)),
        (COUNTER, "Next counter", "mm", (0, -70)),
    ):
        draw.ellipse((across - 26, down - 26, across + 26, down + 26), "white", INK, 8)
        place = (across + beside[0], down + beside[1])
        draw.text(place, name, INK, _font(48), anchor=anchor)
    draw.text((COUNTER[0], COUNTER[1] + 150), "14 miles in all", INK, _font(48), anchor="mm")
    out = io.BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return out


def _route(
    draw: ImageDraw.ImageDraw, start: tuple[int, int], end: tuple[int, int], colour: str, name: str
) -> None:
    draw.line((start, end), colour, 18)
    middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
    left, top, right, bottom = draw.textbbox(middle, name, _font(44), anchor="mm")
    draw.rounded_rectangle((left - 22, top - 16, right + 22, bottom + 16), 14, colour)
    draw.text(middle, name, "white", _font(44), anchor="mm")


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow brings this typeface along, so that the map looks the same on every machine."""
    return ImageFont.load_default(size)
