"""Which words of a PDF's page are given out: those that its picture shows, and no others."""

import io

import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from PIL import Image

from meetings.slides import pages
from tests.meetings.slides.packs import add_scan, drawn_pdf, line

BOX = "0 g 40 380 600 60 re f\n"
SECRET = line("Anna Example, 4 Elm Road")
TITLE = line("Case review", at=(60, 480))
HIDDEN = ["Anna", "Example,", "4", "Elm", "Road"]
INVISIBLE = "3 Tr"


def draw(tmp_path, *contents, **more):
    return list(pages.draw(drawn_pdf(tmp_path / "p.pdf", *contents, **more)))


@pytest.mark.parametrize(
    "hiding",
    [
        SECRET + BOX,
        line("Anna Example, 4 Elm Road", before="1 g"),
        line("Anna Example, 4 Elm Road", before="0.98 g"),
        BOX + line("Anna Example, 4 Elm Road", before="0 g"),
        line("Anna Example, 4 Elm Road", at=(1000, 400)),
        line("Anna Example, 4 Elm Road", at=(60, -80)),
        line("Anna Example, 4 Elm Road", before=INVISIBLE),
        line("Anna Example, 4 Elm Road", before="700 500 10 10 re W n"),
    ],
    ids=[
        "behind a box",
        "white on white",
        "nearly white on white",
        "black on black",
        "beyond the right edge",
        "below the page",
        "not drawn at all",
        "outside a clip",
    ],
)
def test_words_that_the_picture_hides_are_given_to_nobody(tmp_path, hiding):
    (page,) = draw(tmp_path, TITLE + hiding)
    assert (page.title, page.text, page.hidden) == ("Case review", "Case review", HIDDEN)


def test_words_outside_what_was_cropped_away_are_hidden_and_the_turned_page_is_read(tmp_path):
    def crop(pdf):
        pdf.pages[0].CropBox = Array([0, 450, 960, 540])
        pdf.pages[1].Rotate = 90

    cropped, turned = draw(tmp_path, TITLE + SECRET, TITLE + SECRET, change=crop)
    assert (cropped.text, cropped.hidden) == ("Case review", HIDDEN)
    assert sorted(turned.text.split("\n")) == ["Anna Example, 4 Elm Road", "Case review"]
    assert turned.hidden == []
    assert (turned.width, turned.height) == (1280, 2276)


@pytest.mark.parametrize(
    "drawing",
    [
        line("Anna Example", before="0.8 g"),
        line("Anna Example", before="1 g").join(["0 g 0 0 960 540 re f\n", ""]),
        line("Anna Example", size=7),
        line("Anna Example", before="1 Tr"),
    ],
    ids=["pale", "white on black", "small", "outlines"],
)
def test_words_that_are_hard_to_see_are_still_words(tmp_path, drawing):
    (page,) = draw(tmp_path, drawing)
    assert (page.text, page.hidden) == ("Anna Example", [])


def test_of_a_line_only_the_words_behind_the_box_are_left_out(tmp_path):
    (page,) = draw(tmp_path, line("Complainant: Anna Example") + "0 g 265 390 300 50 re f\n")
    assert (page.text, page.hidden) == ("Complainant:", ["Anna", "Example"])


def test_the_words_that_a_program_read_from_a_scan_are_given_out_and_said_to_be(tmp_path):
    words = line("Anna Example, 4 Elm Road", before=INVISIBLE)
    (page,) = draw(tmp_path, words, change=add_scan)
    assert (page.text, page.hidden, page.machine_read) == ("Anna Example, 4 Elm Road", [], True)


def test_the_black_box_on_a_scan_hides_what_a_program_read_there(tmp_path):
    words = line("Anna Example, 4 Elm Road", before=INVISIBLE)
    (page,) = draw(tmp_path, words + BOX, change=add_scan)
    assert (page.text, page.hidden) == ("", HIDDEN)


def test_scans_without_words_are_told_from_empty_pages_and_a_footer_is_no_text(tmp_path):
    def scan(pdf):
        add_scan(pdf, 0)
        add_scan(pdf, 1)

    footer = line("Page 1 of 2", at=(60, 15), size=10)
    pages = draw(tmp_path, "", footer, "", footer, change=scan)
    assert [page.has_words for page in pages] == [False, False, True, True]


def test_a_word_that_a_lines_end_parts_is_whole_again_and_keeps_a_hyphen_of_its_own(tmp_path):
    def lines(*words):
        drawn = " T* ".join(f"({part}) Tj" for part in words)
        return f"BT /F1 30 Tf 36 TL 60 440 Td {drawn} ET"

    pages = draw(
        tmp_path,
        lines("The neigh-", "bourhood team"),
        lines("The by-", "election"),
        lines("Ask Mary Smith-", "Jones"),
    )
    assert [page.text for page in pages] == [
        "The neighbourhood team",
        "The by-election",
        "Ask Mary Smith-Jones",
    ]


