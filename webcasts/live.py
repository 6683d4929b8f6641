"""The live page of a webcast: moments that others mark appear while one watches."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from accounts.models import User
from accounts.models.memberships import ORGANISERS
from core.live.pages import LivePage
from core.numbers import number
from deliberation.live import TopicAudience
from deliberation.models import Space, Topic
from webcasts import events, queries
from webcasts.models import Webcast


class WebcastOnScreen(NamedTuple):
    """A webcast as those see it who read one space of its topic: members read both."""

    webcast: Webcast
    space: Space


class WebcastAudience(NamedTuple):
    """Everybody who sees the moments of a webcast alike.

    :ivar keeps: whether they may take each moment away, while its topic is open.
    :ivar several: whether they read more than one space, and so are told which it is.
    :ivar since: moments that were marked before are hidden from them; ``None`` for all.
    """

    keeps: bool
    several: bool
    since: datetime | None = None

    @classmethod
    def of(cls, reader: TopicAudience, topic: Topic) -> WebcastAudience:
        """That of somebody with this place in the topic."""
        several = len(topic.spaces_for(reader.role)) > 1
        return cls(reader.role in ORGANISERS, several, reader.since)


class WebcastPage(LivePage):
    """Moments arrive and go; nothing else of the page changes, so that a player goes on."""

    prefix = "webcast"
    template = "webcasts/webcast.html"
    regions = {
        events.BookmarkWritten.name: ("moments",),
        events.BookmarkRemoved.name: ("moments",),
    }

    def find(self, key: str) -> WebcastOnScreen | None:
        """The webcast and space that ``key`` (``webcast.7.members``) names. One query."""
        _prefix, pk, space = (*key.split("."), "", "")[:3]
        if space not in Space:
            return None
        rows = Webcast.objects.filter(pk=number(pk)).select_related("topic__group")
        webcast = rows.first()
        return WebcastOnScreen(webcast, Space(space)) if webcast else None

    def audiences(
        self, thing: WebcastOnScreen, people: Collection[int]
    ) -> dict[int, WebcastAudience]:
        """One query for everybody's place in the topic, as its own live page asks."""
        topic = thing.webcast.topic
        rows: Any = topic.readers_now(thing.space).filter(user__in=people)
        return {
            place.user_id: WebcastAudience.of(
                TopicAudience(place.role, topic.hidden_before(place.joined_at, place.let_in_at)),
                topic,
            )
            for place in rows
        }

    def context(self, thing: WebcastOnScreen, audience: Any) -> dict[str, Any]:
        """The moments of the space, and of the other one for who reads both."""
        webcast, space = thing
        spaces = [*Space] if space == Space.MEMBERS else [Space.SHARED]
        return {
            "webcast": webcast,
            "topic": webcast.topic,
            "bookmarks": queries.bookmarks_in(webcast, spaces, since=audience.since),
            "viewer": audience,
            "removes": webcast.topic.state == Topic.State.OPEN,
        }


def on_screen_of(person: User, webcast: Webcast) -> tuple[WebcastOnScreen, WebcastAudience]:
    """What ``person``, who may open it, has before them, and as whom."""
    topic = webcast.topic
    members = Space.MEMBERS in topic.spaces_of(person)
    thing = WebcastOnScreen(webcast, Space.MEMBERS if members else Space.SHARED)
    return thing, WebcastAudience.of(TopicAudience.of(person, topic), topic)
