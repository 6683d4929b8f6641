"""Upload a pack, wait for its slides, read them: who may, and what they see."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from core.jobs import run_due_jobs
from meetings.models import Paper, PaperVersion
from tests.factories import PaperFactory, PaperVersionFactory, SlideFactory
from tests.meetings.pages import HTMX, get, press, url, words
from tests.meetings.slides import packs
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
State = PaperVersion.State
PICTURE = b"RIFF....WEBP picture"
READERS = ("chair", "member", "secretary", "police_lead", "observer", "interpreter")
PAGES = [("paper",), ("paper-text",), ("slide", 1), ("slide-large", 1), ("slide-small", 1)]


@pytest.fixture
def paper(meeting):
    """Two slides that are shown and one that is hidden, with pictures."""
    paper = PaperFactory(meeting=meeting, item=meeting.agenda.get(number=2), title="Options")
    version = PaperVersionFactory(paper=paper, total=2)
    for number, title in enumerate(("What we ask", "Secret slide", "Footfall"), start=1):
        slide = SlideFactory(version=version, number=number, title=title, hidden=number == 2)
        for name in ("large", "small"):
            getattr(slide, name).save(
                f"papers/{paper.pk}/{number}-{name}.webp", ContentFile(PICTURE)
            )
        slide.width, slide.height, slide.text = 1280, 720, f"Words of {title}"
        slide.descriptions = [f"Chart of {title}"]
        slide.save()
    return paper


def said(meeting, file):
    return {"title": "Options", "item": meeting.agenda.get(number=2).pk, "file": file}


# --- Upload ------------------------------------------------------------------------------


def test_an_upload_leads_to_the_papers_page_which_waits_and_then_shows_the_slides(
    people, meeting, tmp_path
):
    file = packs.write_pdf(tmp_path / "options.pdf", "Options\nKeep it open", "Cost")
    upload = SimpleUploadedFile("options.pdf", file.read_bytes(), "application/pdf")
    answer = press(people.secretary, "paper-new", meeting.pk, fields=said(meeting, upload))
    paper = Paper.objects.get()
    waiting = get(people.member, "paper", paper.pk)
    run_due_jobs()
    ready = get(people.member, "paper", paper.pk)
    picture = get(people.member, "slide-large", paper.pk, 1)

    assert (answer.status_code, answer.url) == (302, url("paper", paper.pk))
    assert "Waiting to be prepared." in words(waiting)
    assert b'hx-trigger="every 2s"' in waiting.content
    assert "2 slides" in words(ready)
    assert b"hx-trigger" not in ready.content
    assert picture.content[8:12] == b"WEBP"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("options.pdf", b"", "The submitted file is empty."),
        ("options.pdf", b"%PDF-1.7 torn", "This PDF is damaged and cannot be opened."),
        (
            "options.pptx",
            b"%PDF-1.7 torn",
            "The name of this file says PPTX but its content does not.",
        ),
        ("options.exe", b"MZ", "Upload a PowerPoint file (its name ends in .pptx) or a PDF."),
    ],
)
def test_a_refused_file_keeps_the_title_and_the_item(people, meeting, name, content, sentence):
    item = meeting.agenda.get(number=2)
    given = said(meeting, SimpleUploadedFile(name, content))
    answer = press(people.secretary, "paper-new", meeting.pk, fields=given)

    assert answer.status_code == 422
    assert sentence.split()[0] in words(answer)
    assert b'value="Options"' in answer.content
    assert f'<option value="{item.pk}" selected>' in answer.content.decode()
    assert problems(answer) == []
    assert not Paper.objects.exists()


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_others_find_no_form_to_upload(people, meeting, role):
    assert get(getattr(people, role), "paper-new", meeting.pk).status_code == 403
    assert "Add a paper" not in words(get(getattr(people, role), "meeting", meeting.pk))


# --- Waiting and failing -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "shown", "polls"),
    [
        (State.WAITING, "Waiting to be prepared. 1 of 4 slides.", True),
        (State.CONVERTING, "Being prepared. 1 of 4 slides.", True),
        (State.FAILED, "The slides could not be prepared The pack is torn.", False),
        (State.TEXT_ONLY, "The pack is torn. 0 slides", False),
    ],
)
def test_how_far_the_preparation_has_come_is_shown(people, meeting, state, shown, polls):
    version = PaperVersionFactory(
        paper=PaperFactory(meeting=meeting),
        state=state,
        done=1,
        total=4,
        problem="The pack is torn.",
    )
    client = signed_in(people.member)
    whole = client.get(url("paper", version.paper_id))
    part = client.get(url("paper", version.paper_id), headers=HTMX)

    assert shown in words(whole)
    assert (b'hx-trigger="every 2s"' in whole.content) is polls
    assert part.content.decode().strip().startswith('<div id="paper-state"')
    assert problems(whole) == []


def test_after_a_failure_the_secretary_finds_the_way_to_another_file(people, meeting):
    version = PaperVersionFactory(paper=PaperFactory(meeting=meeting), state=State.FAILED)

    links = {
        role: "Upload another file" in words(get(getattr(people, role), "paper", version.paper_id))
        for role in READERS
    }

    assert [role for role, link in links.items() if link] == ["chair", "secretary"]


# --- Reading -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
def test_everybody_invited_reads(people, paper, role, page):
    assert get(getattr(people, role), page[0], paper.pk, *page[1:]).status_code == 200


@pytest.mark.parametrize("role", ["stranger", "administrator"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
def test_for_others_nothing_of_it_is_there(people, paper, role, page):
    answer = get(getattr(people, role), page[0], paper.pk, *page[1:])

    assert answer.status_code == 404
    assert PICTURE not in answer.content


@pytest.mark.parametrize("page", ["slide", "slide-large", "slide-small"])
def test_hidden_slides_are_not_there(people, paper, page):
    assert get(people.chair, page, paper.pk, 2).status_code == 404
    for whole in ("paper", "paper-text"):
        assert "Secret slide" not in words(get(people.chair, whole, paper.pk))


def test_a_picture_comes_alone_in_a_sandbox(people, paper):
    answer = get(people.member, "slide-small", paper.pk, 3)

    assert answer.content == PICTURE
    assert {
        name: answer[name]
        for name in (
            "Content-Type",
            "Content-Security-Policy",
            "Content-Disposition",
            "X-Content-Type-Options",
        )
    } == {
        "Content-Type": "image/webp",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": "inline",
        "X-Content-Type-Options": "nosniff",
    }


def test_without_a_picture_there_is_none_and_the_words_stand_for_it(people, paper):
    slide = paper.version.slides.get(number=1)
    slide.large = slide.small = ""
    slide.save()

    assert get(people.member, "slide-large", paper.pk, 1).status_code == 404
    page = get(people.member, "slide", paper.pk, 1)
    assert b"<img" not in page.content
    assert "Words of What we ask Picture: Chart of What we ask" in words(page)


def test_a_slide_has_its_words_its_place_and_its_neighbours(people, paper):
    page, last = (get(people.member, "slide", paper.pk, number) for number in (1, 3))
    leads = [
        [f'"{url("slide", paper.pk, number)}"' in slide.text for number in (1, 2, 3)]
        for slide in (page, last)
    ]

    assert 'alt="What we ask. Chart of What we ask"' in page.content.decode()
    assert "Slide 1 of 3" in words(page)
    assert [leads[0][1:], leads[1][:2]] == [[False, True], [True, False]]  # 2 is hidden


def test_looking_for_oneself_brings_the_slide_alone(people, paper):
    answer = signed_in(people.member).get(url("slide", paper.pk, 1), headers=HTMX)

    assert answer.content.decode().strip().startswith("<div data-own-slide-part>")


@pytest.mark.parametrize("page", [("paper",), ("paper-text",), ("slide", 1), ("slide", 3)])
def test_the_marks_of_the_papers_pages_hold(people, paper, page):
    assert problems(get(people.member, page[0], paper.pk, *page[1:])) == []
