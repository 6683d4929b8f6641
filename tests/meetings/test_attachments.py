"""Files that are attached to posts: from the composer to the reader, and who reads them."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.jobs import run_due_jobs
from deliberation import actions as talk
from deliberation import attachments
from deliberation.models import Post, Space
from meetings import actions
from meetings.attachments import KEEPER
from meetings.models import Paper, PaperCopy
from tests.deliberation.audiences import named_topic
from tests.deliberation.conftest import MEMBERS_WORDS
from tests.deliberation.glasses import ask, look
from tests.factories import PaperFactory, UserFactory
from tests.meetings.attached import (
    EVERYBODY,
    SECRET,
    attach,
    send,
    space_page,
)
from tests.meetings.pages import get, press, url, words
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


# --- From the composer to the reader -----------------------------------------------------


def test_a_file_that_is_sent_with_a_post_stands_under_it_and_opens_in_the_reader(
    people, topic, notes
):
    answer = send(people.member, topic, SimpleUploadedFile("Notes of the visit.pdf", notes))
    paper = Paper.objects.get()
    before = space_page(people.police_lead, topic)
    run_due_jobs()
    after = space_page(people.police_lead, topic)
    page = get(people.police_lead, "paper", paper.pk)

    assert (answer.status_code, answer.url) == (302, paper.post.get_absolute_url())
    assert "Notes of the visit PDF · Waiting to be prepared" in before
    assert "Notes of the visit PDF · 2 slides" in after
    assert "Uploaded on" in words(page)
    assert "Upload another file" not in words(page)
    assert SECRET in words(get(people.police_lead, "slide", paper.pk, 1))
    assert get(people.police_lead, "slide-large", paper.pk, 1).content[8:12] == b"WEBP"
    pages = [
        page,
        get(people.member, "paper-remove", paper.pk),
        get(people.chair, "paper-text", paper.pk),
    ]
    assert [problems(page) for page in pages] == [[], [], []]


def test_the_page_of_an_attachment_leads_back_to_its_post_and_to_no_meeting(people, attached):
    way = get(people.chair, "paper", attached.pk).content.decode().partition("<main")[0]

    assert f'href="{attached.post.get_absolute_url()}">Harbour front counter</a>' in way
    assert f'breadcrumbs__link" href="{url("meetings")}"' not in way


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([("plan.exe", b"MZ")], "plan.exe: Upload a PowerPoint file"),
        ([("a.pdf", b"%PDF-1.7 torn")], "a.pdf: This PDF is damaged and cannot be opened."),
        ([("a.pdf", b"")], "The submitted file is empty."),
        ([(f"{n}.pdf", b"%PDF-1.7") for n in range(4)], "Attach three files or fewer to one post."),
    ],
)
def test_a_refused_file_keeps_the_words_and_says_that_files_are_chosen_again(
    people, topic, files, sentence
):
    before = Post.objects.count()
    answer = send(people.member, topic, *(SimpleUploadedFile(*file) for file in files))

    assert (answer.status_code, Post.objects.count(), Paper.objects.count()) == (422, before, 0)
    assert sentence in words(answer)
    assert ">\nMy notes</textarea>" in answer.content.decode()
    assert "Choose your files again" in words(answer)
    assert problems(answer) == []


def test_more_than_fits_together_is_refused(people, topic, notes, monkeypatch):
    monkeypatch.setattr(attachments, "_KEEPERS", [replace(KEEPER, limit=len(notes) + 10)])
    answer = send(people.member, topic, *(SimpleUploadedFile(f"{n}.pdf", notes) for n in "ab"))

    assert (answer.status_code, Paper.objects.count()) == (422, 0)
    assert "Attach files of 0 MB or less together." in words(answer)


def test_a_preview_keeps_no_file_and_says_so(people, topic, notes):
    answer = send(people.member, topic, SimpleUploadedFile("notes.pdf", notes), preview="1")

    assert (answer.status_code, Paper.objects.count()) == (200, 0)
    assert "Choose your files again" in words(answer)
    assert "Choose your files again" not in space_page(people.member, topic)


def test_the_same_form_sent_twice_attaches_once(people, topic, notes):
    client = signed_in(people.member)
    address = reverse("deliberation:post-new", args=[topic.pk, "shared"])
    sent = [
        client.post(
            address,
            {
                "body": "My notes",
                "csrfmiddlewaretoken": "a" * 64,
                "attachments": [SimpleUploadedFile("notes.pdf", notes)],
            },
        )
        for _press in range(2)
    ]

    assert [answer.url for answer in sent] == [Post.objects.latest("pk").get_absolute_url()] * 2
    assert Paper.objects.count() == 1


# --- Who reads ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("space", "readers"),
    [
        (Space.MEMBERS, {"chair", "vice_chair", "member"}),
        (Space.SHARED, {"chair", "vice_chair", "member", "secretary", "police_lead", "observer"}),
    ],
)
def test_an_attachment_is_read_by_those_who_read_its_post_and_by_nobody_else(
    people, topic, space, readers
):
    paper = attach(topic.posts.get(space=space), people.chair)
    names = [("paper", 1), ("paper-text", 1), ("slide", 2), ("slide-large", 2), ("slide-small", 2)]
    opens = {
        role: {
            get(getattr(people, role), name, *(paper.pk, 1)[:parts]).status_code
            for name, parts in names
        }
        for role in EVERYBODY
    }

    assert {role for role, statuses in opens.items() if statuses == {200}} == readers
    assert {role for role, statuses in opens.items() if statuses == {404}} == set(
        EVERYBODY
    ) - readers
    roles = {
        role
        for role in readers
        if "Notes of the visit" in space_page(getattr(people, role), topic, space)
    }
    assert roles == readers


def test_what_the_members_attach_is_told_of_nowhere_in_the_shared_space(people, topic, attached):
    assert "Notes of the visit" not in space_page(people.chair, topic)
    assert "Notes of the visit" not in space_page(people.police_lead, topic)


def test_a_guest_who_is_removed_reads_the_attachment_no_more(people, topic):
    paper = attach(topic.posts.get(space=Space.SHARED), people.chair)
    copy = actions.ask_paper_copy(actor=people.police_lead, paper=paper)
    PaperCopy.objects.note_ready(copy, SECRET.encode())
    before = get(people.police_lead, "paper", paper.pk).status_code
    talk.remove_guest(actor=people.chair, topic=topic, user=people.police_lead)

    assert (before, get(people.police_lead, "paper", paper.pk).status_code) == (200, 404)
    assert press(people.police_lead, "copy-file", copy.pk).status_code == 404


def test_who_sees_a_topic_from_their_joining_on_reads_no_earlier_attachment(
    people, topic, newcomer
):
    paper = attach(topic.posts.get(space=Space.SHARED), people.chair)
    Post.objects.update(written_at="2021-01-01T00:00:00Z")
    topic.opened_at = "2020-02-01T00:00:00Z"
    topic.save()
    before = get(newcomer, "paper", paper.pk).status_code
    talk.narrow_history(actor=people.chair, topic=topic)

    assert (before, get(newcomer, "paper", paper.pk).status_code) == (200, 404)
    assert get(people.chair, "paper", paper.pk).status_code == 200


def test_of_a_topic_for_named_readers_it_is_theirs_alone_and_so_is_a_refusal(people):
    secret = named_topic(people, people.vice_chair, people.police_lead)
    post = talk.write_post(
        actor=people.vice_chair, topic=secret, space=Space.SHARED, body="For the two of us"
    )
    paper = attach(post, people.vice_chair)

    assert (paper.topic_id, paper.version.copies.get().topic_id) == (secret.pk, secret.pk)
    finders = {r for r in EVERYBODY if Paper.objects.visible_to(getattr(people, r)).exists()}
    assert finders == {"vice_chair", "police_lead"}


def test_a_paper_is_for_a_meeting_or_with_a_post_and_never_both(people, topic, meeting):
    post = topic.posts.first()
    for place in ({"meeting": meeting, "post": post}, {"meeting": None, "post": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperFactory(**place)


def test_a_look_from_outside_shows_words_and_no_file(people, topic, attached):
    glass, second = ask(people, topic), UserFactory(name="Sam Second", is_staff=True)
    talk.confirm_break_glass(actor=second, glass=glass)
    text = words(look(people.administrator, glass))

    assert MEMBERS_WORDS in text
    assert "Notes of the visit" not in text
    assert "Files that are attached to posts are not shown here." in text
    assert get(people.administrator, "paper", attached.pk).status_code == 404
