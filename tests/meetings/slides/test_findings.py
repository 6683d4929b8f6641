"""What a drawn pack hides, lacks and leaves out: one pack, drawn once, a slide for each kind."""

import uuid

import pytest
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Inches

from core.fonts import unprintable
from meetings.slides.convert import convert
from meetings.slides.finding import collected
from meetings.slides.package import Kind
from tests.meetings.slides import packs

pytestmark = pytest.mark.office
AT = (Inches(1), Inches(3), Inches(7), Inches(1))
FIRST, LAST = 0x10000, 0x32000  # rare alphabets: no machine has fonts for all of them
SECRET = "The witness is Anna Example of 4 Elm Road"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def write(slide, text=SECRET, at=AT):
    frame = slide.shapes.add_textbox(*at).text_frame
    frame.text = text
    return frame.paragraphs[0].runs[0]


def behind_a_box(slide):
    write(slide)
    box = slide.shapes.add_shape(1, Inches(0.5), Inches(2.8), Inches(9), Inches(1.5))
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor(0, 0, 0)


def behind_a_picture(slide):
    write(slide)
    shape = slide.shapes.add_picture(
        packs.picture("grey"), Inches(0.5), Inches(2.8), Inches(9), Inches(1.5)
    )
    packs.describe(shape, "The counter")


def white_on_white(slide):
    write(slide).font.color.rgb = RGBColor(255, 255, 255)


def seen_through(slide):
    about = write(slide)._r.get_or_add_rPr()
    about.insert(
        0,
        parse_xml(
            f'<a:solidFill xmlns:a="{A}"><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr>'
            "</a:solidFill>"
        ),
    )


def off_the_slide(slide):
    write(slide, at=(Inches(-9), Inches(3), Inches(7), Inches(1)))


def partly(slide):
    write(slide, "Shown to all")
    behind_a_box(slide)
    slide.shapes[1].top = Inches(5)


