"""What a PowerPoint pack says, read without drawing it."""

import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Inches

from meetings.slides import deck
from meetings.slides.alts import useful
from meetings.slides.refusal import ConversionFailed
from tests.meetings.slides import packs

BOX = (Inches(1), Inches(2), Inches(4), Inches(1))
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@pytest.fixture
def read(tmp_path):
    """Read a pack with one slide for each title, changed by a function of the presentation."""

    def read(*titles, change=None):
        path = tmp_path / "pack.pptx"
        path.write_bytes(packs.deck(*titles, change=change))
        return deck.read(path)

    return read


def test_titles_and_numbers_follow_the_order_of_the_pack(read):
    assert [(slide.number, slide.title) for slide in read("One", "Two", "Three")] == [
        (1, "One"),
        (2, "Two"),
        (3, "Three"),
    ]


def test_hidden_slides_are_read_and_marked(read):
    def hide(pack):
        pack.slides[1]._element.set("show", "0")

    assert [slide.hidden for slide in read("One", "Two", "Three", change=hide)] == [
        False,
        True,
        False,
    ]


def test_text_is_read_in_the_order_of_the_file_with_tables_and_groups_in_their_place(read):
    def fill(pack):
        shapes = pack.slides[0].shapes
        shapes.add_textbox(*BOX).text_frame.text = "First\nSecond"
        table = shapes.add_table(2, 2, *BOX).table
        for cell, text in zip(table.iter_cells(), ("Reason", "Share", "Bail", "15 %"), strict=True):
            cell.text = text
        group = shapes.add_group_shape()
        group.shapes.add_textbox(*BOX).text_frame.text = "In a\vgroup"
        shapes.add_textbox(*BOX).text_frame.text = "Last"

    (slide,) = read("Title", change=fill)
    assert slide.text.split("\n") == [
        "First",
        "Second",
        "Reason | Share",
        "Bail | 15 %",
        "In a group",
        "Last",
    ]


def test_the_numbers_of_a_chart_are_read_out(read):
    def chart(pack):
        data = CategoryChartData()
        data.categories = ["2019", "Now"]
        data.add_series("Visits a week", (118, 46.0))
        pack.slides[0].shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *BOX, data)

    (slide,) = read("Title", change=chart)
    assert slide.text == "Visits a week: 2019 118, Now 46"
    assert (slide.descriptions, slide.undescribed) == ([], 1)


def test_smart_art_is_read(read):
    def smart_art(pack):
        slide = pack.slides[0]
        points = "".join(
            f"<dgm:pt {kind}><dgm:t><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>"
            for kind, words in (("", "Ask"), ("", "Listen"), ('type="pres"', "layout only"))
        )
        part = Part(
            PackURI("/ppt/diagrams/data1.xml"),
            "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
            slide.part.package,
            f'<dgm:dataModel xmlns:dgm="{DGM}" xmlns:a="{A}">{points}</dgm:dataModel>'.encode(),
        )
        name = slide.part.relate_to(part, RELATIONSHIP_TYPE.DIAGRAM_DATA)
        frame = slide.shapes.add_table(1, 1, *BOX)._element
        data = frame.find(f".//{{{A}}}graphicData")
        data.clear()
        data.set("uri", DGM)
        data.append(
            parse_xml(f'<dgm:relIds xmlns:dgm="{DGM}" xmlns:r="{packs.R[1:-1]}" r:dm="{name}"/>')
        )

    (slide,) = read("Title", change=smart_art)
    assert slide.text == "Ask\nListen"


def test_alternate_content_is_read_once(read):
    def alternate(pack):
        tree = pack.slides[0].shapes._spTree
        box = pack.slides[0].shapes.add_textbox(*BOX)
        box.text_frame.text = "An equation"
        holder = parse_xml(
            f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="a14"/><mc:Fallback/>'
            "</mc:AlternateContent>"
        )
        tree.append(holder)
        holder[0].append(box._element)

    (slide,) = read("Title", change=alternate)
    assert slide.text == "An equation"


def test_notes_are_kept_apart_from_the_text(read):
    def note(pack):
        pack.slides[0].notes_slide.notes_text_frame.text = "Say this slowly.\nThen wait."

    first, two = read("One", "Two", change=note)
    assert (first.notes, first.text, two.notes) == ("Say this slowly.\nThen wait.", "", "")


