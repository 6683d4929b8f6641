"""The live page of one space of a topic."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from django.utils.functional import SimpleLazyObject

from accounts.models import LegalHold, Role
from accounts.models.memberships import ADVISERS, CHAIRS, GUESTS, POLICE
from deliberation import events
from deliberation.models import KeyMessage, Space, Topic
from deliberation.queries import posts, readers, with_everything
from iag_portal.live.pages import LivePage


class TopicAudience(NamedTuple):
    """Everybody who sees one space of a topic alike."""

    role: str

    @property
    def advises(self) -> bool:
        return self.role in ADVISERS

    @property
    def chairs(self) -> bool:
        return self.role in CHAIRS

    @property
    def assists(self) -> bool:
        """The secretary."""
        return self.role == Role.SECRETARY

    @property
    def words(self) -> bool:
        """May word key messages."""
        return self.advises or self.assists

    @property
    def writes(self) -> bool:
        """May write posts."""
        return self.words or self.role in POLICE


class TopicPage(LivePage):
    """Posts arrive, key messages move, readers are counted anew."""

    prefix = "topic"
    template = "deliberation/topic.html"
    regions = {
        events.PostWritten.name: ("posts", "readers"),
        events.PostRemoved.name: ("posts",),
        events.PostsExpired.name: ("posts",),
        events.HoldSet.name: ("readers",),
        events.HoldLifted.name: ("readers",),
        events.TopicClosed.name: ("readers",),
        events.TopicReopened.name: ("readers",),
        events.TopicGuestInvited.name: ("readers",),
        events.TopicGuestRemoved.name: ("readers",),
        **dict.fromkeys(
            (
                events.KeyMessageProposed.name,
                events.WordingChanged.name,
                events.KeyMessageWithdrawn.name,
                events.KeyMessageSent.name,
                events.RoundOpened.name,
                events.PositionTaken.name,
                events.PositionRecorded.name,
                events.RoundClosed.name,
                events.MinorityStatementWritten.name,
                events.ResponseGiven.name,
            ),
            ("key-messages",),
        ),
    }

    def audiences(self, key: str, people: Collection[int]) -> dict[int, TopicAudience]:
        """One query for the topic and one for everybody's role."""
        found = self.find(key)
        if found is None:
            return {}
        topic, space = found
        rows = topic.readers(space).filter(user__in=people).values_list("user_id", "role")
        return {user: TopicAudience(role) for user, role in rows}

    def context(self, key: str, audience: Any) -> dict[str, Any]:
        """The space as this audience sees it."""
        found = self.find(key)
        if found is None:
            raise LookupError(key)
        topic, space = found
        key_messages = KeyMessage.objects.filter(topic=topic)
        if audience.role in GUESTS:
            key_messages = key_messages.filter(state__in=KeyMessage.DECIDED)
        return {
            "topic": topic,
            "space": space,
            "viewer": audience,
            "posts": SimpleLazyObject(lambda: list(posts(topic, space))),
            "readers": readers(topic, space),
            "is_held": LegalHold.objects.on(topic) is not None,
            "key_messages": with_everything(key_messages),
        }

    def find(self, key: str) -> tuple[Topic, Space] | None:
        """The topic and space that ``key`` (``topic.12.shared``) names."""
        _prefix, pk, space = (*key.split("."), "", "")[:3]
        if not pk.isdecimal() or space not in Space.values:
            return None
        topic = Topic.objects.select_related("group").filter(pk=int(pk)).first()
        return (topic, Space(space)) if topic else None
