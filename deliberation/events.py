"""Everything that can happen to topics, posts, key messages and rounds."""

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


@dataclass(frozen=True, kw_only=True)
class PostRemoved(Event):
    """The words of a post were removed; a reason stands in their place."""

    name: ClassVar[str] = "post.removed"
    topic_id: int
    post_id: int
    space: Space

    def streams(self) -> list[str]:
        """The space where it stands, and no other."""
        return [f"topic.{self.topic_id}.{self.space}"]


@dataclass(frozen=True, kw_only=True)
class HoldEvent(TopicEvent):
    """Something about a legal hold on a topic."""

    hold_id: int


@dataclass(frozen=True, kw_only=True)
class HoldSet(HoldEvent):
    """A legal hold covers a topic: nothing in it is removed or changed."""

    name: ClassVar[str] = "topic.hold_placed"


@dataclass(frozen=True, kw_only=True)
class HoldLiftAsked(HoldEvent):
    """Somebody asked that a legal hold on a topic be lifted; another person has to agree."""

    name: ClassVar[str] = "topic.hold_lift_asked"


@dataclass(frozen=True, kw_only=True)
class HoldLifted(HoldEvent):
    """A second person agreed: the legal hold on a topic is lifted."""

    name: ClassVar[str] = "topic.hold_lifted"


@dataclass(frozen=True, kw_only=True)
class PostsExpired(TopicEvent):
    """The retention schedule removed the posts of a closed topic."""

    name: ClassVar[str] = "topic.posts_expired"
    number: int


@dataclass(frozen=True, kw_only=True)
class TopicExpired(TopicEvent):
    """The retention schedule removed a topic with all that came of it."""

    name: ClassVar[str] = "topic.expired"


@dataclass(frozen=True, kw_only=True)
class KeyMessageEvent(TopicEvent):
    """Something that happened to a key message, perhaps in a meeting.

    :ivar meeting_id: the meeting on whose page it shows; 0 for none.
    """

    key_message_id: int
    meeting_id: int = 0

    def streams(self) -> list[str]:
        """The topic, and the meeting it happened in."""
        meeting = [f"meeting.{self.meeting_id}"] if self.meeting_id else []
        return [*super().streams(), *meeting]


@dataclass(frozen=True, kw_only=True)
class KeyMessageProposed(KeyMessageEvent):
    """A key message was proposed, with its first wording."""

    name: ClassVar[str] = "key_message.proposed"


@dataclass(frozen=True, kw_only=True)
class WordingChanged(KeyMessageEvent):
    """A key message got a new wording; an open round on the old one lapsed."""

    name: ClassVar[str] = "wording.changed"
    wording_id: int


@dataclass(frozen=True, kw_only=True)
class KeyMessageWithdrawn(KeyMessageEvent):
    """A key message was withdrawn before it was agreed."""

    name: ClassVar[str] = "key_message.withdrawn"


@dataclass(frozen=True, kw_only=True)
class KeyMessageSent(KeyMessageEvent):
    """An agreed key message was sent to the police; the answer is due."""

    name: ClassVar[str] = "key_message.sent"


@dataclass(frozen=True, kw_only=True)
class RoundEvent(KeyMessageEvent):
    """Something that happened in a round of agreement."""

    round_id: int


@dataclass(frozen=True, kw_only=True)
class RoundOpened(RoundEvent):
    """The chair asked the group about one wording."""

    name: ClassVar[str] = "agreement_round.opened"


@dataclass(frozen=True, kw_only=True)
class PositionTaken(RoundEvent):
    """Somebody took or changed a position; which one is not said until the round closes."""

    name: ClassVar[str] = "position.taken"


@dataclass(frozen=True, kw_only=True)
class PositionRecorded(RoundEvent):
    """The secretary wrote down the position of somebody who is not on a screen."""

    name: ClassVar[str] = "position.recorded"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class RoundClosed(RoundEvent):
    """The chair closed the round; its outcome stands."""

    name: ClassVar[str] = "agreement_round.closed"


@dataclass(frozen=True, kw_only=True)
class MinorityStatementWritten(KeyMessageEvent):
    """Somebody put on record why they did not agree."""

    name: ClassVar[str] = "minority_statement.written"


@dataclass(frozen=True, kw_only=True)
class ResponseGiven(KeyMessageEvent):
    """The police answered a key message."""

    name: ClassVar[str] = "response.given"
    response_id: int
