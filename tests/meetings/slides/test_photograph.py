"""Photographs: which come in, and what is left of one when readers get it."""

import io
from unittest.mock import patch

import pytest
from PIL import ExifTags, Image, ImageFile

from meetings.slides import package
from meetings.slides.package import Kind, RefusedPack
from meetings.slides.photograph import check_photograph, draw
from meetings.slides.refusal import ConversionFailed
from tests.meetings.slides.photographs import (
    HELD_UPRIGHT,
    LEFT,
    PLANTED,
    RIGHT,
    bomb,
    photograph,
)

JPEG, PNG = photograph(), photograph("PNG")
ZIP = b"PK\x03\x04" + bytes(30) + b"PK\x05\x06" + bytes(18)
OTHER = "Choose a photograph in JPEG or PNG: its name ends in .jpg, .jpeg or .png."
TWO = "This file is two kinds of file at once. Save the photograph again, then try again."
DAMAGED = "This photograph is damaged and cannot be shown. Save it again, then try again."
MANY = "This photograph has more than 80 million pixels. Make it smaller first."


def refusal(content, name="a.jpg"):
    with pytest.raises(RefusedPack) as refused:
        check_photograph(io.BytesIO(content), name)
    return refused.value.sentence


def drawn(content, tmp_path):
    file = tmp_path / "original"
    file.write_bytes(content)
    return draw(file)


def opened(content):
    return Image.open(io.BytesIO(content))


def said_of_itself(content):
    """All that a picture says besides its pixels, but for what every WebP says."""
    picture = opened(content)
    ours = {"background", "loop", "timestamp", "duration"}
    return dict(picture.getexif()), {k: v for k, v in picture.info.items() if k not in ours}


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [(JPEG, "IMG 1.JPG", Kind.JPEG), (JPEG, "a.jpeg", Kind.JPEG), (PNG, "a.png", Kind.PNG)],
)
def test_a_photograph_comes_in_and_is_left_at_its_start(content, name, kind):
    file = io.BytesIO(content)

    assert (check_photograph(file, name), file.tell()) == (kind, 0)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        pytest.param(JPEG, "a.png", OTHER, id="a JPEG that is named PNG"),
        pytest.param(PNG, "a.jpg", OTHER, id="a PNG that is named JPEG"),
        pytest.param(JPEG, "a.jpg.exe", OTHER, id="a name that ends in another way"),
        pytest.param(b"GIF89a" + bytes(100), "a.jpg", OTHER, id="another kind of picture"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", OTHER, id="a drawing"),
        pytest.param(JPEG + ZIP, "a.jpg", TWO, id="also a zip"),
        pytest.param(JPEG[:3] + b"%PDF-1.7" + JPEG[3:], "a.jpg", TWO, id="also a PDF"),
        pytest.param(PNG[:8] + b"<Script>alert(1)" + PNG[8:], "a.png", TWO, id="also a page"),
        pytest.param(bomb(), "a.png", MANY, id="billions of pixels"),
        pytest.param(bomb(8001, 10_000), "a.png", MANY, id="a line too many"),
        pytest.param(JPEG[:40], "a.jpg", DAMAGED, id="cut off before it begins"),
        pytest.param(PNG[:20], "a.png", DAMAGED, id="a PNG that is cut off"),
    ],
)
def test_what_is_no_photograph_is_refused_in_words(content, name, sentence):
    assert refusal(content, name) == sentence


def test_one_that_is_too_large_is_refused_unread():
    with patch.object(package, "MAX_BYTES", len(JPEG) - 1):
        assert refusal(JPEG).startswith("This photograph is larger than")


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_where_it_was_taken_and_all_else_it_says_of_itself_is_gone(form, tmp_path):
    content = photograph(form)
    picture = drawn(content, tmp_path)

    place = opened(content).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert (place[ExifTags.GPS.GPSLatitudeRef], PLANTED.encode() in content) == ("N", True)
    assert said_of_itself(picture.large) == ({}, {})
    assert said_of_itself(picture.small) == ({}, {})
    assert PLANTED.encode() not in picture.large + picture.small


def test_one_that_was_held_upright_is_turned(tmp_path):
    picture = drawn(photograph(orientation=HELD_UPRIGHT), tmp_path)
    large = opened(picture.large)
    top, bottom = large.getpixel((150, 50)), large.getpixel((150, 350))

    assert (large.size, picture.width, picture.height) == ((300, 400), 300, 400)
    assert [max(map(abs, map(int.__sub__, *pair))) < 12 for pair in ((top, LEFT), (bottom, RIGHT))] == [True, True]  # fmt: skip


def test_a_large_one_becomes_two_thousand_pixels_and_a_small_one_stays(tmp_path):
    sizes = [drawn(photograph(size=size), tmp_path)[2:] for size in ((4000, 3000), (90, 3000), (400, 300))]  # fmt: skip

    assert sizes == [(2000, 1500), (60, 2000), (400, 300)]


def test_what_can_be_seen_through_stands_on_white(tmp_path):
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")

    assert opened(drawn(out.getvalue(), tmp_path).large).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(("grey", "seen_as"), [(0, 0), (20_000, 78), (65_535, 255)])
def test_grey_in_sixteen_bits_is_as_dark_as_it_was(grey, seen_as, tmp_path):
    out = io.BytesIO()
    Image.new("I;16", (40, 40), grey).save(out, "PNG")
    large = opened(drawn(out.getvalue(), tmp_path).large)

    assert [abs(value - seen_as) <= 2 for value in large.getpixel((20, 20))] == [True] * 3


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(JPEG[: len(JPEG) // 2], id="JPEG"),
        pytest.param(PNG[: len(PNG) // 2], id="PNG"),
        pytest.param(bomb(900, 900), id="a PNG of too few lines"),
    ],
)
def test_one_that_is_cut_off_fails_in_words(content, tmp_path, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it
    with pytest.raises(ConversionFailed) as failed:
        drawn(content, tmp_path)

    assert failed.value.sentence == DAMAGED
