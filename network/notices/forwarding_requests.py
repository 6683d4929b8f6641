"""What people are told of requests to send a message on: one waits, is met or declined."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.notices.kinds import Kind
from network.events import (
    ForwardingRequestAsked,
    ForwardingRequestDeclined,
    ForwardingRequestGranted,
    ForwardingRequestReceived,
)
from network.models import ForwardingRequest
from network.notices.forwardings import who_receive, who_sent

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from core.notices.kinds import Facts


def _who_are_asked(forwarding_request: ForwardingRequest, facts: Facts) -> QuerySet[User]:
    """The chairs and the secretary of the group whose message it is."""
    return who_sent(forwarding_request.forwarding, facts)


def _who_asked(forwarding_request: ForwardingRequest, facts: Facts) -> QuerySet[User]:
    """Those who speak for the group or the body that asked."""
    return who_receive(forwarding_request.forwarding, facts)


def _waits(forwarding_request: ForwardingRequest) -> bool:
    return forwarding_request.state == ForwardingRequest.State.ASKED


of_request = partial(
    Kind,
    about=ForwardingRequest,
    fact="forwarding_request_id",
    joins=("forwarding__group",),
)

OF_FORWARDING_REQUESTS = (
    of_request(
        event=ForwardingRequestAsked,
        says=_("Another group asks your group to send a message on"),
        people=_who_are_asked,
        still=_waits,
    ),
    of_request(
        event=ForwardingRequestReceived,
        says=_("A body asks your group to send a message on"),
        people=_who_are_asked,
        still=_waits,
    ),
    of_request(
        event=ForwardingRequestGranted,
        says=_("A message has been sent on, as you had asked"),
        people=_who_asked,
    ),
    of_request(
        event=ForwardingRequestDeclined,
        says=_("Your request to send a message on has been declined"),
        people=_who_asked,
    ),
)
