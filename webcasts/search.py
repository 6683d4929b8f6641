"""What this app offers to search: webcasts, and what people say of their moments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.policy import pointer
from core.search.models import Document
from core.search.registry import Follow, Hit, Source
from webcasts.events import WebcastExpired
from webcasts.models import Bookmark, Webcast


def read_webcast(webcast: Webcast) -> Document:
    """Its title."""
    return Document(
        group_id=webcast.group_id,
        place=pointer(webcast.topic),
        at=webcast.added_at,
        title=webcast.title,
    )


def show_webcast(webcast: Webcast) -> Hit:
    """The webcast, in its topic."""
    topic = webcast.topic
    href = webcast.get_absolute_url()
    return Hit(webcast.title, href, where=topic.title, marking=topic.marking)


def read_bookmark(bookmark: Bookmark) -> Document:
    """What somebody says of a moment."""
    return Document(
        group_id=bookmark.group_id,
        place=pointer(bookmark.topic),
        person_id=bookmark.author_id,
        at=bookmark.written_at,
        text=bookmark.words,
    )


def show_bookmark(bookmark: Bookmark) -> Hit:
    """The moment, in its webcast."""
    return Hit(
        title=str(_("At %(clock)s of %(webcast)s"))
        % {
            "clock": bookmark.clock,
            "webcast": bookmark.webcast.title,
        },
        href=bookmark.get_absolute_url(),
        where=bookmark.topic.title,
        author=str(bookmark.author),
        marking=bookmark.topic.marking,
    )


SOURCES = (
    Source(
        kind="webcast",
        label=_("Webcasts"),
        noun=_("Webcast"),
        model=Webcast,
        opens=Webcast.objects.visible_to,
        read=read_webcast,
        show=show_webcast,
        joins=lambda rows: rows.select_related("topic__group"),
        follows=(Follow("webcast_id"),),
    ),
    Source(
        kind="bookmark",
        label=_("Marked moments"),
        noun=_("Marked moment"),
        model=Bookmark,
        opens=Bookmark.objects.visible_to,
        read=read_bookmark,
        show=show_bookmark,
        joins=lambda rows: rows.select_related("topic__group", "webcast", "author"),
        follows=(
            Follow("bookmark_id"),
            Follow("topic_id", "topic", events=(WebcastExpired,)),  # with the webcast
        ),
    ),
)
