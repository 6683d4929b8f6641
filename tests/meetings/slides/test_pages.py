"""Pictures and words from a PDF."""

import io

import pikepdf
import pytest
from PIL import Image

from meetings.slides import pages
from meetings.slides.refusal import ConversionFailed
from tests.meetings.slides import packs


def opened(content):
    return Image.open(io.BytesIO(content))


def test_each_page_gives_its_number_title_and_text(tmp_path):
    pdf = packs.write_pdf(tmp_path / "p.pdf", "What we ask\nThree questions", "Cost")
    assert [(page.number, page.title, page.text) for page in pages.draw(pdf)] == [
        (1, "What we ask", "What we ask\nThree questions"),
        (2, "Cost", "Cost"),
    ]


def test_a_bookmark_is_a_better_title_than_the_first_line(tmp_path):
    pdf = packs.write_pdf(
        tmp_path / "p.pdf", "OFFICIAL", "OFFICIAL", bookmarks={"Footfall": 1, "Later": 1}
    )
    assert [page.title for page in pages.draw(pdf)] == ["OFFICIAL", "Footfall"]


def test_pictures_come_in_two_widths_as_webp(tmp_path):
    pdf = packs.write_pdf(tmp_path / "p.pdf", "Cost")
    (page,) = pages.draw(pdf)
    large, small = opened(page.large), opened(page.small)
    assert (large.format, large.size, small.format, small.size) == (
        "WEBP",
        (1280, 720),
        "WEBP",
        (480, 270),
    )
    assert (page.width, page.height) == (1280, 720)


def test_a_very_long_page_stays_within_bounds(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 10_000))
        pdf.save(tmp_path / "long.pdf")
    (page,) = pages.draw(tmp_path / "long.pdf")
    assert (page.width, page.height) == (160, 16_000)


def test_nothing_that_a_photograph_says_of_itself_comes_along(tmp_path):
    exif = Image.Exif()
    exif[0x010E] = "taken at 14 Quay Street"  # description
    photograph = Image.new("RGB", (400, 300), "navy")
    photograph.save(tmp_path / "photo.pdf", "PDF", exif=exif, author="D. Whitcombe")
    (page,) = pages.draw(tmp_path / "photo.pdf")
    for content in (page.large, page.small):
        assert (dict(opened(content).getexif()), opened(content).info.keys() & {"exif", "xmp"}) == (
            {},
            set(),
        )
        assert b"Quay" not in content
        assert b"Whitcombe" not in content


def test_pages_are_drawn_one_at_a_time(tmp_path):
    pdf = packs.write_pdf(tmp_path / "p.pdf", "One", "Two", "Three")
    drawing = pages.draw(pdf)
    assert next(drawing).title == "One"
    drawing.close()


def test_a_picture_that_would_fill_the_memory_stops_the_drawing_with_a_sentence(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(960, 540))
        page = pdf.add_blank_page(page_size=(960, 540))
        image = pdf.make_stream(bytes(25_000 // 8 * 25_000))  # 1 bit a pixel; 625 million pixels
        image.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=25_000,
            Height=25_000,
            BitsPerComponent=1,
            ColorSpace=pikepdf.Name.DeviceGray,
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        page.Contents = pdf.make_stream(b"960 0 0 540 0 0 cm /I Do")
        pdf.save(tmp_path / "big.pdf", compress_streams=True)
    drawing = pages.draw(tmp_path / "big.pdf")
    assert next(drawing).number == 1
    with pytest.raises(ConversionFailed) as failure:
        next(drawing)
    assert failure.value.sentence == (
        "Slide 2 could not be drawn. Save the pack again, then try again."
    )
