"""What this app holds about people: webcasts that they added, and what they said of moments."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model

from accounts.models import LegalHold, User
from core.rights.registry import Expiry, PersonalData, Row
from deliberation.models import Topic
from webcasts import actions
from webcasts.models import Bookmark, Webcast
from webcasts.queries import old_webcasts


def webcasts(person: User) -> Iterator[Row]:
    """Webcasts that this person added."""
    rows = Webcast.objects.filter(added_by=person).select_related("topic").order_by("pk")
    for webcast in rows:
        yield {
            "title": webcast.title,
            "address": webcast.address,
            "topic": webcast.topic.title,
            "at": webcast.added_at,
        }


def bookmarks(person: User) -> Iterator[Row]:
    """What this person said of moments."""
    rows = Bookmark.objects.filter(author=person).select_related("topic", "webcast")
    for bookmark in rows.order_by("pk"):
        yield {
            "webcast": bookmark.webcast.title,
            "moment": bookmark.clock,
            "words": bookmark.words,
            "space": bookmark.get_space_display(),
            "at": bookmark.written_at,
        }


def is_held(person: User) -> bool:
    """Whether a hold covers a topic in which this person did one of these."""
    held = LegalHold.objects.ids(Topic)
    added = Webcast.objects.filter(topic__in=held, added_by=person)
    written = Bookmark.objects.filter(topic__in=held, author=person)
    return added.exists() or written.exists()


def where(person: User, row: Model) -> str | None:
    """Address of a webcast or a moment, for those who read it; ``None`` for everybody else."""
    model = Bookmark if isinstance(row, Bookmark) else Webcast
    visible = model.objects.visible_to(person).filter(pk=row.pk).first()
    return visible.get_absolute_url() if visible else None


PERSONAL_DATA = PersonalData(
    sections={"webcasts": webcasts, "marked_moments": bookmarks},
    texts={Webcast: ("title", "telephone", "captions"), Bookmark: ("words",)},
    where=where,
    holds=is_held,
    expiries=(Expiry("webcasts", old_webcasts, actions.remove_expired_webcasts),),
)
