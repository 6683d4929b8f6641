"""A name in any alphabet stands on its reader's pictures and copies, and never as boxes."""

import pypdfium2
import pytest

from core.clock import at, now
from core.dates import day_and_time
from meetings.copies.faces import can_draw, runs
from meetings.copies.picture import marked
from tests.conftest import DEJAVU
from tests.fonts_here import font_of
from tests.meetings.pages import get, press, words
from tests.meetings.sensitive import copy_for, sensitive_paper, stored, taken

pytestmark = pytest.mark.django_db
NAMES = {
    "Welsh and Polish": "Siân Ŵyn-Łukasz",
    "Vietnamese": "Nguyễn Thị Hạnh",
    "Ukrainian": "Оксана Шевченко",
    "Urdu": "عائشہ بی بی",
    "Punjabi": "ਹਰਪ੍ਰੀਤ ਕੌਰ",
    "Hindi": "प्रिया शर्मा",
    "Tamil": "கவிதா",
    "Chinese": "陳小明",
    "Korean": "김민준",
    "Chinese and English": "Mei 陳",
}
OURS = {"Welsh and Polish"}
WITH_DEJAVU = OURS | {"Vietnamese", "Ukrainian"}
every_name = pytest.mark.parametrize("language", NAMES)


@pytest.fixture
def bare(fonts_of, tmp_path):
    """A server without any font but ours."""
    fonts_of(tmp_path)


@pytest.fixture
def every_font(fonts_of, tmp_path):
    """A server with a font for each alphabet."""
    for number, name in enumerate(NAMES.values()):
        font_of(name, tmp_path / f"{number}.ttf", family=f"Made for tests {number}")
    fonts_of(DEJAVU, tmp_path)


def named(person, language):
    person.name = NAMES[language]
    person.save()
    return person


def drawn_for(reader, paper):
    """The picture of the first slide as this reader gets it, and as it would be with a name."""
    with at(now()):
        picture = get(reader, "slide-large", paper.pk, 1).content

        def with_name(name):
            line = f"OFFICIAL-SENSITIVE · {name} · {day_and_time(now())}"
            return marked(stored("#f4f6f8", (640, 360)), line)

        return picture, with_name(reader.name), with_name(reader.email)


# --- pictures --------------------------------------------------------------------------------


@every_name
def test_a_picture_carries_the_address_where_no_font_has_the_name(people, meeting, bare, language):
    reader = named(people.member, language)
    picture, name, address = drawn_for(reader, sensitive_paper(meeting))

    assert (picture == name, picture == address) == (language in OURS, language not in OURS)


@every_name
def test_a_picture_carries_the_name_where_a_font_has_it(people, meeting, every_font, language):
    reader = named(people.member, language)
    picture, name, address = drawn_for(reader, sensitive_paper(meeting))

    assert (picture == name, picture == address) == (True, False)


@every_name
def test_debians_first_fonts_are_enough_for_some(people, meeting, only_dejavu, language):
    reader = named(people.member, language)
    picture, name, address = drawn_for(reader, sensitive_paper(meeting))

    enough = language in WITH_DEJAVU
    assert (picture == name, picture == address) == (enough, not enough)


@every_name
def test_letters_that_no_font_has_leave_no_boxes(bare, language):
    if language in OURS:
        assert can_draw(NAMES[language])
        return
    plain = stored("#ffffff", (640, 360))
    left = "Mei" if "English" in language else ""
    assert marked(plain, f"For {NAMES[language]}") == marked(plain, f"For {left}".rstrip())


@every_name
def test_different_letters_are_drawn_differently(every_font, language):
    """A box is the same for each letter that is missing."""
    letters = sorted({letter for letter in NAMES[language] if letter.isalpha()})
    plain = stored("#ffffff", (640, 360))

    assert len({marked(plain, letter * 30) for letter in letters}) == len(letters)


def test_words_from_right_to_left_are_drawn_in_one_go(every_font, tmp_path, fonts_of):
    """A font that has one of her names would else draw it apart, on the wrong side."""
    font_of("بی", tmp_path / "less.ttf", family="Less")
    fonts_of(DEJAVU, tmp_path)

    parts = [run.text for run in runs(f"OFFICIAL · {NAMES['Urdu']} · 1 May")]
    assert parts == ["OFFICIAL · ", NAMES["Urdu"], " · 1 May"]


# --- copies ----------------------------------------------------------------------------------


def printed(reader, paper):
    """The words of the first page of the reader's copy."""
    with pypdfium2.PdfDocument(taken(reader, copy_for(reader, paper)).content) as document:
        return " ".join(document[0].get_textpage().get_text_bounded().split())


@pytest.mark.pdf
def test_a_copy_carries_the_address_where_no_font_has_the_name(people, meeting, only_dejavu):
    reader = named(people.member, "Chinese")
    text = printed(reader, sensitive_paper(meeting))

    assert (reader.name in text, f"made for {reader.email} on" in text) == (False, True)


@pytest.mark.pdf
def test_a_copy_carries_the_name_where_a_font_has_it(people, meeting, only_dejavu):
    reader = named(people.member, "Ukrainian")
    text = printed(reader, sensitive_paper(meeting))

    assert (f"made for {reader.name} on" in text, reader.email in text) == (True, False)


@pytest.mark.pdf
def test_the_page_tells_its_reader_what_stands_on_the_copy(people, meeting, only_dejavu):
    paper = sensitive_paper(meeting)
    sentence = (
        "This server has no letters for your name, so your copy carries your email address"
        " instead: {}."
    )
    pages = {}
    for language in ("Ukrainian", "Chinese"):
        reader = named(people.member, language)
        pages[language] = [words(get(reader, "paper", paper.pk))]
    copy_for(reader, paper)
    pages["Chinese"].append(words(get(reader, "paper", paper.pk)))
    press(people.chair, "copy-ask", paper.pk)

    missing = {
        language: [sentence.format(people.member.email) in page for page in shown]
        for language, shown in pages.items()
    }
    assert missing == {"Ukrainian": [False], "Chinese": [True, True]}
