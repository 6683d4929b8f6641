"""What a receiver asks the sender of a message: on the record of whoever did it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class ForwardingRequestEvent(Event):
    """Something that happened to a request to send a message on."""

    forwarding_id: int
    forwarding_request_id: int


class ForwardingRequestAsked(ForwardingRequestEvent):
    """The group that was sent a message asked its sender to send it on: on its own record."""

    name: ClassVar[str] = "forwarding_request.asked"
    label = _("Asked another group to send its message on")


class ForwardingRequestReceived(ForwardingRequestEvent):
    """A body that was sent a message asked to send it on: on the record of the sending group."""

    name: ClassVar[str] = "forwarding_request.received"
    label = _("Asked this group to send its message on")


class ForwardingRequestTakenBack(ForwardingRequestEvent):
    """Whoever asked took the request back: on the record on which it was made."""

    name: ClassVar[str] = "forwarding_request.taken_back"
    label = _("Took back the request to send a message on")


class ForwardingRequestDeclined(ForwardingRequestEvent):
    """The group that is asked declined to send its message on, with a reason."""

    name: ClassVar[str] = "forwarding_request.declined"
    label = _("Declined to send a message on")


class ForwardingRequestGranted(ForwardingRequestEvent):
    """A chair sent the message to whom it was asked for."""

    name: ClassVar[str] = "forwarding_request.granted"
    label = _("Sent a message on, as its receiver had asked")
