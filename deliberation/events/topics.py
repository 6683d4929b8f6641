"""What can happen to a topic and the posts in it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from deliberation.models import Space


class TopicEvent(Event):
    """Something that happened in a topic; pages of both its spaces are redrawn."""

    topic_id: int

    def streams(self) -> list[str]:
        """Both spaces of the topic."""
        return [f"topic.{self.topic_id}.{space}" for space in Space]


class TopicOpened(TopicEvent):
    """A topic was opened.

    :ivar named: 1 when it is for named readers: its records are then for them alone.
    """

    name: ClassVar[str] = "topic.opened"
    label = _("Opened a topic")
    named: int = 0


class TopicChanged(TopicEvent):
    """Title, question, decision day or marking of a topic changed; the earlier ones are kept."""

    name: ClassVar[str] = "topic.changed"
    label = _("Changed what a topic asks, or until when")
    version: int


class TopicPromoted(TopicEvent):
    """A topic of the members' own became a consultation: it has an asker and a decision day."""

    name: ClassVar[str] = "topic.promoted"
    label = _("Made a topic a consultation")


class TopicPinned(TopicEvent):
    """A topic stands before the others of its group."""

    name: ClassVar[str] = "topic.pinned"
    label = _("Pinned a topic")


class TopicUnpinned(TopicEvent):
    """A topic no longer stands before the others of its group."""

    name: ClassVar[str] = "topic.unpinned"
    label = _("Unpinned a topic")


class TopicClosed(TopicEvent):
    """Nobody writes there any more; it stays readable."""

    name: ClassVar[str] = "topic.closed"
    label = _("Closed a topic")


class TopicReopened(TopicEvent):
    """A closed topic takes posts again."""

    name: ClassVar[str] = "topic.reopened"
    label = _("Opened a closed topic again")


class TopicGuestInvited(TopicEvent):
    """Somebody of the police, an observer or an interpreter may read the shared space."""

    name: ClassVar[str] = "topic.guest_invited"
    label = _("Let somebody read the shared space of a topic")
    user_id: int


class TopicGuestRemoved(TopicEvent):
    """Somebody may no longer read the shared space."""

    name: ClassVar[str] = "topic.guest_removed"
    label = _("Ended somebody’s reading of a topic")
    user_id: int

    def people(self) -> list[int]:
        """The guest: pages they have open close at once."""
        return [self.user_id]


class PostEvent(Event):
    """Something that happened to a post; pages of its space are redrawn."""

    topic_id: int
    post_id: int
    space: Space

    def streams(self) -> list[str]:
        """The space where it stands, and no other."""
        return [f"topic.{self.topic_id}.{self.space}"]


class PostWritten(PostEvent):
    """A post was written to one space of a topic, by its author or for them.

    :ivar user_id: the author; ``None`` for one who is not named, and then there is no actor
        either. Where an organiser entered it for them, the record names both.
    """

    name: ClassVar[str] = "post.written"
    label = _("Wrote a post")
    user_id: int | None


class PostConfirmed(PostEvent):
    """The author confirmed a post that an organiser had entered for them."""

    name: ClassVar[str] = "post.confirmed"
    label = _("Wrote down that somebody confirmed a post")
    user_id: int


class PostEdited(PostEvent):
    """The words of a post were changed, by its author or for them; the earlier ones stay readable.

    :ivar user_id: the author; ``None`` for one who is not named. Where an organiser corrected it
        for them, the record names both.
    """

    name: ClassVar[str] = "post.edited"
    label = _("Changed the words of a post")
    user_id: int | None
    version: int


class PostWithdrawn(PostEvent):
    """The author withdrew a post; that they did stands in place of its words.

    :ivar user_id: the author, for whom an organiser wrote it down where they do not sign in;
        ``None`` for one who is not named.
    """

    name: ClassVar[str] = "post.withdrawn"
    label = _("Withdrew a post")
    user_id: int | None


class PostRemoved(PostEvent):
    """The words of a post were removed; a reason stands in their place."""

    name: ClassVar[str] = "post.removed"
    label = _("Removed the words of a post")


class ReactionAdded(PostEvent):
    """Somebody agrees with a post, or finds it helpful."""

    name: ClassVar[str] = "reaction.added"
    label = _("Agreed with a post, or found it helpful")
    kind: str


class ReactionWithdrawn(PostEvent):
    """Somebody no longer agrees with a post, or finds it helpful."""

    name: ClassVar[str] = "reaction.withdrawn"
    label = _("Took back that they agreed with a post, or found it helpful")
    kind: str


class HoldEvent(TopicEvent):
    """Something about a legal hold on a topic."""

    hold_id: int


class HoldPlaced(HoldEvent):
    """A legal hold covers a topic: nothing in it is removed or changed."""

    name: ClassVar[str] = "topic.hold_placed"
    label = _("Set a legal hold on a topic")


class HoldLiftAsked(HoldEvent):
    """Somebody asked that a legal hold on a topic be lifted; another person has to agree."""

    name: ClassVar[str] = "topic.hold_lift_asked"
    label = _("Asked to lift the legal hold on a topic")


class HoldLifted(HoldEvent):
    """A second person agreed: the legal hold on a topic is lifted."""

    name: ClassVar[str] = "topic.hold_lifted"
    label = _("Lifted the legal hold on a topic, as the second person")


class PostsExpired(TopicEvent):
    """The retention schedule removed the posts of a closed topic."""

    name: ClassVar[str] = "topic.posts_expired"
    label = _("Posts that had been kept long enough were removed")
    number: int


class TopicExpired(TopicEvent):
    """The retention schedule removed a topic with all that came of it."""

    name: ClassVar[str] = "topic.expired"
    label = _("A topic that had been kept long enough was removed")
