"""What is said of a pack: all of it to who looks after it, to readers what matters to them."""

import re

import pytest

from meetings import actions
from meetings.models import PaperVersion
from meetings.slides.convert import SlideContent
from tests.factories import PaperFactory, PaperVersionFactory
from tests.meetings.pages import get, words
from tests.pages.html import problems

pytestmark = pytest.mark.django_db
READERS_KNOW = [
    "1 of 3 slides is a picture without words.",
    "1 of 3 slides was scanned. A program read its words and can be wrong.",
    "The pictures of slides 1 and 2 lack words. Read these slides as text.",
    "The author has hidden slide 4. It is not shown here.",
]


@pytest.fixture
def finish(people, meeting):
    """A paper whose job made these slides."""

    def finish(*slides):
        version = PaperVersionFactory(
            paper=PaperFactory(meeting=meeting),
            state=PaperVersion.State.CONVERTING,
            uploaded_by=people.secretary,
        )
        actions.finish_paper(actor=None, version=version, slides=slides)
        return version.paper

    return finish


def slide(number, *findings, **more):
    about = {"title": f"Title {number}", "text": "", "findings": frozenset(findings), **more}
    return SlideContent(number=number, **about)


def test_who_looks_after_a_paper_is_told_what_was_found_and_readers_what_matters_to_them(
    people, finish
):
    paper = finish(
        slide(1, "hidden_words", "not_drawn"),
        slide(2, "no_words", "undescribed", "boxes"),
        slide(3, "machine_read", "reviewed", "covered", missing_fonts=("Verdana",)),
        slide(4, "hidden_slide", "hidden_words", hidden=True),
    )
    chair, secretary, member, police = (
        words(get(getattr(people, role), "paper", paper.pk))
        for role in ("chair", "secretary", "member", "police_lead")
    )
    sentences = [
        "Slide 1 Words that the slide hides were left out of the text",
        "Slide 2 Only a picture, without words.",
        "Slide 3 Comments and marks of reviewers were left out.",
        "Slide 3 A text box or a mark of a reviewer covers part of the slide.",
        "Slide 4 Hidden in the pack",
        "Fonts These fonts are not on the server: Verdana.",
    ]
    assert [[sentence in page for sentence in sentences] for page in (chair, secretary)] == [
        [True] * 6
    ] * 2
    assert [[sentence in page for sentence in sentences] for page in (member, police)] == [
        [False] * 6
    ] * 2
    text = words(get(people.member, "paper-text", paper.pk))
    assert [[sentence in page for sentence in READERS_KNOW] for page in (member, text)] == [
        [True] * 4
    ] * 2
    assert problems(get(people.chair, "paper", paper.pk)) == []


def test_of_a_pack_without_a_flaw_nothing_is_said(people, finish):
    paper = finish(slide(1))
    page = words(get(people.chair, "paper", paper.pk))
    assert "Check these slides" not in page
    assert "lack words" not in page


def test_numbers_agree_where_a_slide_is_hidden(people, finish):
    paper = finish(slide(1), slide(2, "hidden_slide", hidden=True), slide(3))
    assert "Slide 3 of 3" in words(get(people.member, "slide", paper.pk, 3))
    page = words(get(people.member, "paper", paper.pk))
    assert "2 slides" in page
    assert "The author has hidden slide 2. It is not shown here." in page


def test_a_pack_whose_slides_are_all_hidden_says_so(people, finish):
    paper = finish(slide(1, "hidden_slide", hidden=True))
    member, secretary = (
        words(get(person, "paper", paper.pk)) for person in (people.member, people.secretary)
    )
    assert "Every slide of this pack is hidden, so there is nothing to read here." in member
    assert "choose which slides to show" in secretary
    assert "Make a copy" not in member


def test_tables_lists_and_languages_are_marked_up_as_what_they_are(people, finish):
    table = {
        "kind": "table",
        "heads": 1,
        "rows": [
            [{"text": "Area", "across": 1, "down": 1}, {"text": "Stops", "across": 2, "down": 1}],
            [
                {"text": "North", "across": 1, "down": 2, "head": True},
                {"text": "9", "across": 1, "down": 1},
            ],
        ],
    }
    inner = {"text": "Keep it", "points": [], "ordered": False}
    points = [{"text": "Options", "points": [inner], "ordered": True}]
    urdu = {"kind": "text", "text": "یہ جلسہ", "lang": "ur", "dir": "rtl"}
    listed = {"kind": "list", "ordered": False, "points": points}
    paper = finish(slide(1, title="اردو", text="x", blocks=[table, listed, urdu]))

    for page in (("paper-text", paper.pk), ("slide", paper.pk, 1)):
        answer = get(people.member, *page)
        html = re.sub(r"\s*([<>])\s*", r"\1", " ".join(answer.content.decode().split()))
        marked_up = (
            '<th scope="col" class="govuk-table__header">Area</th>',
            '<th scope="colgroup" class="govuk-table__header" colspan="2">Stops</th>',
            '<th scope="row" class="govuk-table__header" rowspan="2">North</th>',
            '<td class="govuk-table__cell">9</td></tr></tbody>',
            "<ul><li>Options<ol><li>Keep it</li></ol></li></ul>",
            '<p lang="ur" dir="rtl">یہ جلسہ</p>',
        )
        assert [part for part in marked_up if part not in html] == []
        assert html.count('dir="rtl"') > 1  # the title too
        assert problems(answer) == []