def test_useful_descriptions_are_kept_and_pictures_without_one_are_counted(read):
    def pictures(pack):
        shapes = pack.slides[0].shapes
        for words in ("The counter seen from the street", "image3.jpg", "", "Picture 4"):
            packs.describe(shapes.add_picture(packs.picture("red"), Inches(1), Inches(1)), words)
        decorative = shapes.add_picture(packs.picture("red"), Inches(1), Inches(1))
        packs.describe(decorative, "")
        decorative._element.xpath(".//p:cNvPr")[0].append(
            parse_xml(
                f'<a:extLst xmlns:a="{A}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
                '<d:decorative xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative"'
                ' val="1"/></a:ext></a:extLst>'
            )
        )

    (slide,) = read("Title", change=pictures)
    assert slide.descriptions == ["The counter seen from the street"]
    assert slide.undescribed == 3


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("A queue of nine people", "A queue of nine people"),
        ("A queue\n\nDescription automatically generated", ""),
        ("A queue\n\nAI-generated content may be incorrect.", ""),
        ("image3.jpg", ""),
        ("Screenshot 2026-03-01 at 10.11.12.png", ""),
        ("Content Placeholder 4", ""),
        ("https://example.org/pictures/1", ""),
        ("Chart", ""),
        ("Chart of visits", "Chart of visits"),
    ],
)
def test_what_a_program_wrote_as_description_is_dropped(written, kept):
    assert useful(written) == kept


def test_a_video_is_noticed(read, tmp_path):
    def video(pack):
        clip = tmp_path / "clip.mp4"
        clip.write_bytes(b"\0\0\0\x18ftypmp42")
        pack.slides[1].shapes.add_movie(
            str(clip), *BOX, poster_frame_image=packs.picture("red"), mime_type="video/mp4"
        )

    assert [slide.has_video for slide in read("One", "Two", change=video)] == [False, True]


def test_hidden_shapes_dates_and_slide_numbers_are_not_read(read):
    def furniture(pack):
        shapes = pack.slides[0].shapes
        for kind in ("sldNum", "ftr", "dt"):
            box = shapes.add_textbox(*BOX)
            box.text_frame.text = "furniture"
            box._element.find(f".//{{{P}}}nvPr").append(
                parse_xml(f'<p:ph xmlns:p="{P}" type="{kind}"/>')
            )
        secret = shapes.add_textbox(*BOX)
        secret.text_frame.text = "an old draft"
        secret._element.xpath(".//p:cNvPr")[0].set("hidden", "1")

    (slide,) = read("Title", change=furniture)
    assert (slide.title, slide.text) == ("Title", "")


def test_a_pack_saved_as_a_slide_show_is_read(tmp_path):
    path = tmp_path / "pack.ppsx"
    path.write_bytes(packs.of_type(packs.SHOW))
    assert [slide.title for slide in deck.read(path)] == ["One"]


def test_a_picture_in_the_place_of_the_title_leaves_the_title_empty(read):
    def swap(pack):
        slide = pack.slides[0]
        picture = slide.shapes.add_picture(packs.picture("red"), Inches(1), Inches(1))._element
        picture.find(f".//{{{P}}}nvPr").append(parse_xml(f'<p:ph xmlns:p="{P}" type="title"/>'))
        slide.shapes._spTree.remove(slide.shapes.title._element)

    (slide,) = read("Gone", change=swap)
    assert (slide.title, slide.text) == ("", "")


def test_a_pack_that_lost_a_slide_is_reported_as_damaged(tmp_path):
    path = tmp_path / "pack.pptx"
    lost = {"ppt/_rels/presentation.xml.rels": lambda text: text.replace(b"slides/slide1", b"no")}
    path.write_bytes(packs.rezip(packs.deck("One"), edit=lost))
    with pytest.raises(ConversionFailed) as failure:
        deck.read(path)
    assert failure.value.sentence == (
        "This pack is damaged and cannot be read. Save it again, then try again."
    )


def test_where_nothing_can_be_drawn_a_shape_that_another_covers_is_not_read(tmp_path):
    def cover(pack):
        shapes = pack.slides[0].shapes
        shapes.add_textbox(*BOX).text_frame.text = "Anna Example"
        shapes.add_textbox(Inches(1), Inches(6), Inches(4), Inches(1)).text_frame.text = "Shown"
        box = shapes.add_shape(1, Inches(0.5), Inches(1.5), Inches(6), Inches(2))
        box.fill.solid()

    path = tmp_path / "pack.pptx"
    path.write_bytes(packs.deck("Title", change=cover))
    drawn, alone = (deck.read(path, drawn=way)[0] for way in (True, False))
    assert (drawn.text, alone.text, alone.off) == ("Anna Example\nShown", "Shown", "Anna Example")
