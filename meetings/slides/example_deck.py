"""Build the pack of the demonstration: "Front counter: options", eleven slides, a real .pptx.

What it says is in `example_words`; force, people and figures are invented.
"""

from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Inches, Length, Pt

from meetings.slides import example_words as words
from meetings.slides.example_map import draw_map
from meetings.slides.shapes import P

INK = RGBColor(0x1B, 0x26, 0x2C)
QUIET = RGBColor(0x4A, 0x5A, 0x62)
SEA = RGBColor(0x0B, 0x4F, 0x57)
PALE = RGBColor(0xE3, 0xEE, 0xEC)
RUST = RGBColor(0xA8, 0x45, 0x1B)
PAPER = RGBColor(0xFB, 0xF9, 0xF4)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)

WIDTH, HEIGHT = Length(12_192_000), Length(6_858_000)  # 16:9, exactly
Box = tuple[Length, Length, Length, Length]  # left, top, width, height

LEFT, ACROSS = Inches(0.9), Inches(11.5)
TOP, LINE = Inches(2.0), Inches(0.6)
FONT = "Calibri"
TITLE, BODY, SMALL = Pt(40), Pt(28), Pt(24)


def build_front_counter_deck(path: Path, *, version: int = 1) -> Path:
    """Write the pack to `path` and return it. Version 2 corrects the first figure of slide 6."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.core_properties.author = words.AUTHOR
    deck.core_properties.title = words.TITLE
    layout = deck.slide_layouts.get_by_name("Title Only")
    _prepare(deck, layout)
    for title, build in (
        (words.TITLE, _opening),
        (words.ASKING, lambda slide: _points(slide, words.QUESTIONS, numbered=True)),
        (words.FOOTFALL, _footfall),
        (words.REASONS, lambda slide: _table(slide, words.REASON_ROWS)),
        (words.OPTIONS, _options),
        (words.VISITORS, lambda slide: _figures(slide, words.visitor_figures(version))),
        (words.TRAVEL, _travel),
        (words.EQUALITY, lambda slide: _points(slide, words.EQUALITY_POINTS)),
        (words.COST, lambda slide: _figures(slide, words.COST_FIGURES)),
        (words.ELSEWHERE, lambda slide: _points(slide, words.ELSEWHERE_POINTS)),
        (words.TIMETABLE, lambda slide: _table(slide, words.TIMETABLE_ROWS)),
    ):
        slide = deck.slides.add_slide(layout)
        slide.shapes.title.text_frame.margin_left = 0
        _write(slide.shapes.title.text_frame, [title], TITLE, SEA, bold=True)
        build(slide)
        if title in words.NOTES:
            slide.notes_slide.notes_text_frame.text = words.NOTES[title]
    deck.save(str(path))
    return path


def _prepare(deck: Any, layout: Any) -> None:
    """Put what every slide shares on the layout, so that no slide repeats it in its words."""
    for master in (deck.slide_master, layout):
        fill = master.background.fill
        fill.solid()
        fill.fore_color.rgb = PAPER
    for place in list(layout.placeholders):
        if place.placeholder_format.type.name == "TITLE":
            place.left, place.top, place.width, place.height = LEFT, Inches(0.75), ACROSS, Inches(1)
        else:
            place.element.getparent().remove(place.element)
    scratch = deck.slides.add_slide(layout)
    band = _block(scratch, (Length(0), Length(0), Inches(0.35), HEIGHT), SEA)
    marking = _text(
        scratch, [words.MARKING], (LEFT, Inches(0.2), ACROSS, LINE), Pt(16), SEA, bold=True
    )
    foot = _text(scratch, [words.FOOT], (LEFT, Inches(6.9), Inches(9), LINE), Pt(16), QUIET)
    number = _text(scratch, [""], (Inches(11.4), Inches(6.9), Inches(1), LINE), Pt(16), QUIET)
    number.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    number.text_frame.paragraphs[0]._p.append(_slide_number())  # noqa: SLF001 -- no public way
    for shape in (band, marking, foot, number):
        layout.shapes._spTree.append(shape.element)  # noqa: SLF001 -- layouts have no add_shape
    _drop_first_slide(deck)


def _slide_number() -> Any:
    name = "http://schemas.openxmlformats.org/drawingml/2006/main"
    return parse_xml(
        f'<a:fld xmlns:a="{name}" id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        '<a:rPr lang="en-GB" sz="1600"><a:solidFill><a:srgbClr val="4A5A62"/></a:solidFill>'
        f'<a:latin typeface="{FONT}"/></a:rPr><a:t>0</a:t></a:fld>'
    )


def _drop_first_slide(deck: Any) -> None:
    identities = deck.slides._sldIdLst  # noqa: SLF001 -- python-pptx cannot delete slides
    deck.part.drop_rel(identities[0].rId)
    identities.remove(identities[0])


def _opening(slide: Any) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = LEFT, Inches(2.1), ACROSS, Inches(1.2)
    title.text_frame.paragraphs[0].runs[0].font.size = Pt(60)
    _block(slide, (LEFT, Inches(3.45), Inches(2), Inches(0.08)), RUST)
    _text(slide, words.OPENING, (LEFT, Inches(3.75), ACROSS, LINE), BODY, INK)


def _points(slide: Any, points: tuple[str, ...], *, numbered: bool = False) -> None:
    """Write short sentences, each beside its number or a small square."""
    step = Inches(4.6 / len(points))
    for index, point in enumerate(points):
        top = Length(TOP + step * index)
        if numbered:
            disc = _block(slide, (LEFT, top, Inches(0.75), Inches(0.75)), SEA, MSO_SHAPE.OVAL)
            disc.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            _write(disc.text_frame, [str(index + 1)], BODY, WHITE, bold=True)
            disc.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        else:
            _block(slide, (LEFT, Length(top + Inches(0.2)), Inches(0.2), Inches(0.2)), RUST)
        indent = Inches(1.1 if numbered else 0.5)
        box = (Length(LEFT + indent), top, Length(ACROSS - indent), LINE)
        _text(slide, [point], box, BODY, INK)


def _options(slide: Any) -> None:
    """Lay the four options out as cards, two by two."""
    for index, (name, description) in enumerate(words.OPTION_CARDS):
        left = Length(LEFT + Inches(5.85) * (index % 2))
        top = Length(TOP + Inches(2.4) * (index // 2))
        card = _block(slide, (left, top, Inches(5.6), Inches(2.15)), PALE)
        card.text_frame.margin_left = card.text_frame.margin_right = Inches(0.3)
        card.text_frame.margin_top = Inches(0.35)
        card.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        _write(card.text_frame, [name, description], SMALL, INK)
        card.text_frame.paragraphs[0].runs[0].font.bold = True
        card.text_frame.paragraphs[0].runs[0].font.color.rgb = SEA


def _figures(slide: Any, figures: tuple[tuple[str, str], ...]) -> None:
    """Set two large figures side by side with what they count."""
    for index, (figure, meaning) in enumerate(figures):
        left = Length(LEFT + Inches(5.85) * index)
        _block(slide, (left, TOP, Inches(5.6), Inches(0.08)), RUST)
        box = (left, Inches(2.2), Inches(5.6), Inches(1.5))
        _text(slide, [figure], box, Pt(88), SEA, bold=True)
        _text(slide, [meaning], (left, Inches(3.95), Inches(5.4), LINE), BODY, INK)


def _table(slide: Any, rows: tuple[tuple[str, str], ...]) -> None:
    frame = slide.shapes.add_table(len(rows), 2, LEFT, TOP, ACROSS, Inches(0.75 * len(rows)))
    frame.name = "Table"
    table = frame.table
    table.columns[0].width, table.columns[1].width = Inches(7.5), Inches(4)
    for index, row in enumerate(rows):
        for cell, text in zip(table.rows[index].cells, row, strict=True):
            head = index == 0
            cell.fill.solid()
            cell.fill.fore_color.rgb = SEA if head else (PALE if index % 2 else WHITE)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            _write(cell.text_frame, [text], SMALL, WHITE if head else INK, bold=head)


def _footfall(slide: Any) -> None:
    data = CategoryChartData()
    data.categories = [label for label, _ in words.FOOTFALL_BARS]
    data.add_series(words.FOOTFALL_SERIES, [number for _, number in words.FOOTFALL_BARS])
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, LEFT, Inches(1.9), ACROSS, Inches(3.7), data
    )
    _describe(frame, "Footfall chart", words.FOOTFALL_CHART)
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name, chart.font.color.rgb = SMALL, FONT, INK
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.fill.background()
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size, plot.data_labels.font.bold = BODY, True
    for point, colour in ((0, QUIET), (1, SEA)):
        fill = plot.series[0].points[point].format.fill
        fill.solid()
        fill.fore_color.rgb = colour
    _text(slide, [words.FOOTFALL_SAID], (LEFT, Inches(5.75), ACROSS, LINE), BODY, INK)


def _travel(slide: Any) -> None:
    picture = slide.shapes.add_picture(draw_map(), LEFT, Inches(1.9), Inches(6.9))
    _describe(picture, "Map", words.TRAVEL_MAP)
    _text(slide, words.TRAVEL_SAID, (Inches(8.1), Inches(1.85), Inches(4.4), LINE), BODY, INK)


def _describe(shape: Any, name: str, description: str) -> None:
    shape.name = name
    shape.element.xpath(".//p:cNvPr")[0].set("descr", description)


def _block(slide: Any, box: Box, colour: RGBColor, kind: MSO_SHAPE = MSO_SHAPE.RECTANGLE) -> Any:
    shape = slide.shapes.add_shape(kind, *box)
    shape.element.remove(shape.element.find(f"{P}style"))  # else themes draw a shadow and a line
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour
    return shape


def _text(
    slide: Any, lines: list[str], box: Box, size: Length, colour: RGBColor, *, bold: bool = False
) -> Any:
    shape = slide.shapes.add_textbox(*box)
    shape.text_frame.margin_left = shape.text_frame.margin_right = 0
    _write(shape.text_frame, lines, size, colour, bold=bold)
    return shape


def _write(
    frame: Any, lines: list[str], size: Length, colour: RGBColor, *, bold: bool = False
) -> None:
    """Fill a text frame, one paragraph a line, in the pack's own type."""
    frame.word_wrap = True
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(10)
        run = paragraph.add_run()
        run.text = line
        run.font.name, run.font.size, run.font.bold = FONT, size, bold
        run.font.color.rgb = colour
