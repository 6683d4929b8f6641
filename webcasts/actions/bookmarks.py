"""Mark a moment of a webcast and say something of it; take that away again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from deliberation.models import Space
from deliberation.permissions import SpaceOf
from webcasts.events import BookmarkEvent, BookmarkRemoved, BookmarkWritten
from webcasts.models import Bookmark, Webcast
from webcasts.models.webcasts import LONGEST
from webcasts.permissions import Beside


@transaction.atomic
def write_bookmark(
    *, actor: User, webcast: Webcast, space: Space | str, second: int, words: str
) -> Bookmark:
    """Say something of a moment of a webcast, in one space of its topic.

    :param second: from its beginning, up to twelve hours.
    :param words: up to 500 characters.
    :raises Refused: unless ``actor`` may write a post there; when the webcast was cancelled.
    """
    lock(webcast.topic, "state")
    lock(webcast, "state")
    require(actor, "webcasts.write_bookmark", Beside(webcast, _where(webcast, space)))
    if not 0 <= second <= LONGEST.total_seconds():
        raise Refused(_("A moment lies in the first twelve hours."), thing=webcast)
    bookmark = Bookmark.objects.create(
        webcast=webcast,
        topic=webcast.topic,
        space=space,
        second=second,
        words=words,
        author=actor,
        written_at=now(),
    )
    emit(_event(BookmarkWritten, bookmark), actor=actor)
    return bookmark


@transaction.atomic
def remove_bookmark(*, actor: User, bookmark: Bookmark) -> None:
    """Take a mark away with its words, for good.

    :raises Refused: unless ``actor`` wrote it, or organises the group and reads it; in a closed
        topic or under a legal hold.
    """
    lock(bookmark.topic, "state")  # a hold waits, or came first
    require(actor, "webcasts.remove_bookmark", bookmark)
    event = _event(BookmarkRemoved, bookmark)
    bookmark.delete()
    emit(event, actor=actor)


def _where(webcast: Webcast, space: Space | str) -> SpaceOf:
    return SpaceOf(webcast.topic, Space(space))


def _event(kind: type[BookmarkEvent], bookmark: Bookmark) -> BookmarkEvent:
    return kind(
        group_id=bookmark.group_id,
        topic_id=bookmark.topic_id,
        webcast_id=bookmark.webcast_id,
        bookmark_id=bookmark.pk,
        space=Space(bookmark.space),
    )
