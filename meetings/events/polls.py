"""What happens to the question which dates suit a group."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from meetings.events.base import Unshown


class PollEvent(Unshown, Event):
    """Something that happened to a poll on dates."""

    poll_id: int


class PollOpened(PollEvent):
    """The chair or the secretary asked the group which dates suit."""

    name: ClassVar[str] = "poll.opened"
    label = _("Asked which dates suit")


class PollAnswered(PollEvent):
    """Somebody said which dates they can make, or it was written down for them."""

    name: ClassVar[str] = "poll.answered"
    label = _("Said which dates somebody can make")
    user_id: int


class PollDecided(PollEvent):
    """A meeting was arranged on one of the dates."""

    name: ClassVar[str] = "poll.decided"
    label = _("Arranged a meeting on one of the dates")
    meeting_id: int


class PollWithdrawn(PollEvent):
    """The group is no longer asked which dates suit."""

    name: ClassVar[str] = "poll.withdrawn"
    label = _("No longer asked which dates suit")


class PollExpired(PollEvent):
    """The retention schedule removed a poll with its answers."""

    name: ClassVar[str] = "poll.expired"
    label = _("Removed which dates suited, after their time")
