import pytest

from iag_portal.names import folded, occurring, surname
from publications.names import named, surnames
from publications.snapshot import draw
from tests.factories import UserFactory
from tests.publications import harbour as world


def sentences(harbour, **changes):
    draft = world.draft(**changes)
    snapshot = draw(harbour.meeting, draft, reference="HAR-2026-S01", edition=1)
    return [one.sentence for one in named(snapshot, harbour.meeting, draft.not_names)]


def test_a_text_without_names_passes(harbour):
    assert sentences(harbour) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Dele Adeyemi", "Adeyemi"),
        ("Dele Adeyemi (chair)", "Adeyemi"),
        ("Dele (he, him) Adeyemi", "Adeyemi"),
        ("Dele Adeyemi (chair", "Adeyemi"),
        ("Una Smith-Jones –", "Smith-Jones"),
        ("(chair)", ""),
        ("", ""),
    ],
)
def test_a_surname_is_the_last_word_outside_brackets(name, found):
    assert surname(name) == found


def test_everybody_of_the_group_and_of_the_meeting_is_guarded(harbour):
    guest = UserFactory(name="Una Thorne")
    harbour.meeting.attendances.create(user=guest)
    everybody = sorted([name.split()[-1] for name, _, _ in world.PEOPLE] + ["Thorne"])
    assert surnames(harbour.group, harbour.meeting) == everybody


@pytest.mark.parametrize("name", world.SURNAMES)
def test_each_members_surname_is_found(harbour, name):
    assert sentences(harbour, lede=f"As {name} said, keep it.") == [
        f"The surname “{name}” occurs in the opening. Say it without a name."
    ]


@pytest.mark.parametrize(
    ("field", "where"),
    [
        ("title", "the title"),
        ("asked", "what the group was asked"),
        ("next_steps", "what happens next"),
    ],
)
def test_it_says_where(harbour, field, where):
    words = "With thanks to Penhale" if field != "next_steps" else ["Penhale writes, by 1 May."]
    assert sentences(harbour, **{field: words}) == [
        f"The surname “Penhale” occurs in {where}. Say it without a name."
    ]


def test_a_name_in_agreed_words_is_not_for_the_secretary_to_change(harbour):
    harbour.messages[2].statements.update(text="Fairbrass put it well.")
    assert sentences(harbour) == [
        "The surname “Fairbrass” occurs in a statement on HAR-2026-003. Agreed words stay as they are: leave the message out, or ask the group for another wording."
    ]


@pytest.mark.parametrize(
    "words",
    [
        "PENHALE",
        "penhale",
        "Penhale’s idea",
        "Pénhale",
        "Pen\u00adhale",
        "Pen\u200bhale",
        "(Penhale)",
    ],
)
def test_spelling_case_and_invisible_letters_make_no_difference(words):
    assert occurring(words, ["Penhale"]) == ["Penhale"]


@pytest.mark.parametrize("words", ["Penhaleston", "Gilligan", "re-gilled", ""])
def test_a_longer_word_is_another_word(words):
    assert occurring(words, ["Penhale", "Gill"]) == []


def test_accents_and_hyphens_in_the_name_make_no_difference():
    assert occurring("zielinski and smith jones", ["Zieliński", "Smith-Jones", "O’Brien"]) == [
        "Zieliński",
        "Smith-Jones",
    ]
    assert folded(" O’Brien ") == " o brien "


def test_a_word_that_is_no_name_here_is_let_through_when_the_secretary_says_so(harbour):
    lede = "The counter in Moss Lane."
    assert sentences(harbour, lede=lede) == [
        "The surname “Moss” occurs in the opening. Say it without a name."
    ]
    assert sentences(harbour, lede=lede, not_names=["moss"]) == []
