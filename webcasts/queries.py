"""What pages of webcasts need to know."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import LegalHold, User
from core.clock import now
from core.policy import may
from deliberation.models import Space, Topic
from deliberation.permissions import SpaceOf
from webcasts.models import Bookmark, Webcast
from webcasts.models.webcasts import STANDS
from webcasts.permissions import Beside


def webcasts_of(topic: Topic) -> list[Webcast]:
    """Those of a topic that is at hand: the live ones to come first, then the newest."""
    rows = list(Webcast.objects.filter(topic=topic).order_by("-pk"))
    for webcast in rows:
        webcast.topic = topic
    return sorted(rows, key=_order)


def _order(webcast: Webcast) -> tuple[bool, float]:
    if webcast.is_to_come and not webcast.is_cancelled and webcast.starts_at:
        return False, webcast.starts_at.timestamp()
    return True, 0


def bookmarks_in(
    webcast: Webcast, spaces: Collection[Space], *, since: datetime | None
) -> list[Bookmark]:
    """What is said of it in these spaces, by moment; each says in ``space`` who reads it.

    :param since: nothing that was marked before this moment; ``None`` for all.
    """
    rows = Bookmark.objects.filter(webcast=webcast, space__in=spaces)
    if since is not None:
        rows = rows.filter(written_at__gte=since)
    bookmarks = list(rows.select_related("author").order_by("second", "pk"))
    for bookmark in bookmarks:
        bookmark.webcast, bookmark.topic = webcast, webcast.topic
    return bookmarks


def begins_within(span: timedelta) -> QuerySet[Webcast]:
    """Those that begin between now and then, of topics that are open."""
    at = now()
    rows = Webcast.objects.filter(STANDS, starts_at__gt=at, starts_at__lte=at + span)
    return rows.filter(topic__state=Topic.State.OPEN)


def old_webcasts(before: datetime) -> list[int]:
    """Those of closed topics about which nothing happened since, with no hold on the topic."""
    closed = Webcast.objects.filter(topic__state=Topic.State.CLOSED, added_at__lt=before)
    later = Q(starts_at__gte=before) | Q(bookmarks__written_at__gte=before)
    old = closed.exclude(pk__in=Webcast.objects.filter(later).values("pk"))
    unheld = old.exclude(topic__in=LegalHold.objects.ids(Topic))
    return list(unheld.order_by("pk").values_list("pk", flat=True))


def spaces_to_speak_in(topic: Topic, person: User) -> list[tuple[Any, str]]:
    """The spaces in which ``person`` reads what is said of a moment, and who else reads there."""
    words = {"members": _("Members only"), "shared": _("Everybody who reads the topic")}
    return [(space, words[space]) for space in topic.spaces_of(person)]


def speaks_of(webcast: Webcast, person: User) -> bool:
    """Whether ``person`` can mark a moment of it, in any space."""
    topic = webcast.topic
    places = [Beside(webcast, SpaceOf(topic, space)) for space in topic.spaces_of(person)]
    return any(may(person, "webcasts.write_bookmark", place) for place in places)
