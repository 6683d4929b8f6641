"""The pack of the demonstration is itself a good pack."""

import io

import pytest
from pptx import Presentation
from pptx.util import Pt

from meetings.slides import deck
from meetings.slides.example_deck import build_front_counter_deck
from meetings.slides.package import Kind, check_upload


@pytest.fixture
def built(tmp_path):
    return build_front_counter_deck(tmp_path / "front-counter.pptx")


def test_it_may_be_uploaded(built):
    assert check_upload(io.BytesIO(built.read_bytes()), built.name) == Kind.PPTX


def test_it_has_eleven_slides_each_with_a_title_of_its_own(built):
    assert [slide.title for slide in deck.read(built)] == [
        "Front counter: options",
        "What we are asking you",
        "Fewer people come to the counter",
        "What people come in for",
        "Four options",
        "Who comes in",
        "If the counter were to close",
        "Equality impact: first draft",
        "What it costs",
        "What other areas did",
        "What happens next",
    ]


def test_every_picture_and_chart_is_described(built):
    slides = deck.read(built)
    assert [slide.undescribed for slide in slides] == [0] * 11
    assert [slide.number for slide in slides if slide.descriptions] == [3, 7]


def test_two_slides_have_notes(built):
    assert [slide.number for slide in deck.read(built) if slide.notes] == [5, 8]


def test_the_second_version_corrects_slide_six_and_nothing_else(tmp_path, built):
    second = build_front_counter_deck(tmp_path / "second.pptx", version=2)
    changed = [
        (old.text.split("\n")[0], new.text.split("\n")[0], new.number)
        for old, new in zip(deck.read(built), deck.read(second), strict=True)
        if old != new
    ]
    assert changed == [("41 %", "31 %", 6)]


def test_it_can_be_read_from_the_back_of_the_room(built):
    sizes = [
        run.font.size
        for slide in Presentation(str(built)).slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert min(sizes) == Pt(24) or min(sizes) > Pt(24)
