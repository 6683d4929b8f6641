"""What this app holds about people: releases, receipts, who follows. Editions name nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Model, Q

from accounts.models import LegalHold, User
from core.rights.registry import Expiry, PersonalData, Row
from deliberation.models import Topic
from meetings.models import Meeting
from publications import actions
from publications.models import EditionReading, Feedback, Follower, Receipt, Release, VisitNote
from visits.models import Visit

ACTIONS = ("prepared", "checked", "sent_back", "approved", "published")


def releases(person: User) -> Iterator[Row]:
    """Releases that this person prepared, checked, approved …, or was asked to check."""
    for action in ACTIONS:
        for release in Release.objects.filter(**{f"{action}_by": person}).order_by("pk"):
            yield {"release": release.pk, "action": action, "at": getattr(release, f"{action}_at")}
    for release in Release.objects.filter(asked_to_check=person).order_by("pk"):
        yield {"release": release.pk, "action": "asked to check", "at": release.prepared_at}


def editions_read(person: User) -> Iterator[Row]:
    """Editions that this person opened while signed in."""
    readings = EditionReading.objects.filter(user=person).select_related("edition__publication")
    for reading in readings.order_by("pk"):
        yield {"edition": str(reading.edition), "read at": reading.read_at}


def old_releases(before: datetime) -> list[int]:
    """Releases that were published or thrown away before, of what no hold covers."""
    held = Q(meeting__in=LegalHold.objects.ids(Meeting))
    held |= Q(meeting__agenda__topic__in=LegalHold.objects.ids(Topic))
    held |= Q(visit_note__report__visit__in=LegalHold.objects.ids(Visit))
    discarded = Q(state=Release.State.DISCARDED, prepared_at__lt=before)
    old = Release.objects.filter(Q(published_at__lt=before) | discarded)
    unheld = old.exclude(pk__in=Release.objects.filter(held).values("pk"))
    return list(unheld.order_by("pk").values_list("pk", flat=True))


def notes(person: User) -> Iterator[Row]:
    """Public notes that this person wrote about visits."""
    rows = VisitNote.objects.filter(report__visit__observer=person).select_related("photograph")
    for note in rows.order_by("pk"):
        yield {
            "title": note.title,
            "words": note.words,
            "photograph": note.photograph.shows if note.photograph else "",
            "named": note.is_named,
            "state": note.get_state_display(),
            "sent back because": note.why_returned,
            "at": note.written_at,
        }


def receipts(person: User) -> Iterator[Row]:
    """Editions of which this person said that their body received them."""
    rows = Receipt.objects.filter(confirmed_by=person).select_related("edition__publication")
    for receipt in rows.order_by("pk"):
        yield {
            "edition": receipt.edition.publication.reference,
            "number": receipt.edition.number,
            "confirmed": receipt.confirmed_at,
        }


def follows(person: User) -> Iterator[Row]:
    """Groups and topics that the address of this person follows without the account."""
    rows = Follower.objects.filter(address=person.email or "").select_related("group", "subject")
    for follower in rows.order_by("pk"):
        what = (
            {"topic": follower.subject.name} if follower.subject else {"group": str(follower.group)}
        )
        yield {**what, "since": follower.confirmed_at}


def old_feedback(before: datetime) -> list[int]:
    """What people outside wrote before."""
    rows = Feedback.objects.filter(given_at__lt=before)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def where(person: User, row: Model) -> str | None:
    """Address of a release, of feedback or of a note; ``None`` for who has no part in it."""
    if isinstance(row, VisitNote):
        reads = VisitNote.objects.visible_to(person).filter(pk=row.pk).exists()
        return row.get_absolute_url() if reads else None
    if isinstance(row, Feedback):
        seen = Feedback.objects.visible_to(person).filter(pk=row.pk).exists()
        return row.get_absolute_url() if seen else None
    release = Release.objects.visible_to(person).filter(pk=row.pk).first()
    return release.get_absolute_url() if release else None


PERSONAL_DATA = PersonalData(
    sections={
        "releases": releases,
        "editions_read": editions_read,
        "receipts": receipts,
        "follows": follows,
        "visit_notes": notes,
    },
    texts={
        Release: ("note",),
        Feedback: ("words",),
        VisitNote: ("title", "words", "why_returned"),
    },
    where=where,
    expiries=(
        Expiry("releases", old_releases, actions.remove_expired_releases),
        Expiry("feedback", old_feedback, actions.remove_expired_feedback),
    ),
)
