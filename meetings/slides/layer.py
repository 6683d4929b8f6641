"""Read the words of a PDF's page, and tell those that its picture shows from those it hides.

Words can lie behind a black box, be white on white, or stand beyond the page's edge: whoever
uploads thinks them gone, and a text layer gives them all. So the page is drawn twice, with its
words and without; where nothing changes, nobody sees the word and nobody gets it.
"""

import ctypes
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from PIL import Image, ImageChops
from pypdfium2 import raw

from meetings.slides.signs import BREAK, mend, tidy

SEEN = 16  # of 255: less difference to the ground is no word that anybody reads
SHARE = 0.6  # of a word's letters that must be seen
DRAWN = frozenset({0, 1, 2})  # ways to draw letters: filled, outlined, both
FINE = 64  # parts of a pixel, in which the place of a page on its picture is asked
MAX_LETTERS = 60_000  # of one page


@dataclass
class Line:
    """One line of a page: its words, and where it lies, in px of the picture."""

    text: str = ""
    top: int = 0
    bottom: int = 0
    left: int = 0
    height: float = 0.0
    broken: bool = False  # its last word goes on in the next line


@dataclass
class Layer:
    """What the text layer of a page holds.

    :ivar lines: words that the picture shows.
    :ivar hidden: words that it does not.
    :ivar machine_read: the picture is a scan, and a program has read it.
    """

    lines: list[Line] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    machine_read: bool = False


@dataclass
class _Letter:
    sign: str
    box: tuple[int, int, int, int]
    height: float
    shown: bool = True


