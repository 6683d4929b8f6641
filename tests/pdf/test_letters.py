"""Letters are compared as pictures: the text of a PDF can be right where its print is wrong."""

import functools

import pypdfium2
import pytest
import weasyprint
from PIL import ImageChops
from weasyprint.text.fonts import FontConfiguration

from core.pdf.fetcher import FACES, OwnAssets, font_file
from publications.pdf.layout import style

pytestmark = pytest.mark.pdf
PAGE = '<html lang="cy"><body><p style="font: 40pt {family}">{letters}</p></body></html>'
SIZE = "@page { size: 120mm 40mm; margin: 5mm; @top-left { content: none } }"


@functools.cache
def picture(family, letters, css):
    """How ``letters`` are printed, once in a process."""
    fonts = FontConfiguration()
    sheets = [
        weasyprint.CSS(string=text, url_fetcher=OwnAssets(), font_config=fonts)
        for text in (css, SIZE)
    ]
    written = weasyprint.HTML(
        string=PAGE.format(family=family, letters=letters), url_fetcher=OwnAssets()
    ).write_pdf(stylesheets=sheets, font_config=fonts)
    document = pypdfium2.PdfDocument(written)
    sheet = document[0]
    image = sheet.render(scale=2).to_pil().convert("L").copy()
    sheet.close()
    document.close()
    return image


def same(first, other):
    return ImageChops.difference(first, other).getbbox() is None


@pytest.mark.parametrize("letters", ["ŵ", "ŷ", "Ŵ", "Ŷ"])
def test_welsh_letters_are_printed_as_the_face_draws_them(letters):
    ours = picture("AH, AHX", letters, style())
    whole = picture("AHX", letters, style())
    assert same(ours, whole)
    assert not same(
        ours,
        picture("AH, AHX", letters.translate({373: "w", 375: "y", 372: "W", 374: "Y"}), style()),
    )


def test_this_would_notice_a_wrong_letter():
    assert not same(picture("AH, AHX", "ŵ", style()), picture("AH, AHX", "ŷ", style()))


def test_set_up_has_put_every_face_in_place():
    assert [face for face in FACES if not font_file(face).exists()] == []


@pytest.mark.parametrize("block", ["h1", "p", "li"])
def test_a_word_longer_than_the_line_stays_on_the_page(block):
    word = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
    written = weasyprint.HTML(
        string=f"<html lang='cy'><body><{block}>{word}</{block}></body></html>",
        url_fetcher=OwnAssets(),
    ).write_pdf(stylesheets=[weasyprint.CSS(string=style(), url_fetcher=OwnAssets())])
    with pypdfium2.PdfDocument(written) as document:
        text = document[0].get_textpage()
        rights = [text.get_charbox(n)[2] for n in range(text.count_chars())]
        assert max(rights) <= document[0].get_width()
        assert word in "".join(text.get_text_range().split())
