"""What can happen to a topic and the posts in it."""

from dataclasses import dataclass
from typing import ClassVar

from deliberation.models import Space
from iag_portal.events import Event


@dataclass(frozen=True, kw_only=True)
class TopicEvent(Event):
    """Something that happened in a topic; pages of both its spaces are redrawn."""

    topic_id: int

    def streams(self) -> list[str]:
        """Both spaces of the topic."""
        return [f"topic.{self.topic_id}.{space}" for space in Space]


@dataclass(frozen=True, kw_only=True)
class TopicOpened(TopicEvent):
    """A topic was opened."""

    name: ClassVar[str] = "topic.opened"


@dataclass(frozen=True, kw_only=True)
class TopicClosed(TopicEvent):
    """Nobody writes there any more; it stays readable."""

    name: ClassVar[str] = "topic.closed"


@dataclass(frozen=True, kw_only=True)
class TopicReopened(TopicEvent):
    """A closed topic takes posts again."""

    name: ClassVar[str] = "topic.reopened"


@dataclass(frozen=True, kw_only=True)
class TopicGuestInvited(TopicEvent):
    """Somebody of the police, an observer or an interpreter may read the shared space."""

    name: ClassVar[str] = "topic.guest_invited"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class TopicGuestRemoved(TopicEvent):
    """Somebody may no longer read the shared space."""

    name: ClassVar[str] = "topic.guest_removed"
    user_id: int

    def people(self) -> list[int]:
        """The guest: pages they have open close at once."""
        return [self.user_id]


@dataclass(frozen=True, kw_only=True)
class PostWritten(Event):
    """A post was written to one space of a topic."""

    name: ClassVar[str] = "post.written"
    topic_id: int
    post_id: int
    space: Space

    def streams(self) -> list[str]:
        """The space it was written to, and no other."""
        return [f"topic.{self.topic_id}.{self.space}"]
