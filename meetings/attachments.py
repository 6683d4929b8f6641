"""What this app does with the files of posts and of the handbook: they are papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import cast

from django.urls import reverse
from django.utils.translation import ngettext

from deliberation.attachments import Attachment, Keeper
from deliberation.models import HandbookPage
from meetings.actions import (
    attach_to_post,
    forget_attachments,
    forget_documents,
    take_attachments_away,
)
from meetings.events import PaperFailed, PaperPrepared, PaperRejected, PaperRemoved
from meetings.forms import check_attachment
from meetings.models import Paper, PaperVersion
from meetings.slides.package import MAX_BYTES, Kind


def on_posts(posts: Collection[int]) -> dict[int, list[Attachment]]:
    """What is attached to these posts and was not removed, by the id of the post. One query.

    A file that the virus scanner refused stays listed: readers see why it cannot be opened.
    """
    versions = PaperVersion.objects.filter(paper__post__in=posts, paper__post__removed_at=None)
    kept = versions.exclude(state=PaperVersion.State.REMOVED).select_related("paper")
    attachments: dict[int, list[Attachment]] = defaultdict(list)
    for version in kept.order_by("paper"):
        attachments[cast("int", version.paper.post_id)].append(_told(version.paper, version))
    return attachments


def on_page(page: HandbookPage) -> list[Attachment]:
    """The documents of a page that were not removed, each as it is read now."""
    papers = page.documents.prefetch_related("versions")
    versions = [(paper, paper.version) for paper in papers]
    removed = PaperVersion.State.REMOVED
    return [_told(paper, version) for paper, version in versions if version.state != removed]


def _told(paper: Paper, version: PaperVersion) -> Attachment:
    facts = (Kind(version.kind).words, _progress(version))
    return Attachment(paper.title, paper.get_absolute_url(), facts)


def add_document_url(page: HandbookPage) -> str:
    """Address of the form that adds a document to ``page``."""
    return reverse("meetings:document-new", args=[page.pk])


def _progress(version: PaperVersion) -> str:
    """How many slides it has, such as "3 slides", or how far it has come."""
    if not version.is_readable:
        return version.get_state_display()
    return ngettext("%(n)d slide", "%(n)d slides", version.total) % {"n": version.total}


KEEPER = Keeper(
    limit=MAX_BYTES,
    check=check_attachment,
    attach=attach_to_post,
    shown=on_posts,
    take_away=take_attachments_away,
    forget=forget_attachments,
    documents=on_page,
    add_document=add_document_url,
    forget_documents=forget_documents,
)
CHANGED = (PaperFailed, PaperPrepared, PaperRejected, PaperRemoved)
REDRAWN = {event.name: ("posts",) for event in CHANGED}  # of the page of a topic
