"""What left a group for the readers of a network, and came back: on the record of that group."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.events.asked_forces import AskedForceEvent
from network.events.national_topics import NationalTopicEvent


class ReleasedEvent(AskedForceEvent):
    """Something that happened to one released message."""

    released_id: int


class MessageReleased(ReleasedEvent):
    """A chair released a key message to the readers of a network."""

    name: ClassVar[str] = "released_message.released"
    label = _("Released a key message to the readers of a network")


class ReleasedWithdrawn(ReleasedEvent):
    """A chair withdrew a released message: nobody outside the group reads its words any more."""

    name: ClassVar[str] = "released_message.withdrawn"
    label = _("Withdrew a key message from the readers of a network")


class MessagesSorted(NationalTopicEvent):
    """The network sorted released messages into themes."""

    name: ClassVar[str] = "released_message.sorted"
    label = _("Sorted released messages into themes")
