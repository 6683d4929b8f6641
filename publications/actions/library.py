"""What the library finds an edition by. Part of publishing it."""

from __future__ import annotations

from datetime import date

from publications.models import Edition, Publication, PublishedMessage, Subject
from publications.snapshot import Snapshot


def put_into_library(edition: Edition) -> None:
    """Have the library say of the publication what ``edition``, its newest, says."""
    publication, snapshot = edition.publication, edition.snapshot
    Publication.objects.filter(pk=publication.pk).update(
        title=snapshot["title"], audience=snapshot["audience"], withdrawn_at=None
    )
    PublishedMessage.objects.filter(publication=publication).delete()
    PublishedMessage.objects.bulk_create(_messages(publication, snapshot))
    publication.subjects.set(_subject(name) for name in snapshot.get("subjects", []))


def _subject(name: str) -> Subject:
    """The subject of this name, in whatever capitals it was written first."""
    known = Subject.objects.filter(name__iexact=name).first()
    return known or Subject.objects.create(name=name)


def _messages(publication: Publication, snapshot: Snapshot) -> list[PublishedMessage]:
    """One row for each message of the snapshot."""
    due = {
        message["reference"]: date.fromisoformat(message["answer_due"])
        for message in snapshot["messages"]
    }
    without = dict.fromkeys(message["reference"] for message in snapshot["not_agreed"])
    return [
        PublishedMessage(publication=publication, reference=reference, answer_due=answer_due)
        for reference, answer_due in {**due, **without}.items()
    ]
