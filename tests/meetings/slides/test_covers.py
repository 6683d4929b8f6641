"""What a mark covers is looked for around the marks alone, and found as on the whole page."""

import random

import pytest
from PIL import Image, ImageDraw

from meetings.slides.covers import uncovered

SIZE = (120, 90)
WHOLE = (0, 0, *SIZE)


def page_and_covers(seed):
    """A page of small dark things, and the same page with places of one colour over it."""
    chance = random.Random(seed)
    after = Image.new("RGB", SIZE, "white")
    for _ in range(150):
        left, top = chance.randrange(SIZE[0]), chance.randrange(SIZE[1])
        ImageDraw.Draw(after).rectangle((left, top, left + 2, top + 1), fill="black")
    before = after.copy()
    for _ in range(3):
        left, top = chance.randrange(80), chance.randrange(60)
        ImageDraw.Draw(before).rectangle((left, top, left + 30, top + 20), fill="yellow")
    return before, after


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("box", [(20, 20, 60, 50), (10, 40, 12, 80), (70, 10, 110, 80)], ids=str)
def test_around_a_mark_the_same_is_found_as_on_the_whole_page(seed, box):
    before, after = page_and_covers(seed)
    whole = uncovered(before, after, [WHOLE]).crop(box)
    around = uncovered(before, after, [box]).crop(box)

    assert around.tobytes() == whole.tobytes()


def test_something_is_covered_on_the_page_of_this_test():
    before, after = page_and_covers(seed=1)

    assert uncovered(before, after, [WHOLE]).crop((20, 20, 60, 50)).getbbox() is not None


def test_around_two_marks_the_same_is_found_as_on_the_whole_page():
    before, after = page_and_covers(seed=2)
    boxes = [(20, 20, 30, 30), (80, 60, 110, 80)]
    both = uncovered(before, after, boxes)
    whole = uncovered(before, after, [WHOLE])

    assert [both.crop(box).tobytes() for box in boxes] == [
        whole.crop(box).tobytes() for box in boxes
    ]


def test_a_mark_off_the_page_covers_nothing():
    before, after = page_and_covers(seed=3)

    assert uncovered(before, after, [(500, 500, 510, 510)]).getbbox() is None