def read(page: Any, picture: Image.Image, draw: Any) -> Layer:
    """The words of ``page``, whose picture is ``picture``; ``draw()`` draws it once more."""
    layer = page.get_textpage()
    total = min(layer.count_chars(), MAX_LETTERS)
    if not total:
        return Layer()
    letters = list(_letters(page, layer, total, picture.size))
    objects = [raw.FPDFText_GetTextObject(layer, index) for index in range(total)]
    modes = [
        raw.FPDFTextObj_GetTextRenderMode(letter_object) if letter_object else 0
        for letter_object in objects
    ]
    for letter_object in {
        ctypes.cast(letter_object, ctypes.c_void_p).value: letter_object
        for letter_object in objects
        if letter_object
    }.values():
        raw.FPDFTextObj_SetTextRenderMode(letter_object, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    changed = most(ImageChops.difference(picture, draw()))
    ground = picture.convert("L")
    for letter, mode in zip(letters, modes, strict=True):
        if letter.sign.strip() and letter.sign != BREAK:
            drawn = mode in DRAWN
            letter.shown = _differs(changed, letter.box) if drawn else _inked(ground, letter.box)
    machine_read = _is_machine_read(page, letters, modes)
    if machine_read:
        for letter in letters:
            letter.shown = _inked(ground, letter.box) if letter.sign.strip() else True
    lines, hidden = _lines(letters)
    return Layer(lines, hidden, machine_read)


def _letters(page: Any, layer: Any, total: int, size: tuple[int, int]) -> Iterator[_Letter]:
    place = placing(page, size)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    rect = raw.FS_RECTF()
    for index in range(total):
        raw.FPDFText_GetCharBox(layer, index, left, right, bottom, top)
        box = place(left.value, bottom.value, right.value, top.value)
        raw.FPDFText_GetLooseCharBox(layer, index, rect)
        tall = place(rect.left, rect.bottom, rect.right, rect.top)
        code = raw.FPDFText_GetUnicode(layer, index)
        yield _Letter(chr(code) if code <= sys.maxunicode else "", box, tall[3] - tall[1])


def placing(page: Any, size: tuple[int, int]) -> Any:
    """A function from a box on the page to one on its picture, turned as the page is turned."""
    x, y = ctypes.c_int(), ctypes.c_int()

    def ask(across: float, up: float) -> tuple[float, float]:
        wide, high = size[0] * FINE, size[1] * FINE
        raw.FPDF_PageToDevice(page, 0, 0, wide, high, 0, across, up, x, y)
        return x.value / FINE, y.value / FINE

    zero, east, north = ask(0, 0), ask(1000, 0), ask(0, 1000)
    ax, ay = (east[0] - zero[0]) / 1000, (east[1] - zero[1]) / 1000
    bx, by = (north[0] - zero[0]) / 1000, (north[1] - zero[1]) / 1000

    def place(left: float, bottom: float, right: float, top: float) -> tuple[int, int, int, int]:
        xs = [zero[0] + ax * h + bx * v for h in (left, right) for v in (bottom, top)]
        ys = [zero[1] + ay * h + by * v for h in (left, right) for v in (bottom, top)]
        return int(min(xs)), int(min(ys)), int(max(xs)) + 1, int(max(ys)) + 1

    return place


def most(difference: Image.Image) -> Image.Image:
    """The largest difference of the three colours at each place."""
    red, green, blue = difference.convert("RGB").split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _inside(box: tuple[int, int, int, int], size: tuple[int, int]) -> Any:
    left, top, right, bottom = box
    cut = (max(0, left), max(0, top), min(size[0], right), min(size[1], bottom))
    whole = max(1, (right - left) * (bottom - top))
    area = (cut[2] - cut[0]) * (cut[3] - cut[1])
    return cut if cut[0] < cut[2] and cut[1] < cut[3] and area >= whole / 2 else None


def _differs(changed: Image.Image, box: tuple[int, int, int, int]) -> bool:
    cut = _inside(box, changed.size)
    return cut is not None and shades(changed.crop(cut))[1] >= SEEN


def shades(picture: Image.Image) -> tuple[int, int]:
    """The darkest and the lightest place of a grey picture."""
    return cast("tuple[int, int]", picture.getextrema())


def _inked(ground: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether there is anything but one colour where the letter lies."""
    cut = _inside(box, ground.size)
    if cut is None:
        return False
    low, high = shades(ground.crop(cut))
    return high - low >= 2 * SEEN


def _is_machine_read(page: Any, letters: list[_Letter], modes: list[int]) -> bool:
    """A scan fills the page, and no word of it is drawn: the words lie in or under the picture."""
    signs = [
        (letter, mode) for letter, mode in zip(letters, modes, strict=True) if letter.sign.strip()
    ]
    if any(letter.shown and mode in DRAWN for letter, mode in signs):
        return False
    return covered_by_a_picture(page)


def covered_by_a_picture(page: Any) -> bool:
    """Whether one picture fills most of the page, as a scan does."""
    width, height = page.get_size()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        if abs((right - left) * (top - bottom)) >= 0.7 * width * height:
            return True
    return False


def _lines(letters: list[_Letter]) -> tuple[list[Line], list[str]]:
    lines, hidden = [Line()], []
    for word, ends in _words(letters):
        signs = [letter for letter in word if letter.sign != BREAK]
        text = tidy("".join(letter.sign for letter in signs))
        shown = sum(letter.shown for letter in signs)
        line = lines[-1]
        if signs and text and shown >= SHARE * len(signs):
            _put(line, text, signs)
        elif text:
            hidden.append(text)
        if word and word[-1].sign == BREAK:
            line.broken = bool(line.text)
            lines.append(Line())
        elif ends:
            lines.append(Line())
    return _joined([line for line in lines if line.text]), hidden


def _put(line: Line, text: str, signs: list[_Letter]) -> None:
    first = not line.text
    top, bottom = min(s.box[1] for s in signs), max(s.box[3] for s in signs)
    line.top = top if first else min(line.top, top)
    line.bottom = bottom if first else max(line.bottom, bottom)
    line.left = signs[0].box[0] if first else line.left
    line.height = max(line.height, *(s.height for s in signs))
    line.text = f"{line.text} {text}".strip()


def _words(letters: list[_Letter]) -> Iterator[tuple[list[_Letter], bool]]:
    """Letters of one word each, and whether a line ends after it."""
    word: list[_Letter] = []
    for letter in letters:
        if letter.sign == BREAK:
            yield [*word, letter], True
            word = []
        elif not letter.sign.strip():
            yield word, letter.sign in "\r\n"
            word = []
        elif letter.sign == "\ufffe":
            yield [*word, _Letter(BREAK, letter.box, letter.height)], True
            word = []
        else:
            word.append(letter)
    yield word, True


def _joined(lines: list[Line]) -> list[Line]:
    """The lines, a word that was broken at the end of one whole again."""
    joined: list[Line] = []
    for line in lines:
        if joined and joined[-1].broken:
            before = joined[-1]
            before.text, before.broken = mend(before.text, line.text), line.broken
            before.bottom = max(before.bottom, line.bottom)
        else:
            joined.append(line)
    return joined
