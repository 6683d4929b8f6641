"""A file that is attached to a post, and what is done with it."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.search.index import rebuild
from deliberation import actions as talk
from deliberation.attachments import Upload
from deliberation.models import Space
from meetings import actions
from meetings.models import PaperCopy, Slide
from tests.factories import PaperFactory, PaperVersionFactory, SlideFactory
from tests.meetings.pages import words
from tests.meetings.slides import packs
from tests.signing_in import signed_in

SECRET = "Begonia: written for the members"
EVERYBODY = [
    "chair",
    "vice_chair",
    "member",
    "secretary",
    "police_lead",
    "officer",
    "observer",
    "interpreter",
    "stranger",
    "administrator",
]


@pytest.fixture
def notes(tmp_path):
    return packs.write_pdf(tmp_path / "notes.pdf", f"{SECRET}\nKeep it open", "Cost").read_bytes()


def upload(content, name="notes.pdf"):
    return Upload(SimpleUploadedFile(name, content), "pdf")


def write(people, topic, content, *, space=Space.SHARED, **more):
    """A post of the member with one file."""
    return talk.write_post(
        actor=people.member,
        topic=topic,
        space=space,
        body="My notes of the visit",
        uploads=[upload(content, **more)],
    )


def send(person, topic, *files, space="shared", **more):
    """The answer to the composer."""
    address = reverse("deliberation:post-new", args=[topic.pk, space])
    return signed_in(person).post(address, {"body": "My notes", "attachments": files, **more})


def space_page(person, topic, space="shared"):
    return words(signed_in(person).get(topic.url_of(space)))


@pytest.fixture
def attached(people, topic):
    """A post of the members' space with a slide, its pictures and a copy, all with its words."""
    post = topic.posts.get(space=Space.MEMBERS)
    return attach(post, people.chair)


def attach(post, reader):
    paper = PaperFactory(meeting=None, post=post, title="Notes of the visit")
    version = PaperVersionFactory(paper=paper, uploaded_by=post.author, file_name=SECRET, total=1)
    version.file.save(f"papers/{paper.pk}/1/original.pdf", ContentFile(SECRET.encode()))
    slide = SlideFactory(version=version, number=1, title=SECRET, text=SECRET)
    for name in ("large", "small"):
        getattr(slide, name).save(f"papers/{paper.pk}/1-{name}.webp", ContentFile(b"RIFF"))
    copy = actions.ask_paper_copy(actor=reader, paper=paper)
    PaperCopy.objects.note_ready(copy, SECRET.encode())
    rebuild()
    return paper


def stored(paper):
    names = list(PaperCopy.objects.exclude(file="").values_list("file", flat=True))
    names += [version.file.name for version in paper.versions.exclude(file="")]
    names += [
        name for slide in Slide.objects.all() for name in (slide.large.name, slide.small.name)
    ]
    return names
