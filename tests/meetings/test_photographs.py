"""Photographs that are attached to posts: described, drawn anew, read by those who read the post."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.jobs import run_due_jobs
from core.jobs.models import Job, State
from core.policy import Refused, pointer
from core.rights import registry
from deliberation.attachments import Upload
from deliberation.models import Post, Space
from meetings import actions, personal_data
from meetings.jobs import give_up_on_papers, prepare_paper
from meetings.models import Paper, PaperVersion, Slide
from tests.meetings.attached import EVERYBODY, send, space_page
from tests.meetings.pages import get, words
from tests.meetings.slides.photographs import PLANTED, photograph
from tests.pages.html import problems, tree
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
SHOWS = "A lamp at the bus stop, broken"
NAME = "IMG_20260303_141233.jpg"


def sent(person, topic, *files, name=NAME, content=None, shows=SHOWS, **more):
    """The answer to the composer, with a photograph."""
    file = SimpleUploadedFile(name, content or photograph(), "image/jpeg")
    more |= {"photograph": file, "photograph_shows": shows}
    return send(person, topic, *files, **more)


def pictures(person, topic):
    page = tree(signed_in(person).get(topic.url_of("shared")))
    return [dict(image.attrib) for image in page.xpath("//article//img")]


@pytest.fixture
def taken(people, topic):
    """A photograph in the shared space, ready."""
    sent(people.member, topic)
    run_due_jobs()
    return Paper.objects.get()


def test_a_photograph_stands_under_its_post_with_what_it_shows(people, topic):
    answer = sent(people.member, topic)
    paper = Paper.objects.get()
    before = (pictures(people.police_lead, topic), space_page(people.police_lead, topic))
    run_due_jobs()
    page = get(people.police_lead, "paper", paper.pk)
    large = f"/papers/{paper.pk}/1/large.webp"

    assert (answer.status_code, answer.url) == (302, paper.post.get_absolute_url())
    assert (before[0], "Photograph Photograph · Waiting to be prepared" in before[1]) == ([], True)
    assert pictures(people.police_lead, topic) == [
        {
            "class": "app-slide__picture govuk-!-margin-bottom-2",
            "src": large,
            "srcset": f"/papers/{paper.pk}/1/small.webp 480w, {large} 400w",
            "sizes": "(max-width: 40em) 90vw, 34em",
            "width": "400",
            "height": "300",
            "alt": SHOWS,
            "loading": "lazy",
        }
    ]
    assert space_page(people.police_lead, topic).count(SHOWS) == 0  # once, as the picture's words
    assert f"1. Photograph Picture: {SHOWS}" in words(get(people.chair, "paper-text", paper.pk))
    assert [problems(page), problems(get(people.chair, "slide", paper.pk, 1))] == [[], []]


def test_a_description_that_is_too_long_has_one_error_and_stands_open_with_the_files(people, topic):
    answer = sent(people.member, topic, shows="A lamp. " * 70)
    errors = answer.context["form"].errors

    assert (answer.status_code, list(errors)) == (422, ["photograph_shows"])
    assert len(errors["photograph_shows"]) == 1
    assert b'<details class="govuk-details" open>' in answer.content


def test_what_has_no_file_leaves_the_line_of_the_files_closed(people, topic):
    answer = send(people.member, topic, body="")

    assert answer.status_code == 422
    assert b'<details class="govuk-details">' in answer.content


def test_its_own_page_speaks_of_a_photograph_and_of_no_slides(people, topic):
    sent(people.member, topic)
    paper = Paper.objects.get()
    pages = [get(people.chair, "paper", paper.pk)]
    run_due_jobs()
    pages += [get(people.chair, name, *key) for name, key in
              (("paper", (paper.pk,)), ("slide", (paper.pk, 1)))]  # fmt: skip

    assert ["slide" in words(page).lower() for page in pages] == [False] * 3
    assert f"Open the photograph {SHOWS}" in words(pages[1])
    assert f"Photograph What it shows Photograph Picture: {SHOWS}" in words(pages[2])
    assert [problems(page) for page in pages] == [[]] * 3


@pytest.mark.parametrize(("form", "name"), [("JPEG", NAME), ("PNG", "Screenshot 2026-03-03.png")])
def test_nothing_is_kept_of_where_it_was_taken_and_how_it_was_named(
    people, topic, django_capture_on_commit_callbacks, form, name
):
    sent(people.member, topic, name=name, content=photograph(form))
    version = PaperVersion.objects.get()
    original = Path(version.file.path)
    before = PLANTED.encode() in original.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        run_due_jobs()
    version.refresh_from_db()
    slide = version.slides.get()

    assert (before, original.exists()) == (True, False)
    assert (version.state, version.file.name, version.file_name) == ("ready", "", "")
    assert (version.paper.title, slide.alt) == ("Photograph", f"Photograph. {SHOWS}")
    for picture in (slide.large, slide.small):
        with picture.open("rb") as file, Image.open(file) as image:
            assert dict(image.getexif()) == {}


def test_it_is_read_by_those_who_read_its_post_and_by_nobody_else(people, topic):
    post = topic.posts.get(space=Space.MEMBERS)
    file = SimpleUploadedFile(NAME, photograph())
    actions.attach_to_post(actor=post.author, post=post, uploads=[Upload(file, "jpeg", SHOWS)])
    run_due_jobs()
    paper = Paper.objects.get()
    opens = {
        role: {
            get(getattr(people, role), name, paper.pk, 1).status_code
            for name in ("slide", "slide-large", "slide-small")
        }
        for role in EVERYBODY
    }

    readers = {"chair", "vice_chair", "member"}
    assert opens == {role: {200} if role in readers else {404} for role in EVERYBODY}


def test_in_a_sensitive_topic_it_is_opened_and_not_drawn_on_the_page(people, topic, taken):
    topic.marking = "official_sensitive"
    topic.save()

    assert pictures(people.member, topic) == []
    assert f"Photograph {SHOWS}" in space_page(people.member, topic)
    assert get(people.member, "slide-large", taken.pk, 1).status_code == 200


def test_what_takes_the_words_of_a_post_takes_its_photograph_and_what_it_shows(taken):
    actions.take_attachments_away(actor=taken.post.author, post=taken.post)

    assert Slide.objects.count() == 0
    assert taken.versions.get().state == PaperVersion.State.REMOVED


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"shows": ""}, "Describe what the photograph shows"),
        ({"shows": " \u200b"}, "Describe what the photograph shows"),
        ({"name": "a.gif"}, "Choose a photograph in JPEG or PNG"),
        ({"content": b"MZ and more"}, "Choose a photograph in JPEG or PNG"),
        ({"photograph": ""}, "Choose the photograph, or delete what describes it"),
    ],
)
def test_a_refused_photograph_keeps_the_words_and_is_chosen_again(people, topic, more, sentence):
    before = Post.objects.count()
    if more == {"photograph": ""}:
        answer = send(people.member, topic, photograph_shows=SHOWS)
    else:
        answer = sent(people.member, topic, **more)

    assert (answer.status_code, Post.objects.count(), Paper.objects.count()) == (422, before, 0)
    assert sentence in words(answer)
    assert ">\nMy notes</textarea>" in answer.content.decode()
    assert problems(answer) == []


def test_among_other_files_it_is_refused_with_the_way_to_attach_it(people, topic):
    answer = send(people.member, topic, SimpleUploadedFile("a.jpg", photograph()))

    assert (answer.status_code, Paper.objects.count()) == (422, 0)
    assert "a.jpg: Choose a photograph under “Attach a photograph”" in words(answer)


def test_with_three_files_it_is_one_too_many(people, topic, notes):
    files = [SimpleUploadedFile(f"{n}.pdf", notes) for n in range(3)]
    answer = sent(people.member, topic, *files)

    assert (answer.status_code, Paper.objects.count()) == (422, 0)
    assert "Attach three files or fewer to one post." in words(answer)


def test_an_action_takes_none_that_is_not_described(people, topic):
    post = topic.posts.get(space=Space.MEMBERS)
    upload = Upload(SimpleUploadedFile(NAME, photograph()), "jpeg")
    with pytest.raises(Refused, match="Describe what the photograph shows"):
        actions.attach_to_post(actor=post.author, post=post, uploads=[upload])


def test_one_that_is_cut_off_says_so_and_leaves_its_words_and_no_file(
    people, topic, django_capture_on_commit_callbacks
):
    content = photograph()
    sent(people.member, topic, content=content[: len(content) // 2])
    version = PaperVersion.objects.get()
    original = Path(version.file.path)
    before = PLANTED.encode() in original.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        run_due_jobs()
    prepare_paper(version.pk)  # once more, as after a worker that was stopped
    version.refresh_from_db()
    page = words(get(people.member, "paper", version.paper_id))

    assert (before, original.exists(), version.file.name) == (True, False, "")
    assert (version.state, version.slides.get().descriptions) == ("failed", [SHOWS])
    assert "This photograph is damaged and cannot be shown." in page
    assert pictures(people.member, topic) == []


def test_one_whose_job_was_stopped_each_time_says_so_as_of_a_photograph(people, topic):
    sent(people.member, topic)
    Job.objects.update(state=State.FAILED)
    give_up_on_papers()
    page = words(get(people.member, "paper", Paper.objects.get().pk))

    assert "The photograph could not be prepared" in page
    assert (
        "This photograph took too long to prepare. Make it smaller, then attach it again." in page
    )
    assert "pack" not in page


def test_what_it_shows_is_among_the_words_of_who_described_it(people, taken):
    (row,) = personal_data.papers(people.member)

    assert (row["file"], row["shows"]) == ("", SHOWS)


@pytest.mark.parametrize("between", [", and ", "\n", "\r\n", "\t"])
def test_a_name_in_what_it_shows_is_found_when_that_person_leaves(people, topic, taken, between):
    Slide.objects.update(descriptions=["A lamp", f"The lamp{between}fairbröther below it"])

    assert registry.mentions("Zoe Fairbrother") == {topic.group_id: [pointer(Slide.objects.get())]}
