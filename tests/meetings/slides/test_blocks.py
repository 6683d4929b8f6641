"""The words of a slide as what they are: lists, tables, charts, languages; its title."""

import datetime as dt

import pytest
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.util import Inches, Pt

from meetings.slides import deck
from meetings.slides.formats import formatted
from tests.meetings.slides import packs

BOX = (Inches(1), Inches(2), Inches(4), Inches(1))
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.fixture
def read(tmp_path):
    """Read the first slide of a pack that a function has changed; `layout` is the slide's own."""

    def read(change, layout=5):
        def build(pack):
            change(pack.slides.add_slide(pack.slide_layouts[layout]))

        path = tmp_path / "pack.pptx"
        path.write_bytes(packs.deck(change=build))
        (slide,) = deck.read(path)
        return slide

    return read


def box(slide, *lines, at=BOX, size=None):
    frame = slide.shapes.add_textbox(*at).text_frame
    frame.text = "\n".join(lines)
    for line in frame.paragraphs:
        for run in line.runs:
            run.font.size = size
    return frame


def mark(line, name, **attributes):
    about = line._p.get_or_add_pPr()
    attribute_text = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    about.append(parse_xml(f'<a:{name} xmlns:a="{A}" {attribute_text}/>'))


# --- lists and tables ----------------------------------------------------------------------------


def test_the_body_of_a_slide_is_a_list_in_a_list(read):
    def fill(slide):
        frame = slide.placeholders[1].text_frame
        frame.text = "Options\nKeep it open\nClose it\nCost"
        for line in frame.paragraphs[1:3]:
            line.level = 1

    (block,) = read(fill, layout=1).blocks
    assert (block["kind"], block["ordered"]) == ("list", False)
    assert [(p["text"], [q["text"] for q in p["points"]]) for p in block["points"]] == [
        ("Options", ["Keep it open", "Close it"]),
        ("Cost", []),
    ]


def test_text_in_a_box_is_a_list_only_where_it_has_bullets_or_numbers(read):
    def fill(slide):
        frame = box(slide, "We ask:", "one", "two", "Thank you")
        for line in frame.paragraphs[1:3]:
            mark(line, "buAutoNum", type="arabicPeriod")

    before, listed, after = read(fill).blocks
    assert [before["text"], after["text"]] == ["We ask:", "Thank you"]
    assert (listed["ordered"], [point["text"] for point in listed["points"]]) == (
        True,
        ["one", "two"],
    )


def test_a_table_has_head_cells_and_cells_that_reach_over_others(read):
    def fill(slide):
        table = slide.shapes.add_table(3, 4, *BOX).table
        table.first_col = True
        rows = (("Area", "Stops", "", ""), ("North", "2024", "2025", "2026"), ("", "9", "8", "7"))
        for cells, words in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, words, strict=True):
                cell.text = text
        table.cell(0, 1).merge(table.cell(0, 3))
        table.cell(1, 0).merge(table.cell(2, 0))

    slide = read(fill)
    (table,) = slide.blocks
    cells = [[(c["text"], c["across"], c["down"]) for c in row] for row in table["rows"]]
    assert cells == [
        [("Area", 1, 1), ("Stops", 3, 1)],
        [("North", 1, 2), ("2024", 1, 1), ("2025", 1, 1), ("2026", 1, 1)],
        [("9", 1, 1), ("8", 1, 1), ("7", 1, 1)],
    ]
    assert (table["kind"], table["heads"]) == ("table", 1)
    heads = [[cell["text"] for cell in row if "head" in cell] for row in table["rows"]]
    assert heads == [["Area"], ["North"], []]
    assert slide.text == "Area | Stops\nNorth | 2024 | 2025 | 2026\n9 | 8 | 7"


# --- languages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "written", "lang", "way"),
    [
        ("What changes", "en-GB", None, None),
        ("Croeso i’r cyfarfod. Ŵyn, tŷ, môr", "", "cy", None),
        ("Croeso i bawb", "cy-GB", "cy", None),
        ("Zażółć gęślą jaźń", "", "pl", None),
        ("یہ میٹنگ جمعہ کو ہے (01632 960123)", "en-US", "ur", "rtl"),
        ("اجتماع المجموعة الاستشارية", "ar-SA", "ar", "rtl"),
        ("ਮੀਟਿੰਗ ਸ਼ੁੱਕਰਵਾਰ ਨੂੰ ਹੈ", "", "pa", None),
        ("সভা শুক্রবার সন্ধ্যায়", "", "bn", None),
        ("独立咨询小组会议 星期五", "en-GB", "zh", None),
        ("Збори у п’ятницю, їх двоє", "", "uk", None),
        ("جلسه روز جمعه است", "fa-IR", "fa", "rtl"),
    ],
)
def test_words_have_the_language_and_direction_of_their_runs_or_letters(
    read, words, written, lang, way
):
    def fill(slide):
        run = box(slide, words).paragraphs[0].runs[0]
        if written:
            run._r.get_or_add_rPr().set("lang", written)

    (block,) = read(fill, layout=6).blocks or [{}]
    assert (block.get("lang"), block.get("dir")) == (lang, way)


