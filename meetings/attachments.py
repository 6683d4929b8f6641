"""What this app does with the files that are attached to posts: they are papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import cast

from django.utils.translation import ngettext

from deliberation.attachments import Attachment, Keeper
from meetings.actions import attach_to_post, forget_attachments, take_attachments_away
from meetings.events import PaperFailed, PaperPrepared, PaperRejected, PaperRemoved
from meetings.forms import check_attachment
from meetings.models import PaperVersion
from meetings.slides.package import MAX_BYTES, Kind


def on_posts(posts: Collection[int]) -> dict[int, list[Attachment]]:
    """What is attached to these posts and was not removed, by the id of the post. One query.

    A file that the virus scanner refused stays listed: readers see why it cannot be opened.
    """
    versions = PaperVersion.objects.filter(paper__post__in=posts, paper__post__removed_at=None)
    kept = versions.exclude(state=PaperVersion.State.REMOVED).select_related("paper")
    attachments: dict[int, list[Attachment]] = defaultdict(list)
    for version in kept.order_by("paper"):
        paper, kind = version.paper, Kind(version.kind).words
        attachment = Attachment(paper.title, paper.get_absolute_url(), (kind, _progress(version)))
        attachments[cast("int", paper.post_id)].append(attachment)
    return attachments


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
)
CHANGED = (PaperFailed, PaperPrepared, PaperRejected, PaperRemoved)
REDRAWN = {event.name: ("posts",) for event in CHANGED}  # of the page of a topic