class Form:
    """Fields of a form, drawn as the programs that fill them in leave them."""

    def __init__(self, pdf):
        self.pdf = pdf
        self.font = Dictionary(F1=pdf.pages[0].Resources.Font.F1)

    def drawn(self, content):
        stream = self.pdf.make_stream(content.encode())
        stream.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 540, 30]),
            Resources=Dictionary(Font=self.font),
        )
        return stream

    def widget(self, name, box, **more):
        about = {"Type": Name.Annot, "Subtype": Name.Widget, "F": 4, **more}
        return self.pdf.make_indirect(Dictionary(T=String(name), Rect=Array(box), **about))

    def typed(self, name, box, value, **more):
        look = Dictionary(N=self.drawn(f"BT /F1 20 Tf 2 6 Td ({value}) Tj ET"))
        return self.widget(name, box, FT=Name.Tx, V=String(value), AP=look, **more)

    def tick(self, name, box, state):
        on, off = (self.drawn(f"0 0 20 20 re S {more}") for more in ("2 2 m 18 18 l S", ""))
        appearances = Dictionary(N=Dictionary(Yes=on, Off=off))
        return self.widget(name, box, FT=Name.Btn, V=state, AS=state, AP=appearances)


def fill_in(pdf):
    """A line that was filled in, one that nobody is to see, a ticked box, one that is not."""
    form = Form(pdf)
    fields = [
        form.typed("groups", [60, 340, 600, 370], "Deaf members"),
        form.typed("inner", [60, 200, 600, 230], "for the office only", F=2),
        form.tick("ok", [60, 280, 80, 300], Name.Yes),
        form.tick("stop", [60, 240, 80, 260], Name.Off),
    ]
    pdf.pages[0].Annots = Array(fields)
    resources = Dictionary(Font=form.font)
    pdf.Root.AcroForm = Dictionary(Fields=Array(fields), DR=resources, DA=String("/F1 20 Tf 0 g"))


def test_answers_and_ticks_of_a_form_are_in_the_picture_and_in_the_text(tmp_path):
    asked = line("Which groups are affected?", at=(60, 390), size=24)
    choices = line("Go ahead", at=(100, 282), size=20) + line("Stop", at=(100, 242), size=20)
    (page,) = draw(tmp_path, asked + choices, change=fill_in)
    (blank,) = draw(tmp_path, asked + choices)

    assert page.text.split("\n") == [
        "Which groups are affected?",
        "Deaf members",
        "Go ahead: ticked",
        "Stop: not ticked",
    ]
    for box in ((80, 227, 400, 266), (80, 320, 106, 346)):  # the line, and the box with its tick
        filled, empty = (
            Image.open(io.BytesIO(page_drawn.large)).convert("L").crop(box).getextrema()
            for page_drawn in (page, blank)
        )
        assert (filled[0] < 100, empty[0] > 200) == (True, True)


def test_a_long_page_is_wide_enough_to_read_and_a_huge_one_gets_a_larger_picture(tmp_path):
    def grow(pdf):
        pdf.add_blank_page(page_size=(3400, 2400))

    long, huge = draw(tmp_path, line("Line", at=(60, 8900)), size=(595, 9000), change=grow)
    assert (long.width, long.height) == (891, 13473)
    assert (huge.width, huge.height) == (3000, 2118)


def test_the_largest_line_near_the_top_is_the_title(tmp_path):
    marking = line("OFFICIAL", at=(60, 510), size=12)
    (page,) = draw(
        tmp_path, marking + line("Footfall", at=(60, 420)) + line("Now", size=20, at=(60, 300))
    )
    assert (page.title, page.text) == ("Footfall", "OFFICIAL\nFootfall\nNow")


def test_control_characters_do_not_come_along(tmp_path):
    (page,) = draw(tmp_path, line("One\\001 two\\255three"))
    assert [letter for letter in page.text if not letter.isprintable()] == []


def test_a_bookmark_that_holds_what_the_page_hides_is_no_title(tmp_path):
    def outline(pdf):
        with pdf.open_outline() as outline:
            outline.root.append(OutlineItem("Anna Example", 0))
            outline.root.append(OutlineItem("The second page", 1))

    pages = draw(tmp_path, TITLE + SECRET + BOX, TITLE, change=outline)
    assert [page.title for page in pages] == ["Case review", "The second page"]


def test_what_is_marked_to_be_blacked_out_is_black(tmp_path):
    def redact(pdf):
        mark = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=Array([50, 380, 700, 440]))
        pdf.pages[0].Annots = Array([pdf.make_indirect(mark)])

    (page,) = draw(tmp_path, TITLE + SECRET, change=redact)
    assert (page.text, page.hidden) == ("Case review", HIDDEN)
    picture = Image.open(io.BytesIO(page.large)).convert("L")
    assert picture.crop((80, 150, 900, 200)).getextrema()[1] < 30
