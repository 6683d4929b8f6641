"""What one group sends to another or to a body: on the record of whoever did it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class ForwardingEvent(Event):
    """Something that happened to one message on its way to another group or body."""

    forwarding_id: int


class ForwardingOffered(ForwardingEvent):
    """A key message was offered for another group or body, for the chair to send."""

    name: ClassVar[str] = "forwarding.offered"
    label = _("Offered a key message for another group or body")


class ForwardingTakenBack(ForwardingEvent):
    """What was offered was taken back before it was sent."""

    name: ClassVar[str] = "forwarding.taken_back"
    label = _("Took back what was offered for another group or body")


class ForwardingSent(ForwardingEvent):
    """A chair sent a key message to another group or body."""

    name: ClassVar[str] = "forwarding.sent"
    label = _("Sent a key message to another group or body")


class ForwardingWithdrawn(ForwardingEvent):
    """A chair withdrew what was sent: its receiver reads the words no more."""

    name: ClassVar[str] = "forwarding.withdrawn"
    label = _("Withdrew a key message from another group or body")


class ForwardingAcknowledged(ForwardingEvent):
    """The group that was sent a message said that it has it: on its own record."""

    name: ClassVar[str] = "forwarding.acknowledged"
    label = _("Acknowledged a message from another group")


class ForwardingReceived(ForwardingEvent):
    """A body that was sent a message said that it has it: on the record of the sending group."""

    name: ClassVar[str] = "forwarding.received"
    label = _("Acknowledged a message of this group for a body")


class ForwardingDiscussed(ForwardingEvent):
    """The group that was sent a message opened a topic of its own from it: on its own record."""

    name: ClassVar[str] = "forwarding.discussed"
    label = _("Opened a topic from a message of another group")
    topic_id: int


class ForwardingExpired(ForwardingEvent):
    """The retention schedule removed what was sent, or offered, long ago."""

    name: ClassVar[str] = "forwarding.expired"
    label = _("Removed an old message to another group or body")
