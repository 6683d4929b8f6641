"""Marks of review on a PDF's page: taken off, but for what they cover, which stays covered."""

import io

import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from meetings.slides import pages
from tests.meetings.slides.packs import add_scan, drawn_pdf, line

SECRET = line("Anna Example, 4 Elm Road")
TITLE = line("Case review", at=(60, 480))
WORDS = "Anna Example, 4 Elm Road"
HIDDEN = ["Anna", "Example,", "4", "Elm", "Road"]
OVER = (50, 385, 700, 440)  # the words, as the page counts
BESIDE = (50, 100, 700, 155)
LOOKED_AT = (80, 140, 900, 195)  # inside `OVER`, in px of the picture
COLOURS = {"black": (0, 0, 0), "white": (1, 1, 1), "red": (0.9, 0.1, 0.1), "yellow": (1, 1, 0)}


def mark(pdf, kind, colour, place=OVER, *, page=0, drawn="", blend="Normal", look=True, **more):
    """Lay a mark over ``place``, with the appearance that programs write for it."""
    left, bottom, right, top = place
    paint = " ".join(map(str, COLOURS[colour]))
    about = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(place), F=4, **more)
    about.QuadPoints = Array([left, top, right, top, left, bottom, right, bottom])
    about.C = Array(COLOURS[colour])
    if look:
        area = drawn or f"{left} {bottom} {right - left} {top - bottom} re f"
        stream = pdf.make_stream(f"/G gs {paint} rg {paint} RG {area}".encode())
        state = Dictionary(G=Dictionary(Type=Name.ExtGState, BM=Name(f"/{blend}")))
        stream.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array(place),
            Resources=Dictionary(ExtGState=state, Font=pdf.pages[page].Resources.Font),
        )
        about.AP = Dictionary(N=stream)
    marks = pdf.pages[page].get("/Annots", Array())
    marks.append(pdf.make_indirect(about))
    pdf.pages[page].Annots = marks


def draw(tmp_path, *contents, change):
    return list(pages.draw(drawn_pdf(tmp_path / "p.pdf", *contents, change=change)))


def shades(page, box=LOOKED_AT):
    return Image.open(io.BytesIO(page.large)).convert("L").crop(box).getextrema()


def is_flat(page, box=LOOKED_AT):
    """Whether nothing can be read there."""
    low, high = shades(page, box)
    return high - low < 20


COVERING = pytest.mark.parametrize("colour", ["black", "white", "red"])


@COVERING
@pytest.mark.parametrize("kind", ["FreeText", "StrikeOut", "Highlight", "Underline"])
def test_what_a_mark_covers_is_covered_for_readers_too(tmp_path, kind, colour):
    (page,) = draw(tmp_path, TITLE + SECRET, change=lambda pdf: mark(pdf, kind, colour))
    assert (page.text, page.hidden, is_flat(page)) == ("Case review", HIDDEN, True)
    assert page.is_covered


@pytest.mark.parametrize("look", [True, False], ids=["with its drawing", "without"])
def test_a_black_mark_that_darkens_what_is_below_covers_it(tmp_path, look):
    def cover(pdf):
        mark(pdf, "Highlight", "black", blend="Multiply", look=look)

    (page,) = draw(tmp_path, TITLE + SECRET, change=cover)
    assert (page.text, page.hidden, is_flat(page)) == ("Case review", HIDDEN, True)


@COVERING
def test_a_scan_under_a_text_box_stays_covered(tmp_path, colour):
    def cover(pdf):
        add_scan(pdf, words=(80, 110, 500, 35))
        mark(pdf, "FreeText", colour)

    (page,) = draw(tmp_path, "", change=cover)
    assert is_flat(page)


def test_a_text_box_that_each_viewer_draws_by_its_colour_covers_what_is_below(tmp_path):
    def cover(pdf):
        mark(pdf, "FreeText", "white", look=False)

    (page,) = draw(tmp_path, TITLE + SECRET, change=cover)
    assert (page.text, page.hidden, is_flat(page)) == ("Case review", HIDDEN, True)


