"""The group of the Harbour meeting, with a release in each state and an edition that is out."""

from datetime import timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.clock import now
from deliberation.models import Response
from meetings.models import Meeting
from publications import actions
from publications.models import (
    Answer,
    Edition,
    Feedback,
    Proof,
    Publication,
    Release,
    Subject,
)
from tests.access.cases import NOWHERE
from tests.factories import PaperFactory, PaperVersionFactory, SlideFactory
from tests.publications import harbour

State = Release.State


def harbour_group():
    """Its group and people by first name; ``ended`` is its meeting, which has been published."""
    parts = vars(harbour.harbour())
    return SimpleNamespace(ended=parts.pop("meeting"), decided=parts.pop("messages"), **parts)


def add_to(world):
    publish(world)
    world.unpublished = Meeting.objects.create(
        group=world.group,
        title=f"{world.words['group']} ended",
        starts_at=now() - timedelta(hours=3),
        state=Meeting.State.ENDED,
        called_by=world.sally,
    )
    world.unpublished.agenda.create(number=1, title="Counter", topic=world.decided[0].topic)
    checked = {"checked_by": world.rob, "checked_at": now()}
    approved = {**checked, "approved_by": world.marjorie, "approved_at": now()}
    world.prepared = release(world, 21, State.PREPARED)
    world.checked = release(world, 22, State.FACT_CHECKED, **checked)
    world.approved = release(world, 23, State.APPROVED, **approved)
    world.sent_back = release(world, 24, State.SENT_BACK, sent_back_by=world.rob)
    readers_edition(world)
    what_was_done(world)
    world.feedback = Feedback.objects.create(group=world.group, words="Keep the evening")


def what_was_done(world):
    """A response that says what was done; what shows it waits for the chair, or is out."""
    world.done = world.decided[0]
    facts = {"decision": "done", "reason": "The line is staffed.", "answered_at": now()}
    response = Response.objects.create(key_message=world.done, answered_by=world.rob, **facts)
    answer = Answer.objects.create(group=world.group, reference=world.done.reference, **facts)
    description = f"{world.words['group']} notice"
    version = PaperVersionFactory(
        paper=PaperFactory(meeting=None, response=response, title=description),
        uploaded_by=world.rob,
    )
    SlideFactory(version=version, text=description)
    world.waiting_proof = version.paper
    picture = default_storage.save("proofs/door.webp", ContentFile(b"RIFF"))
    page = {"number": 1, "picture": picture, "width": 4, "height": 3, "alt": "", "text": ""}
    world.proof = Proof.objects.create(
        answer=answer,
        of_paper=NOWHERE,
        is_photograph=True,
        description="A notice on the door",
        pages=[page],
    )


def publish(world):
    """Walk the first release the whole way; the edition is for anyone."""
    draft = harbour.draft()
    made = actions.prepare_release(actor=world.sally, meeting=world.ended, draft=draft)
    actions.check_release(actor=world.rob, release=made, version=1)
    actions.approve_release(actor=world.marjorie, release=made, version=1)
    world.edition = actions.publish_edition(actor=world.sally, release=made, version=1)
    world.subject = Subject.objects.get_or_create(name="Front counters")[0]
    world.edition.publication.subjects.add(world.subject)
    world.published = Release.objects.get(pk=made.pk)
    world.public = world.published.publication


def release(world, number, state, **more):
    """Another release of that meeting, on its way."""
    reference = f"{world.group.code}-2026-S{number}"
    snapshot = {**world.published.snapshot, "reference": reference, "edition": 1}
    snapshot["lede"] = f"{world.words['group']}: {snapshot['lede']}"
    return Release.objects.create(
        publication=Publication.objects.create(group=world.group, reference=reference),
        meeting=world.ended,
        state=state,
        snapshot=snapshot,
        prepared_by=world.sally,
        **more,
    )


def readers_edition(world):
    """An edition for national readers and the group's own people."""
    world.for_readers = Publication.objects.create(
        group=world.group,
        reference=f"{world.group.code}-2026-S31",
        title=f"{world.words['group']} for readers",
        audience=Publication.Audience.READERS,
    )
    like = Edition.objects.get(pk=world.edition.pk)
    with like.pdf.open("rb") as stored:
        content = stored.read()
    like.pk, like.publication, like.code = None, world.for_readers, "BBBB-CCCC-DDDD"
    like.snapshot = {
        **like.snapshot,
        "reference": world.for_readers.reference,
        "title": world.for_readers.title,
        "audience": "readers",
    }
    like.pdf.save("readers.pdf", ContentFile(content), save=False)
    like.save()
    world.readers_edition = like
