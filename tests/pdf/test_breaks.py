"""Lines and pages end where a reader expects it."""

import pypdfium2
import pytest

from core.pdf.tools import write
from publications import canonical
from publications.pdf import render
from tests.pdf.conftest import seal_of
from tests.pdf.reading import pages

pytestmark = pytest.mark.pdf
SENTENCE = "The portfolio office answers by 19 September 2026."
WIDTHS = range(300, 420)  # px: among them those at which the sentence fits and a space does not


def lines_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    return [line.strip() for line in text.splitlines()]


def test_a_line_that_fits_is_not_broken_for_the_space_behind_it():
    """Templates end their lines before the tag, as no browser minds."""
    paragraphs = "".join(f'<p class="w{width}">\n  {SENTENCE}\n</p>' for width in WIDTHS)
    widths = "".join(f".w{width} {{ width: {width}px }}" for width in WIDTHS)
    page = f'<html lang="en-GB"><title>Lines</title><body>{paragraphs}</body></html>'
    lines = lines_of(write(page, f"p {{ font: 16px 'Atkinson Hyperlegible Next' }} {widths}"))

    assert SENTENCE in lines
    assert lines.count("The") == 0


@pytest.mark.parametrize("sentences", [0, 78])  # the part begins low on a page
def test_what_is_said_of_a_part_stands_with_its_beginning(snapshot, sentences):
    snapshot["asked"] = ["What will it change? " * sentences]
    drawn = render(snapshot, seal_of(snapshot), large_print=True)
    heading, [first, *_others] = canonical.HEADINGS["not_agreed"], snapshot["not_agreed"]
    [behind] = [
        middle.partition(f"{heading} ")[2]
        for _above, middle, _below in pages(drawn)
        if f"{heading} " in middle
    ]

    assert f"{first['reference']} {first['text']}" in behind
