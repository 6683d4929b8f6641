"""The guard of names: every part of a name, however it is spelled, is refused or asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import Names, folded, parts
from core.policy import Refused
from core.titles import NAMES_TOO, PARTICLES, TITLES
from deliberation.models import Space
from publications import actions
from publications.names import Guard, findings, in_response
from publications.snapshot import draw
from tests.factories import MembershipFactory, PostFactory, UserFactory
from tests.publications import harbour as world


def found(harbour, **changes):
    draft = world.draft(**changes)
    snapshot = draw(harbour.meeting, draft, reference="HAR-2026-S01", edition=1)
    return findings(snapshot, harbour.meeting, draft.not_names)


def sentences(harbour, **changes):
    return [finding.sentence for finding in found(harbour, **changes)]


def words_in(text, *names):
    """What a guard for people of these ``names`` finds in ``text``."""
    return [hit.word for hit in Names(names).hits(text)]


def join(harbour, name, **more):
    user = UserFactory(name=name, **more)
    MembershipFactory(user=user, group=harbour.group)
    return user


def test_a_text_without_names_passes(harbour):
    assert sentences(harbour) == []


@pytest.mark.parametrize(
    ("name", "first", "family"),
    [
        ("Dele Adeyemi", ["Dele"], ["Adeyemi"]),
        ("Dele (he, him) Adeyemi (chair", ["Dele"], ["Adeyemi"]),
        ("Mary Jones MBE", ["Mary"], ["Jones"]),
        ("Rev. Dr Tom Hardy JP", ["Tom"], ["Hardy"]),
        ("John Smith Jr", ["John"], ["Smith"]),
        ("Smith, John", ["John"], ["Smith"]),
        ("John Smith, OBE", ["John"], ["Smith"]),
        ("Yo-Yo Ma", ["Yo-Yo"], ["Ma"]),
        ("Jan van der Berg", ["Jan"], ["Berg"]),
        ("D. Whitcombe", [], ["Whitcombe"]),
        ("王小明", [], ["王小明"]),
        ("John Bishop", ["John"], ["Bishop"]),
        ("Bishop Tom Hardy", ["Tom"], ["Hardy"]),
        ("Ben Das", ["Ben"], ["Das"]),
        ("Thi Le", ["Thi"], ["Le"]),
        ("(chair)", [], []),
        ("", [], []),
    ],
)
def test_titles_brackets_and_the_order_of_a_name_are_understood(name, first, family):
    assert parts(name)[:2] == (first, family)


REPORTED = [
    ("Mary Jones MBE", "Mrs Jones and Mary Jones asked for an open door.", {"Mary Jones", "Jones", "Mary"}),
    ("Doreen Whitcombe", "The Whitcombes asked", {"Whitcombe"}),
    ("John Smith Jr", "Mr Smith asked", {"Smith"}),
    ("Smith, John", "Mr Smith asked", {"Smith"}),
    ("Pat O'Brien", "Mrs OBrien", {"OBrien"}),
    ("Ana Đorđević", "Mrs Dordevic", {"Dordevic"}),
    ("Jürgen Müller", "Mueller", {"Mueller"}),
    ("王小明", "王小明说", {"王小明"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "words"), REPORTED)
def test_what_once_stood_in_an_edition_is_refused_by_form_and_action(harbour, name, text, words):
    join(harbour, name)
    draft = world.draft(lede=text)

    assert {finding.words for finding in found(harbour, lede=text)} <= words
    assert found(harbour, lede=text) != []
    with pytest.raises(Refused):
        actions.prepare_release(actor=harbour.sally, meeting=harbour.meeting, draft=draft)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("Pat OBrien", "the O Brien plan, the O’Brien plan", ["OBrien"]),
        ("Una Smith-Jones", "Smith Jones", ["Smith Jones"]),
        ("Una Smith-Jones", "the Jones plan", ["Jones"]),
        ("Ana Djordjevic", "Đorđević", ["Djordjevic"]),
        ("Jurgen Mueller", "Müller", ["Mueller"]),
        ("Anna Groß", "GROSS", ["GROSS"]),
        ("Søren Kjær", "soeren", ["soeren"]),
        ("Doreen Whitcombe", "Doreen W. said so", ["Doreen"]),
        ("Doreen Whitcombe", "D. Whitcombe’s idea", ["Whitcombe"]),
        ("Doreen Whitcombe", "doreenwhitcombe", ["doreenwhitcombe"]),
        ("Ruth Jones", "the Joneses", ["Jones"]),
        ("Nguyễn Văn Minh", "Nguyen", ["Nguyen"]),
        ("Хома Шевченко", "Шевченко сказав", ["Шевченко"]),
        ("王小明", "王女士说", ["王女士"]),
        ("Penhale", "Pen\u00adhale", ["Penhale"]),
        ("Penhale", "PÉNHALE’S", ["PENHALE"]),
        ("John Bishop", "Bishop", ["Bishop"]),
        ("Bishop Tom Hardy", "the Bishop", ["Bishop"]),
        ("Ana Das", "Ms Das", ["Das"]),
        ("Ben Hill", "Ben", ["Ben"]),
        ("Dr. (Mary) Jones", "Mary", ["Mary"]),
        ("Mary Jones", "JonesM", ["JonesM"]),
        ("Anna Kowalska", "Kowalskiej", ["Kowalskiej"]),
        ("李 明", "李明说", ["李明"]),
        ("田中太郎", "田中さん", ["田中さん"]),
        ("김철수", "철수가", ["철수"]),
    ],
)
def test_a_name_is_found_however_it_is_spelled(name, text, words):
    assert words_in(text, name) == words


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Una Penhale", "Penhaleston"),
        ("Una Gill", "Gilligan"),
        ("Will Young", "they will come in may"),
        ("Ann Hill", "downhill"),
        ("Jo Li", "lion"),
        ("Cllr Ann Hill", "every Cllr"),
        ("Jan van der Berg", "the van"),
        ("Una Thorne (she, her)", "her chair"),
        ("Una Thorne", ""),
    ],
)
def test_another_word_is_no_name(name, text):
    assert words_in(text, name) == []


LETTERS = st.sampled_from("abcdefghijklmnoprstuvwz")
WORDS = st.text(LETTERS, min_size=4, max_size=9).filter(lambda word: word not in TITLES)
# A family name may be a word that stands around the names of others: Bishop, Das, Le.
FAMILY = WORDS | st.sampled_from(sorted(NAMES_TOO | PARTICLES))
NAMES = st.tuples(WORDS, FAMILY.filter(lambda word: len(word) > 1)).map(
    lambda pair: (pair[0].capitalize(), pair[1].capitalize())
)
DRESSINGS = [
    "{first} {family}", "{family}, {first}", "{family}s", "{family}’s", "{family}'s", "Mrs {family}", "{first} X.",
    "({family})", "“{first}”", "{first}{family}", "@{family}", "{family}-led", "X {FAMILY} X", "{first},",
]  # fmt: skip


@given(
    NAMES,
    st.sampled_from(DRESSINGS),
    st.sampled_from(["{} {} MBE", "Rev. {} {}", "{} {}", "Cllr {} {}, JP"]),
)
def test_no_way_to_dress_a_name_hides_it(name, dressing, form):
    first, family = name
    text = f"It was {dressing.format(first=first, family=family, FAMILY=family.upper())} then."

    assert words_in(text, form.format(first, family)) != []


def test_members_of_before_guests_and_officers_are_guarded(harbour):
    guest = UserFactory(name="Una Thorne")
    harbour.meeting.attendances.create(user=guest)
    former_member = join(harbour, "Gus Farthing")
    former_member.memberships.update(ends_at=harbour.meeting.starts_at)
    guard = Guard(harbour.group, harbour.meeting)

    text = "Thorne, Farthing and Whitcombe"
    assert [hit.words for hit in guard.look("lede", "", text)] == [
        "Thorne",
        "Farthing",
        "Whitcombe",
    ]


@pytest.mark.parametrize(
    ("field", "where"),
    [
        ("title", "the title"),
        ("asked", "what the group was asked"),
        ("next_steps", "what happens next"),
    ],
)
def test_it_says_where_a_name_stands(harbour, field, where):
    words = "With thanks to Mr Penhale" if field != "next_steps" else ["Mr Penhale writes."]
    assert sentences(harbour, **{field: words}) == [
        f"The name “Penhale” occurs in {where}. Say it without a name."
    ]


def test_a_name_in_agreed_words_is_not_for_the_secretary_to_change(harbour):
    harbour.messages[2].statements.update(text="Mrs Fairbrass put it well.")
    assert sentences(harbour) == [
        "The name “Fairbrass” occurs in a statement on HAR-2026-003. Agreed words stay as they are: leave the message out, or ask the group for another wording."
    ]


def test_what_may_be_a_name_is_confirmed_with_a_reason_and_a_whole_name_never(harbour):
    lede = "The counter in Moss Lane."
    assert sentences(harbour, lede=lede) == [
        "“Moss” in the opening may be somebody’s name. Say it without a name, or confirm below what it means here."
    ]
    assert sentences(harbour, lede=lede, not_names=["moss: Moss Lane, a street"]) == []
    assert len(sentences(harbour, lede=lede, not_names=["moss"])) == 1
    assert len(sentences(harbour, lede="Mr Moss said so", not_names=["Mr Moss: a street"])) == 1


def test_addresses_and_telephone_numbers_are_asked_about_and_those_of_people_refused(harbour):
    doreen = join(harbour, "Dor Whitlock", email="dor@home.example")
    lede = f"Write to {doreen.email} or desk@force.example, or ring 020 7946 0123 by 29 March 2026."

    assert [(hit.words, hit.kind, hit.certain) for hit in found(harbour, lede=lede)] == [
        ("dor@home.example", "email", True),
        ("desk@force.example", "email", False),
        ("020 7946 0123", "phone", False),
    ]


@pytest.mark.parametrize(
    "number",
    [
        "07700–900–123",
        "07700/900/123",
        "07700‑900123",
        "07700 - 900123",
        "tel.07700900123",
        "+44 (0)20 7946 0123",
        "０７７００ ９００１２３",
    ],
)
def test_a_telephone_number_is_asked_about_however_it_is_set(harbour, number):
    assert [hit.kind for hit in found(harbour, lede=f"Ring {number} any day.")] == ["phone"]


@pytest.mark.parametrize(
    "address",
    [
        "pat@\u200bexample.org",
        "pat @ example.org",
        "pat＠example.org",
        "pat at example.org",
        "pat (at) example dot org",
    ],
)
def test_an_email_address_is_asked_about_however_it_is_set(harbour, address):
    assert [hit.kind for hit in found(harbour, lede=f"Write to {address} please")] == ["email"]


def test_ordinary_figures_are_neither(harbour):
    lede = "At 6:30pm on 29 March 2026 we met at noon. The 1,250 visits of 2025/26 cost £12,400.50."
    assert found(harbour, lede=lede) == []


@pytest.mark.parametrize("written", ["Dor@Bücher.example", "dor@xn--bcher-kva.example"])
def test_the_address_of_a_person_is_refused_in_every_spelling(harbour, written):
    join(harbour, "Dor Whitlock", email="dor@bücher.example")

    assert [(hit.words, hit.certain) for hit in found(harbour, lede=f"Write to {written}.")] == [
        (written, True)
    ]


POST = "I was stopped twice in one night outside my own front door and nobody said sorry"


@pytest.mark.parametrize("space", [Space.SHARED, Space.MEMBERS])
def test_eight_words_of_a_post_in_a_row_are_refused_in_what_the_secretary_types(harbour, space):
    PostFactory(topic=harbour.messages[0].topic, space=space, body=f"**Well.** {POST}.")

    lede = "A member said: “stopped twice, in one night; outside my own front door”."
    assert [(hit.words, hit.kind) for hit in found(harbour, lede=lede)] == [
        ("stopped twice in one night outside my own", "post")
    ]
    assert sentences(harbour, lede="Some were stopped twice in one night.") == []
    response = in_response(POST, harbour.messages[0])
    assert [hit.words for hit in response] == [" ".join(folded(POST).split()[:8])]


def test_agreed_words_may_repeat_a_post(harbour):
    message = harbour.messages[0]
    text = message.wordings.latest("version").text
    PostFactory(topic=message.topic, space=Space.MEMBERS, body=text)

    assert sentences(harbour, lede=text) == []
    assert in_response(f"We accept: {text}", message) == []
