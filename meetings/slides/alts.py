"""What pictures and charts are said to show: their author's words, and no machine's."""

import re
from collections.abc import Iterable
from typing import Any

from meetings.slides.shapes import CHART, ON, P, properties
from meetings.slides.signs import tidy

DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

# What programs put where a person's description should stand.
FILE_NAME = re.compile(r"\S.*\.(jpe?g|png|gif|bmp|tiff?|[ew]mf|svg|webp|heic)", re.IGNORECASE)
OBJECT_NAME = re.compile(
    r"(picture|image|img|photo|graphic|chart|diagram|object|shape|logo|screen ?shot|dsc|dcim|"
    r"(content|picture) placeholder)[\s_-]*\d*",
    re.IGNORECASE,
)
CAMERA_NAME = re.compile(r"(img|dsc[fn]?|dcim|pxl|mvi|wp|p)[\s_-]?\d[\w-]*", re.IGNORECASE)
SCREENSHOT = re.compile(r"screen ?shot.*\d{4}-\d\d-\d\d.*", re.IGNORECASE)
SEARCH = re.compile(r"(image|photo|picture)s? (result|search)s? for .*", re.IGNORECASE)
ADDRESS = re.compile(r"(https?|file)://\S+", re.IGNORECASE)
JUNK = (FILE_NAME, OBJECT_NAME, CAMERA_NAME, SCREENSHOT, SEARCH, ADDRESS)
MACHINE_NOTE = re.compile(
    r"description (automatically )?generated( with [\w-]+ confidence)?"
    r"|(generated|created) (by|with) (an? )?(AI|artificial intelligence)\b"
    r"|AI[- ]generated content may be incorrect",
    re.IGNORECASE,
)


def useful(description: str) -> str:
    """The description on one line, or nothing where a program made it up.

    A machine's guess is no author's word: "a bottle, indoor" may be the knife that was found.
    """
    words = tidy(description)
    made_up = MACHINE_NOTE.search(words) or any(kind.fullmatch(words) for kind in JUNK)
    return "" if made_up else words


def descriptions(shapes: Iterable[Any]) -> tuple[list[str], int]:
    """The useful alternative texts, and how many pictures and charts have none.

    A picture marked as decorative needs none.
    """
    texts: list[str] = []
    without = 0
    for shape in shapes:
        about = properties(shape)
        words = useful(about.get("descr", ""))
        if words:
            texts.append(words)
        elif _is_pictorial(shape) and not _is_decorative(about):
            without += 1
    return texts, without


def _is_pictorial(shape: Any) -> bool:
    return shape.tag == f"{P}pic" or shape.find(f".//{CHART}") is not None


def _is_decorative(about: Any) -> bool:
    return any(mark.get("val") in ON for mark in about.iter(DECORATIVE))