# --- titles --------------------------------------------------------------------------------------


def test_where_no_placeholder_says_the_title_the_largest_words_at_the_top_do(read):
    def fill(slide):
        box(slide, "Some more words.")
        box(slide, "What changes", at=(Inches(1), Inches(0.5), Inches(8), Inches(1)), size=Pt(40))

    slide = read(fill, layout=6)
    assert (slide.title, slide.text) == ("What changes", "Some more words.")


def test_nothing_is_made_a_title_that_does_not_look_like_one(read):
    slide = read(lambda slide: box(slide, "x" * 200), layout=6)
    low = read(lambda s: box(s, "By hand", at=(0, Inches(6), Inches(4), Inches(1))), layout=6)
    assert [(slide_read.title, len(slide_read.text)) for slide_read in (slide, low)] == [
        ("", 200),
        ("", 7),
    ]


# --- what is no text -----------------------------------------------------------------------------


def test_ticks_of_picture_fonts_are_ticks_and_control_characters_are_gone(read):
    def fill(slide):
        box(
            slide, "\uf0fc Interpreter booked\u00ad", "\uf0fb Lift\u200b", "by\u00adelection \uf0ff"
        )

    assert read(fill).text == "✓ Interpreter booked\n✗ Lift\nbyelection"


def test_what_lies_beyond_the_slides_edge_is_kept_apart(read):
    def fill(slide):
        box(slide, "Shown")
        box(slide, "Draft of Ansty", at=(Inches(-6), Inches(2), Inches(4), Inches(1)))

    slide = read(fill)
    assert (slide.text, slide.off) == ("Shown", "Draft of Ansty")


# --- charts --------------------------------------------------------------------------------------


def chart(kind, data):
    return lambda slide: slide.shapes.add_chart(kind, *BOX, data)


def test_a_gap_in_a_chart_is_said_and_the_labels_stay_with_their_numbers(read):
    data = CategoryChartData()
    data.categories = ["Jan", "Feb", "Mar"]
    data.add_series("Minutes", (12, None, 15))
    slide = read(chart(XL_CHART_TYPE.COLUMN_CLUSTERED, data))
    assert slide.text == "Minutes: Jan 12, Feb nothing, Mar 15"


def test_a_chart_says_its_numbers_as_it_writes_them(read):
    data = CategoryChartData(number_format="0%")
    data.categories = ["No action", "Arrest"]
    data.add_series("Share", (0.52, 0.48))
    assert read(chart(XL_CHART_TYPE.PIE, data)).text == "Share: No action 52%, Arrest 48%"


def test_dates_of_a_chart_are_months_where_each_is_the_first_of_one(read):
    data = CategoryChartData()
    data.categories = [dt.date(2026, 1, 1), dt.date(2026, 2, 1)]
    data.add_series("Reports", (40, 55))
    slide = read(chart(XL_CHART_TYPE.LINE, data))
    assert slide.text == "Reports: January 2026 40, February 2026 55"


def test_the_two_numbers_of_each_point_are_said_and_the_size_of_a_bubble(read):
    points, bubbles = XyChartData(), BubbleChartData()
    points.add_series("Wards").add_data_point(1.2, 118)
    bubbles.add_series("Beats").add_data_point(1, 2, 30)
    assert [
        read(chart(XL_CHART_TYPE.XY_SCATTER, points)).text,
        read(chart(XL_CHART_TYPE.BUBBLE, bubbles)).text,
    ] == ["Wards: 1.2 118", "Beats: 1 2 (30)"]


def test_two_levels_of_label_are_both_said(read):
    data = CategoryChartData()
    for area in ("North", "South"):
        above = data.add_category(area)
        above.add_sub_category("2025")
        above.add_sub_category("2026")
    data.add_series("Stops", (10, 12, 20, 18))
    assert read(chart(XL_CHART_TYPE.COLUMN_CLUSTERED, data)).text == (
        "Stops: North 2025 10, North 2026 12, South 2025 20, South 2026 18"
    )


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        ("0.34000000000000002", "General", "0.34"),
        ("0.125", "0.0%", "12.5%"),
        ("1234.5", "#,##0", "1,234"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("96000", '"£"#,##0', "£96,000"),
        ("96000", "[$£-809]#,##0", "£96,000"),
        ("-3", "0;(0)", "(3)"),
        ("12", '0" min"', "12 min"),
        ("46023", "mmm\\-yy", "January 2026"),
        ("46036", "dd/mm/yyyy", "14 January 2026"),
        ("0.5", "h:mm", "12:00"),
        ("1500000", '0.0,,"m"', "1.5m"),
        ("7", "yyyy", "1900"),
        ("n/a", "0%", "n/a"),
    ],
)
def test_numbers_are_said_by_their_format(number, code, words):
    assert formatted(number, code) == words
