"""Page, PDF, large print and plain text: the same words, from one message to two hundred."""

import re

import pytest
from django.template.loader import render_to_string

from publications import canonical
from publications.formats.plain_text import plain_text
from publications.names import findings
from publications.pdf import render
from publications.pdf.layout import qr_code
from publications.snapshot import draw
from tests.pdf.conftest import seal_of
from tests.pdf.reading import body, failures, pages, structure, words_of
from tests.publications import harbour as world

pytestmark = pytest.mark.pdf
HEAD = " ".join(canonical.count_head())
UNDERLINE = re.compile(r"^[=-]+$", re.MULTILINE)


def with_messages(snapshot, number):
    """The same edition with so many messages, of the first twenty every third with its view."""
    plain, spoken = {**snapshot["messages"][1], "text": "Keep it."}, snapshot["messages"][2]
    chosen = [spoken if n % 3 == 2 and n < 20 else plain for n in range(number)]
    messages = [{**m, "reference": f"HAR-2026-{n:03}"} for n, m in enumerate(chosen, start=100)]
    return {**snapshot, "messages": messages, "not_agreed": []}


def letters(text):
    """Without spaces: a line ends in a long word. The head of a table stands on each page."""
    return "".join(" ".join(text.split()).replace(HEAD, "").split())


def page_of(snapshot, seal):
    """The words of the page, as the template draws them."""
    context = {**canonical.context(snapshot, seal), "qr_code": qr_code(seal.code)}
    drawn = render_to_string("publications/_edition.html", context)
    return words_of(f"<main>{drawn}</main>", "<main>")


def text_of(snapshot, seal):
    """The words of the plain text, without the lines below headings and between cells."""
    return UNDERLINE.sub("", plain_text(snapshot, seal)).replace(" / ", " ").replace(" /\n", "\n")


def say_the_same(snapshot, prints=(False, True)):
    """The PDFs are PDF/UA-1; all forms have the same words in the same order.

    Answers what they say, and the last PDF; in ``prints`` the large print is ``True``.
    """
    seal = seal_of(snapshot)
    page = page_of(snapshot, seal)
    assert text_of(snapshot, seal).split() == page.split()
    for large_print in prints:
        pdf = render(snapshot, seal, large_print=large_print)
        assert failures(pdf) == []
        assert letters(body(pdf)) == letters(page)
    return (page, text_of(snapshot, seal), body(pdf)), pdf


@pytest.mark.parametrize("number", [1, 20])
def test_an_edition_of_so_many_messages_says_the_same_in_every_form(snapshot, number):
    say_the_same(with_messages(snapshot, number))


@pytest.mark.long("lays out a hundred pages")
@pytest.mark.parametrize(("number", "large_print"), [(200, False), (60, True)])
def test_an_edition_of_many_messages_says_the_same_in_every_form(snapshot, number, large_print):
    say_the_same(with_messages(snapshot, number), [large_print])


def test_why_to_whom_and_for_how_many_views_speak_stand_in_every_form(snapshot):
    advice, open_message = snapshot["messages"][0], snapshot["not_agreed"][0]
    given = {
        **advice,
        "addressed_to": ["Solentshire Constabulary", "The council"],
        "why": ["Many cannot type.", "A voice is quicker."],
        "statements": [{"side": "against", "text": ["Keep five days."], "signers": 3}],
    }
    views = [
        {"side": "for", "text": ["It is warm."], "signers": 4},
        {"side": "for", "text": ["It has a lift."]},
        {"side": "against", "text": ["Neighbours borrow books."], "signers": 2},
    ]
    without = {**open_message, "addressed_to": ["The council"], "statements": views}
    forms, _large = say_the_same({**snapshot, "messages": [given], "not_agreed": [without]})

    for words in (
        "Addressed to: Solentshire Constabulary; The council.",
        "Why: Many cannot type. A voice is quicker.",
        "Minority view, signed by 3 members Keep five days.",
        "For, signed by 4 members It is warm. For It has a lift.",
        "Against, signed by 2 members Neighbours borrow books.",
    ):
        assert [letters(words) in letters(form) for form in forms] == [True, True, True]


def test_a_t5_no_form_of_the_summary_names_a_member_and_all_say_the_same(snapshot):
    """A-T5: none of the twelve; tags, headings, language and alternative text in large print too."""
    forms, large = say_the_same(snapshot)

    assert len(world.SURNAMES) == 12
    assert [name for name in world.SURNAMES for form in forms if name in form] == []
    kinds = [kind for kind, _alt in structure(large)]
    assert (kinds.count("H1"), kinds.count("H2"), kinds.count("H3")) == (1, 8, 5)
    assert [alt for kind, alt in structure(large) if kind == "Figure"] == [
        f"QR code that opens the verify page of this document, code {seal_of(snapshot).code}"
    ]

    read = pages(large)
    title = world.draft().title
    assert [above for above, _, _ in read] == ["OFFICIAL"] + [f"{title} OFFICIAL"] * (len(read) - 1)
    assert [below for _, _, below in read] == [
        f"HAR-2026-S01 OFFICIAL Page {n} of {len(read)}" for n in range(1, len(read) + 1)
    ]


@pytest.mark.parametrize("place", ["title", "lede", "asked", "next_steps", "subjects"])
def test_whatever_is_typed_what_passes_the_guard_is_clean_in_every_form(harbour, place):
    """The guard refuses it, or no form holds a part of a name, an address, eight words of a post."""
    passed = []
    for typed in world.PIECES:
        words = {"next_steps": [typed], "subjects": [typed[:40]]}.get(place, typed)
        draft = world.draft(**{place: words})
        snapshot = draw(harbour.meeting, draft, reference="HAR-2026-S01", edition=1)
        if findings(snapshot, harbour.meeting):
            continue
        passed.append(typed)
        seal = seal_of(snapshot)
        for form in (page_of(snapshot, seal), text_of(snapshot, seal)):
            assert (typed, world.of_inside(form)) == (typed, [])

    assert passed == list(world.PIECES[:3])