def smart_art(slide):
    """A drawing that PowerPoint makes when it opens the file, and nobody else."""
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for words in ("Read the pack before Friday", "Agree key messages")
    )
    part = Part(
        PackURI("/ppt/diagrams/data1.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        slide.part.package,
        f'<dgm:dataModel xmlns:dgm="{DGM}" xmlns:a="{A}"><dgm:ptLst>{points}</dgm:ptLst>'
        "</dgm:dataModel>".encode(),
    )
    name = slide.part.relate_to(part, RELATIONSHIP_TYPE.DIAGRAM_DATA)
    frame = slide.shapes.add_table(1, 1, *AT)._element
    data = frame.find(f".//{{{A}}}graphicData")
    data.clear()
    data.set("uri", DGM)
    data.append(
        parse_xml(f'<dgm:relIds xmlns:dgm="{DGM}" xmlns:r="{packs.R[1:-1]}" r:dm="{name}"/>')
    )


def picture_and_footer(slide):
    slide.shapes.title._element.getparent().remove(slide.shapes.title._element)
    slide.shapes.add_picture(packs.picture("red"), Inches(1), Inches(1), Inches(5), Inches(4))
    for kind, words in (("dt", "1/27/13"), ("sldNum", "8")):
        box = slide.shapes.add_textbox(*AT)
        box.text_frame.text = words
        box._element.find(f".//{{{P}}}nvPr").append(
            parse_xml(f'<p:ph xmlns:p="{P}" type="{kind}"/>')
        )


def commented(slide):
    comment = Part(
        PackURI("/ppt/comments/comment1.xml"),
        "application/vnd.openxmlformats-officedocument.presentationml.comments+xml",
        slide.part.package,
        f'<p:cmLst xmlns:p="{P}"><p:cm authorId="0" dt="2026-01-01T00:00:00" idx="1">'
        '<p:pos x="10" y="10"/><p:text>Is this lawful?</p:text></p:cm></p:cmLst>'.encode(),
    )
    slide.part.relate_to(comment, RELATIONSHIP_TYPE.COMMENTS)


def hidden(slide):
    slide._element.set("show", "0")
    behind_a_box(slide)


def foreign(slide):
    undrawn = unprintable("".join(map(chr, range(FIRST, LAST))))[:3]
    write(slide, "".join(undrawn)).font.name = "Nobody Has This Font"


def bent(slide):
    write(slide, "Welcome everybody")
    bend = parse_xml(f'<a:prstTxWarp xmlns:a="{A}" prst="textArchUp"><a:avLst/></a:prstTxWarp>')
    slide.shapes[-1]._element.find(f".//{{{A}}}bodyPr").insert(0, bend)


def bent_behind_a_box(slide):
    bent(slide)
    behind_a_box(slide)
    slide.shapes._spTree.remove(slide.shapes[2]._element)


def hidden_in_part(slide):
    write(slide, "The witness is ")
    for words, colour in (("Anna Example", "FFFFFF"), (" of the town", "000000")):
        run = slide.shapes[-1].text_frame.paragraphs[0].add_run()
        run.text, run.font.color.rgb = words, RGBColor.from_string(colour)


def plain(slide):
    write(slide, "Neighbourhood policing, office hours and 46 visits a week")


KINDS = (
    behind_a_box,
    behind_a_picture,
    white_on_white,
    seen_through,
    off_the_slide,
    partly,
    smart_art,
    picture_and_footer,
    commented,
    hidden,
    foreign,
    bent_behind_a_box,
    hidden_in_part,
    bent,
    plain,
)
NUMBER = {kind: number for number, kind in enumerate(KINDS, start=1)}


@pytest.fixture(scope="module")
def slides(tmp_path_factory):
    """The slides of the pack, by the function that made each."""

    def build(pack):
        for kind, slide in zip(KINDS, pack.slides, strict=True):
            kind(slide)

    folder = tmp_path_factory.mktemp("findings")
    source, work = folder / f"{uuid.uuid4()}.pptx", folder / "work"
    work.mkdir()
    source.write_bytes(packs.deck(*(f"Title {n}" for n in NUMBER.values()), change=build))
    return dict(zip(KINDS, convert(source, Kind.PPTX, work, lambda *_: None), strict=True))


@pytest.mark.parametrize(
    "kind",
    [
        behind_a_box,
        behind_a_picture,
        white_on_white,
        seen_through,
        off_the_slide,
        bent_behind_a_box,
    ],
)
def test_words_that_a_slide_hides_reach_nobody_and_the_uploader_is_told(slides, kind):
    slide = slides[kind]
    assert (slide.title, slide.text, slide.blocks) == (f"Title {slide.number}", "", [])
    assert slide.findings == {"hidden_words"}


def test_what_a_slide_shows_beside_what_it_hides_is_kept(slides):
    read_slides = [(slides[kind].text, slides[kind].findings) for kind in (partly, hidden_in_part)]
    assert read_slides == [
        ("Shown to all", {"hidden_words"}),
        ("The witness is of the town", {"hidden_words"}),
    ]


def test_words_that_were_not_drawn_are_given_as_text_and_said(slides):
    slide = slides[smart_art]
    assert slide.text == "Read the pack before Friday\nAgree key messages"
    assert slide.findings == {"not_drawn"}


def test_a_picture_with_a_date_and_a_number_is_a_slide_without_words(slides):
    slide = slides[picture_and_footer]
    assert (slide.title, slide.text) == ("", "")
    assert slide.findings == {"no_words", "undescribed"}


def test_an_ordinary_slide_has_nothing_to_say_of_it(slides):
    assert [slides[kind].findings for kind in (plain, bent)] == [frozenset()] * 2
    assert slides[bent].text == "Welcome everybody"


def test_all_of_it_is_collected_with_the_numbers_of_the_slides(slides):
    assert collected(slides.values()) == {
        "hidden_words": [1, 2, 3, 4, 5, 6, 12, 13],
        "not_drawn": [7],
        "no_words": [8],
        "undescribed": [8],
        "reviewed": [9],
        "hidden_slide": [10],
        "boxes": [11],
        "fonts": ["Nobody Has This Font"],
    }
