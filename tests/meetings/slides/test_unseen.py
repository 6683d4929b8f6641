"""Where nobody draws a PowerPoint pack, the letters that it hides are found in its XML."""

import pytest
from pptx.dml.color import RGBColor

from meetings.slides import deck
from meetings.slides.convert import convert
from meetings.slides.example_deck import build_front_counter_deck
from meetings.slides.package import Kind
from tests.meetings.slides import letters, packs


@pytest.fixture
def both(tmp_path):
    """One slide changed by a function, read for a picture and without one."""

    def both(change):
        path = tmp_path / "pack.pptx"
        path.write_bytes(packs.deck("Title", change=lambda pack: change(pack.slides[0])))
        return tuple(deck.read(path, drawn=way)[0] for way in (True, False))

    return both


@pytest.mark.parametrize("hide", letters.HIDING)
def test_letters_that_nobody_sees_are_not_read_where_nothing_is_drawn(both, hide):
    drawn, alone = both(hide)
    assert (drawn.text, drawn.off) == ("Anna Example", "")
    assert (alone.title, alone.text, alone.off) == ("Title", "", "Anna Example")


@pytest.mark.parametrize("show", letters.ORDINARY)
def test_letters_that_are_seen_or_may_be_are_read(both, show):
    drawn, alone = both(show)
    assert (alone.title, alone.text, alone.off) == ("Title", "Anna Example", "")
    assert alone == drawn


def test_only_the_hidden_letters_of_a_line_go(both):
    def write(slide):
        run = letters.say(slide, words="Reported by ")
        line = run._r.getparent()
        hidden = letters.say(slide, letters.WHITE, words="Anna Example")
        after = letters.say(slide, words=" in March")
        line.extend([hidden._r, after._r])

    drawn, alone = both(write)
    assert drawn.text == "Reported by Anna Example in March"
    assert (alone.text, alone.off) == ("Reported by in March", "Anna Example")


def test_a_title_in_the_colour_of_the_slide_is_no_title(both):
    def write(slide):
        packs.paint(slide, letters.BLACK)  # the letters of the master's titles are black

    drawn, alone = both(write)
    assert (drawn.title, drawn.off) == ("Title", "")
    assert (alone.title, alone.off) == ("", "Title")


def test_a_title_on_the_fill_that_its_layout_gives_is_read(both):
    def write(slide):
        place = slide.slide_layout.placeholders[0]
        place.fill.solid()
        place.fill.fore_color.rgb = RGBColor.from_string(letters.NAVY)
        run = slide.shapes.title.text_frame.paragraphs[0].runs[0]
        letters.add(run, letters.filled(letters.WHITE))

    drawn, alone = both(write)
    assert (alone.title, alone.off) == ("Title", "")
    assert alone == drawn


def test_whoever_uploads_hidden_letters_learns_that_they_were_left_out(tmp_path, monkeypatch):
    source, work = tmp_path / "pack.pptx", tmp_path / "work"
    work.mkdir()
    source.write_bytes(packs.deck("Title", change=lambda pack: letters.tiny(pack.slides[0])))
    monkeypatch.setenv("PATH", str(tmp_path))
    (slide,) = convert(source, Kind.PPTX, work, lambda *_: None)
    assert (slide.text, slide.findings) == ("", frozenset({"hidden_words", "uncompared"}))


def test_the_pack_of_the_demonstration_loses_no_word(tmp_path):
    path = build_front_counter_deck(tmp_path / "front-counter.pptx")
    assert deck.read(path, drawn=False) == deck.read(path)
