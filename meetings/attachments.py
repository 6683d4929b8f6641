"""What this app does with the files of posts, of responses and of the handbook: all are papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, cast

from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils.translation import ngettext

from core.marking import Marking
from deliberation.attachments import Attachment, Keeper, Picture
from deliberation.models import HandbookPage
from meetings.actions import (
    attach_to_post,
    forget_attachments,
    forget_documents,
    take_attachments_away,
)
from meetings.events import PaperFailed, PaperPrepared, PaperRejected, PaperRemoved
from meetings.forms import check_attached_photograph, check_attachment
from meetings.models import PaperVersion
from meetings.slides.package import MAX_BYTES, Kind

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from deliberation.models import KeyMessage


def on_posts(posts: Collection[int]) -> dict[int, list[Attachment]]:
    """What is attached to these posts and was not removed, by the id of the post. One query.

    A file that the virus scanner refused stays listed: readers see why it cannot be opened.
    """
    versions = PaperVersion.objects.filter(paper__post__in=posts, paper__post__removed_at=None)
    kept = _with_picture(versions.exclude(state=PaperVersion.State.REMOVED))
    attachments: dict[int, list[Attachment]] = defaultdict(list)
    for version in kept.select_related("paper__post__topic").order_by("paper"):
        attachments[cast("int", version.paper.post_id)].append(_attachment(version))
    return attachments


def on_responses(key_message: KeyMessage) -> list[Attachment]:
    """What shows what the police did about ``key_message``, to those who see it. One query."""
    versions = PaperVersion.objects.filter(paper__response__key_message=key_message)
    kept = _with_picture(versions.exclude(state=PaperVersion.State.REMOVED))
    joined = kept.select_related("paper__response__key_message__topic")
    return [_attachment(version) for version in joined.order_by("paper")]


def on_page(page: HandbookPage) -> list[Attachment]:
    """The documents of a page that are there still, each as it is read now."""
    return [
        Attachment(paper.title, paper.get_absolute_url(), _facts(paper.version))
        for paper in page.documents.standing().prefetch_related("versions")
    ]


def add_document_url(page: HandbookPage) -> str:
    """Address of the form that adds a document to ``page``."""
    return reverse("meetings:document-new", args=[page.pk])


def _with_picture(versions: QuerySet[PaperVersion]) -> QuerySet[Any]:
    return versions.annotate(
        first=FilteredRelation("slides", condition=Q(slides__number=1)),
        width=F("first__width"),
        height=F("first__height"),
        descriptions=F("first__descriptions"),
    )


def _attachment(version: PaperVersion) -> Attachment:
    paper, picture = version.paper, _picture(version)
    facts = [] if picture else _facts(version)  # a picture brings its words
    return Attachment(paper.title, paper.get_absolute_url(), facts, picture)


def _facts(version: PaperVersion) -> list[str]:
    """Its kind, and how many slides it has, such as "3 slides", or how far it has come."""
    kind = Kind(version.kind)
    if not version.is_readable:
        return [kind.words, version.get_state_display()]
    if kind.is_photograph:
        return list(cast("Any", version).descriptions)
    slides = ngettext("%(n)d slide", "%(n)d slides", version.total) % {"n": version.total}
    return [kind.words, slides]


def _picture(version: PaperVersion) -> Picture | None:
    """A photograph; not of an OFFICIAL-SENSITIVE topic, where each look at one is on record."""
    is_sensitive = version.paper.marking == Marking.OFFICIAL_SENSITIVE
    is_open = version.is_readable and not is_sensitive
    if not is_open or not Kind(version.kind).is_photograph:
        return None
    slide: Any = version  # with what was annotated
    large, small = (
        reverse(f"meetings:slide-{size}", args=[version.paper_id, 1]) for size in ("large", "small")
    )
    return Picture(large, small, slide.width, slide.height, slide.descriptions[0])


KEEPER = Keeper(
    limit=MAX_BYTES,
    check=check_attachment,
    check_photograph=check_attached_photograph,
    attach=attach_to_post,
    shown=on_posts,
    proofs=on_responses,
    take_away=take_attachments_away,
    forget=forget_attachments,
    documents=on_page,
    add_document=add_document_url,
    forget_documents=forget_documents,
)
CHANGED = (PaperFailed, PaperPrepared, PaperRejected, PaperRemoved)
REDRAWN = {event.name: ("posts",) for event in CHANGED}  # of the page of a topic
