"""A checked pack becomes slides."""

import io

import pytest
from PIL import Image

from meetings.slides.convert import SlideContent, convert
from meetings.slides.package import Kind, check_upload
from meetings.slides.refusal import ConversionFailed
from tests.meetings.slides import packs
from tests.meetings.slides.test_sandbox import PDF_INSTEAD, only

COLOURS = ("C00000", "00A000", "0000C0")


def coloured(deck):
    """Each slide has a colour of its own; the second is hidden, the third is for the presenter."""
    for slide, colour in zip(deck.slides, COLOURS, strict=True):
        packs.paint(slide, colour)
    deck.slides[1]._element.set("show", "0")
    deck.slides[2].notes_slide.notes_text_frame.text = "Pause here."


def colour_of(content):
    """The colour in the middle, to the nearest of sixteen steps: WebP is not exact."""
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    return tuple(round(part / 16) for part in picture.getpixel((40, picture.height - 20)))


@pytest.fixture
def work(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.mark.office
def test_words_and_pictures_of_a_powerpoint_pack_stay_together(tmp_path, work):
    source = tmp_path / "pack.pptx"
    source.write_bytes(packs.deck("One", "Two", "Three", change=coloured))
    steps = []
    slides = convert(source, Kind.PPTX, work, lambda done, total: steps.append((done, total)))

    assert [(slide.number, slide.title, slide.hidden, slide.notes) for slide in slides] == [
        (1, "One", False, ""),
        (2, "Two", True, ""),
        (3, "Three", False, "Pause here."),
    ]
    for size in ("large", "small"):
        assert [colour_of(getattr(slide, size)) for slide in slides] == [
            (12, 0, 0),
            (0, 10, 0),
            (0, 0, 12),
        ]
    assert {(slide.width, slide.height, slide.no_picture_reason) for slide in slides} == {
        (1280, 960, "")
    }
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.office
def test_a_slide_without_words_of_its_own_takes_those_that_were_drawn(tmp_path, work):
    def only_a_layout_speaks(deck):
        layout = deck.slide_layouts[6]
        box = deck.slides[0].shapes.add_textbox(0, 0, 3_000_000, 900_000)
        box.text_frame.text = "Drawn by the layout"
        layout.shapes._spTree.append(box._element)
        deck.slides.add_slide(layout)

    source = tmp_path / "pack.pptx"
    source.write_bytes(packs.deck("One", change=only_a_layout_speaks))
    slides = convert(source, Kind.PPTX, work, lambda *_: None)
    assert [(slide.title, slide.text) for slide in slides] == [
        ("One", ""),
        ("", "Drawn by the layout"),
    ]


def test_without_a_sandbox_a_powerpoint_pack_still_gives_its_words_and_says_what_to_do(
    tmp_path, work, monkeypatch
):
    source = tmp_path / "pack.pptx"
    source.write_bytes(packs.deck("One", "Two", "Three", change=coloured))
    monkeypatch.setenv("PATH", only(tmp_path, "sh"))
    steps = []
    slides = convert(source, Kind.PPTX, work, lambda done, total: steps.append((done, total)))

    unseen = {"text": "", "no_picture_reason": PDF_INSTEAD}
    first, hidden = frozenset({"uncompared"}), frozenset({"uncompared", "hidden_slide"})
    assert slides == [
        SlideContent(number=1, title="One", findings=first, **unseen),
        SlideContent(number=2, title="Two", hidden=True, findings=hidden, **unseen),
        SlideContent(number=3, title="Three", notes="Pause here.", findings=first, **unseen),
    ]
    assert steps == [(0, 3), (3, 3)]


def test_a_pdf_needs_neither_libreoffice_nor_a_sandbox(tmp_path, work, monkeypatch):
    source = packs.write_pdf(tmp_path / "pack.pdf", "Footfall\n46 visits a week", "Cost")
    monkeypatch.setenv("PATH", only(tmp_path, "sh"))
    steps = []
    slides = convert(source, Kind.PDF, work, lambda done, total: steps.append((done, total)))

    assert [(slide.number, slide.title, slide.text, slide.width) for slide in slides] == [
        (1, "Footfall", "Footfall\n46 visits a week", 1280),
        (2, "Cost", "Cost", 1280),
    ]
    assert [slide.large[8:12] + slide.small[8:12] for slide in slides] == [b"WEBPWEBP"] * 2
    assert steps == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.office
@pytest.mark.parametrize("kind", [Kind.PPT, Kind.ODP])
@pytest.mark.long("LibreOffice writes an older pack and converts it again")
def test_older_packs_and_opendocument_become_slides_with_their_hidden_ones(tmp_path, work, kind):
    made = packs.deck("One", "Two", "Three", change=coloured)
    source = tmp_path / f"pack.{kind}"
    source.write_bytes(packs.saved_as(made, kind, tmp_path))
    with source.open("rb") as file:
        assert check_upload(file, source.name) == kind
    slides = convert(source, kind, work, lambda *_: None)

    assert [(slide.title, slide.hidden, slide.notes) for slide in slides] == [
        ("One", False, ""),
        ("Two", True, ""),
        ("Three", False, "Pause here."),
    ]
    assert colour_of(slides[2].large) == (0, 0, 12)


def test_without_a_sandbox_older_packs_are_refused_in_words(tmp_path, work, monkeypatch):
    source = tmp_path / "pack.odp"
    source.write_bytes(packs.opendocument())
    monkeypatch.setenv("PATH", only(tmp_path, "sh"))
    with pytest.raises(ConversionFailed) as failure:
        convert(source, Kind.ODP, work, lambda *_: None)
    assert failure.value.sentence == PDF_INSTEAD
