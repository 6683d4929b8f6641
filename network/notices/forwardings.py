"""What people are told of messages between groups: one waits, has come, is acknowledged or gone."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import OrganisationMembership, User
from accounts.models.memberships import CHAIRS, ORGANISERS
from core.notices.kinds import Kind
from network.events import (
    ForwardingAcknowledged,
    ForwardingOffered,
    ForwardingReceived,
    ForwardingSent,
    ForwardingWithdrawn,
)
from network.models import Forwarding

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.notices.kinds import Facts


def _who_send(forwarding: Forwarding, _facts: Facts) -> QuerySet[User]:
    """The chairs of the sending group, of whom whoever offered it is none that sends it."""
    chairs = User.objects.in_roles(forwarding.group_id, CHAIRS)
    return chairs.exclude(pk=forwarding.offered_by_id)


def who_receive(forwarding: Forwarding, _facts: Facts) -> QuerySet[User]:
    """The chairs and the secretary of the group that it goes to; or who reads for the body."""
    if forwarding.to_group_id:
        return User.objects.in_roles(forwarding.to_group_id, ORGANISERS)
    readers = OrganisationMembership.objects.current()
    to_body = readers.filter(organisation=forwarding.to_organisation_id)
    return User.objects.filter(pk__in=to_body.values("user"))


def who_sent(forwarding: Forwarding, _facts: Facts) -> QuerySet[User]:
    """The chairs and the secretary of the sending group."""
    return User.objects.in_roles(forwarding.group_id, ORGANISERS)


def _waits_for_chair(forwarding: Forwarding) -> bool:
    return forwarding.state == Forwarding.State.OFFERED


of_forwarding = partial(
    Kind,
    about=Forwarding,
    fact="forwarding_id",
    joins=("group",),
)

OF_FORWARDINGS = (
    of_forwarding(
        event=ForwardingOffered,
        says=_("A message for another group or body waits for you to send it"),
        people=_who_send,
        still=_waits_for_chair,
    ),
    of_forwarding(
        event=ForwardingSent,
        says=_("A group has sent you a message that it agreed"),
        people=who_receive,
        still=attrgetter("stands"),
    ),
    of_forwarding(
        event=ForwardingWithdrawn,
        says=_("A group has withdrawn a message that it had sent you"),
        people=who_receive,
    ),
    of_forwarding(
        event=ForwardingAcknowledged,
        says=_("Another group has acknowledged a message of your group"),
        people=who_sent,
    ),
    of_forwarding(
        event=ForwardingReceived,
        says=_("A body has acknowledged a message of your group"),
        people=who_sent,
    ),
)
