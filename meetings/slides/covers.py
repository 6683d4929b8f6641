"""Tell from two drawings of a page what a mark of review covers: what it shows once it is off.

No colour and no kind of mark is asked for: viewers write them in many ways, and PDFium does not
tell the colour of a mark that brings its own drawing.
"""

from collections.abc import Callable, Iterable

from PIL import Image, ImageChops

from meetings.slides.layer import SEEN, most

Box = tuple[int, int, int, int]
NEAR = 3  # px across, in which a covered place shows one colour
WIDE = 5  # px across, in which there is something to see once the mark is off
SPOT = 3  # px across: less is the edge of a line that strikes words through
REACH = WIDE // 2 + SPOT // 2  # px: what lies further from a place decides nothing about it


def uncovered(before: Image.Image, after: Image.Image, boxes: Iterable[Box]) -> Image.Image:
    """Where ``before`` shows one colour, and ``after`` something that can be read.

    Only the part of the page around all ``boxes`` is looked at.
    """
    mask = Image.new("L", before.size)
    part = _around(boxes, before.size)
    if part:
        mask.paste(_uncovered(before.crop(part), after.crop(part)), part)
    return mask


def is_in(mask: Image.Image, box: Box) -> bool:
    """Whether anything of ``mask`` lies in ``box``."""
    cut = _inside(box, mask.size)
    return cut is not None and mask.crop(cut).getbbox() is not None


def meet(first: Box, second: Box) -> bool:
    """Whether two boxes have a place in common."""
    across = first[0] < second[2] and second[0] < first[2]
    return across and first[1] < second[3] and second[1] < first[3]


def _around(boxes: Iterable[Box], size: tuple[int, int]) -> Box | None:
    """One box around all of them, with what is looked at beside them; ``None`` off the page."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    box = (min(lefts) - REACH, min(tops) - REACH, max(rights) + REACH, max(bottoms) + REACH)
    return _inside(box, size)


def _inside(box: Box, size: tuple[int, int]) -> Box | None:
    """The part of ``box`` that lies on a page of this ``size``, if any does."""
    left, top, right, bottom = box
    cut = (max(0, left), max(0, top), min(size[0], right), min(size[1], bottom))
    return cut if cut[0] < cut[2] and cut[1] < cut[3] else None


def _uncovered(before: Image.Image, after: Image.Image) -> Image.Image:
    there, then = _relief(after, WIDE), _relief(before, NEAR)
    more = ImageChops.subtract(there, then)
    appeared = ImageChops.darker(_at_least(more, SEEN), ImageChops.invert(_at_least(then, SEEN)))
    return _spread(appeared, ImageChops.darker, SPOT)


def _at_least(picture: Image.Image, least: int) -> Image.Image:
    return picture.point([0] * least + [255] * (256 - least))


def _relief(picture: Image.Image, across: int) -> Image.Image:
    """How far the colours around each place differ; nothing where all are the same."""
    lightest = _spread(picture, ImageChops.lighter, across)
    return most(ImageChops.subtract(lightest, _spread(picture, ImageChops.darker, across)))


def _spread(
    picture: Image.Image,
    choose: Callable[[Image.Image, Image.Image], Image.Image],
    across: int,
) -> Image.Image:
    """Each place as ``choose`` finds it among its neighbours: ten times as fast as Pillow's own."""
    places = [step - across // 2 for step in range(across) if step != across // 2]
    row = picture
    for step in places:
        row = choose(row, ImageChops.offset(picture, step, 0))
    spread = row
    for step in places:
        spread = choose(spread, ImageChops.offset(row, 0, step))
    return spread