def test_of_two_marks_one_over_the_other_neither_uncovers_what_is_below(tmp_path):
    def cover(pdf):
        mark(pdf, "StrikeOut", "white")
        mark(pdf, "FreeText", "white")

    (page,) = draw(tmp_path, TITLE + SECRET, change=cover)
    assert (page.text, page.hidden, is_flat(page)) == ("Case review", HIDDEN, True)


def test_a_text_box_over_a_filled_in_field_hides_the_answer(tmp_path):
    def fill(pdf):
        look = pdf.make_stream(b"BT /F1 20 Tf 2 6 Td (Anna Example) Tj ET")
        look.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 540, 30]),
            Resources=Dictionary(Font=pdf.pages[0].Resources.Font),
        )
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("who"), F=4)
        field.V, field.Rect = String("Anna Example"), Array([60, 395, 600, 425])
        field.AP = Dictionary(N=look)
        field = pdf.make_indirect(field)
        pdf.pages[0].Annots = Array([field])
        resources = Dictionary(Font=pdf.pages[0].Resources.Font)
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=resources)
        mark(pdf, "FreeText", "black")

    (page,) = draw(tmp_path, TITLE, change=fill)
    assert (page.text, is_flat(page)) == ("Case review", True)


def test_what_a_reviewer_wrote_over_words_reaches_nobody(tmp_path):
    written = "50 385 650 55 re f 0 g BT /F1 30 Tf 60 400 Td (is this lawful?) Tj ET"

    def comment(pdf):
        mark(pdf, "FreeText", "yellow", drawn=written, Contents=String("is this lawful?"))

    (page,) = draw(tmp_path, TITLE + SECRET, change=comment)
    assert (page.text, page.hidden, is_flat(page)) == ("Case review", HIDDEN, True)


@pytest.mark.parametrize(
    ("kind", "colour", "about"),
    [
        ("Highlight", "yellow", {"blend": "Multiply"}),
        ("StrikeOut", "red", {"drawn": "2 w 50 410 m 700 410 l S"}),
        ("Underline", "red", {"drawn": "2 w 50 390 m 700 390 l S"}),
        ("FreeText", "black", {"place": BESIDE}),
        ("Highlight", "black", {"place": BESIDE}),
        ("Text", "yellow", {"place": (700, 100, 720, 120), "Contents": String("why?")}),
    ],
    ids=["marker", "struck through", "underlined", "text box beside", "black beside", "note"],
)
def test_a_mark_that_covers_nothing_is_taken_off(tmp_path, kind, colour, about):
    (page,) = draw(tmp_path, TITLE + SECRET, change=lambda pdf: mark(pdf, kind, colour, **about))
    (bare,) = draw(tmp_path, TITLE + SECRET, change=lambda pdf: None)
    assert (page.text, page.hidden, page.marks) == (f"Case review\n{WORDS}", [], 1)
    assert (page.large, page.is_covered) == (bare.large, False)


def test_on_a_page_that_is_turned_the_covered_words_are_found_too(tmp_path):
    def cover(pdf):
        pdf.pages[0].Rotate = 90
        mark(pdf, "FreeText", "white")

    (page,) = draw(tmp_path, TITLE + SECRET, change=cover)
    assert (page.text, page.hidden) == ("Case review", HIDDEN)


def test_beside_a_mark_that_covers_the_others_are_taken_off(tmp_path):
    def cover(pdf):
        mark(pdf, "Highlight", "black")
        mark(pdf, "FreeText", "yellow", BESIDE)

    (page,) = draw(tmp_path, TITLE + SECRET, change=cover)
    assert (page.text, page.hidden, page.marks) == ("Case review", HIDDEN, 1)
    assert shades(page, (80, 530, 900, 570)) == (255, 255)
