"""What home shows of networks and other groups: what of them waits for one person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import OrganisationMembership, User
from accounts.models.memberships import CHAIRS, ORGANISERS
from core.clock import today
from core.conditions import among
from network.models import (
    AskedForce,
    Enquiry,
    EnquiryAnswer,
    Forwarding,
    ForwardingRequest,
    MessageOffer,
    NationalTopic,
    NetworkForce,
    Representation,
)
from network.models.national_topics import opens_to_all
from network.queries.mandates import without_mandate


class Wait(NamedTuple):
    """One kind of thing that waits.

    :ivar rows: those that wait for somebody; each is theirs to do now.
    :ivar joins: what is said of each.
    """

    rows: Callable[[User], QuerySet[Any]]
    joins: tuple[str, ...]


def _networks_ask(user: User) -> QuerySet[AskedForce]:
    """Whether their group takes part."""
    theirs = among("group", user.groups_as(ORGANISERS))
    return AskedForce.objects.waiting().filter(theirs, opens_to_all("national_topic__topic"))


def _forces_to_lead(user: User) -> QuerySet[NetworkForce]:
    """Whether their group speaks for a force."""
    theirs = among("lead_group", user.groups_as(CHAIRS))
    proposed = NetworkForce.objects.present().filter(theirs, state=NetworkForce.State.PROPOSED)
    return proposed.filter(lead_group__closed_at__isnull=True)


def _representatives_to_admit(user: User) -> QuerySet[Representation]:
    """Whoever was named to speak for a force in their network."""
    named = Representation.objects.standing().filter(admitted_at__isnull=True)
    return named.filter(among("force__host", user.groups_as(CHAIRS)))


def _mandates_to_record(user: User) -> QuerySet[AskedForce]:
    """What their representative may hold in a meeting that has a date."""
    return without_mandate().filter(among("group", user.groups_as(CHAIRS)))


def _messages_to_release(user: User) -> QuerySet[AskedForce]:
    """Advice that somebody else offered for a national topic."""
    offered = MessageOffer.objects.filter(asked=OuterRef("pk"), state=MessageOffer.State.OFFERED)
    theirs = among("group", user.groups_as(CHAIRS))
    return AskedForce.objects.filter(
        theirs,
        Exists(offered.exclude(offered_by=user)),
        opens_to_all("topic"),
        opens_to_all("national_topic__topic"),
        state=AskedForce.State.ACCEPTED,
        group__closed_at__isnull=True,
        national_topic__state=NationalTopic.State.OPEN,
    )


def _messages_to_send(user: User) -> QuerySet[Forwarding]:
    """Advice that somebody else offered for another group or a body."""
    theirs = among("group", user.groups_as(CHAIRS))
    offered = Forwarding.objects.filter(theirs, state=Forwarding.State.OFFERED)
    return offered.filter(
        Q(to_group__isnull=True) | Q(to_group__closed_at__isnull=True),
        opens_to_all("key_message__topic"),
        group__closed_at__isnull=True,
    ).exclude(offered_by=user)


def _messages_received(user: User) -> QuerySet[Forwarding]:
    """What their group, or the body for which they read, was sent and has not acknowledged."""
    reads_for = OrganisationMembership.objects.current().filter(user=user).values("organisation")
    theirs = among("to_group", user.groups_as(ORGANISERS)) | Q(to_organisation__in=reads_for)
    sent = Forwarding.objects.filter(theirs, state=Forwarding.State.SENT)
    return sent.filter(acknowledged_at__isnull=True)


def _questions_to_ask(user: User) -> QuerySet[Enquiry]:
    """What somebody else wrote for the group to ask others."""
    theirs = among("group", user.groups_as(CHAIRS))
    drafted = Enquiry.objects.filter(theirs, state=Enquiry.State.DRAFTED, closes_on__gte=today())
    return drafted.filter(group__closed_at__isnull=True).exclude(drafted_by=user)


def _answers_to_give(user: User) -> QuerySet[EnquiryAnswer]:
    """What somebody else wrote for the group to answer others."""
    theirs = among("enquired__group", user.groups_as(CHAIRS))
    offered = EnquiryAnswer.objects.filter(theirs, state=EnquiryAnswer.State.OFFERED)
    return offered.filter(
        enquired__group__closed_at__isnull=True,
        enquired__enquiry__state=Enquiry.State.ASKED,
        enquired__enquiry__closes_on__gte=today(),
    ).exclude(offered_by=user)


def _requests_to_send_on(user: User) -> QuerySet[ForwardingRequest]:
    """That a message of their group is sent to one more."""
    return ForwardingRequest.objects.waiting_for(user)


_TO_WHOM = ("to_group", "to_organisation")
WAITS = {
    "networks_ask": Wait(_networks_ask, ("national_topic__topic__group",)),
    "forces_to_lead": Wait(_forces_to_lead, ("host", "organisation")),
    "representatives_to_admit": Wait(
        _representatives_to_admit, ("force__organisation", "group", "user")
    ),
    "mandates_to_record": Wait(_mandates_to_record, ("national_topic__topic__group",)),
    "messages_to_release": Wait(_messages_to_release, ("national_topic__topic__group",)),
    "messages_to_send": Wait(_messages_to_send, _TO_WHOM),
    "messages_received": Wait(_messages_received, ("group",)),
    "questions_to_ask": Wait(_questions_to_ask, ("group",)),
    "answers_to_give": Wait(_answers_to_give, ("enquired__enquiry__group",)),
    "requests_to_send_on": Wait(
        _requests_to_send_on, ("forwarding__group", *(f"forwarding__{to}" for to in _TO_WHOM))
    ),
}


def that_waits(kind: str, user: User) -> list[Any]:
    """What of this kind waits for ``user``, oldest first, with what is said of it."""
    rows, joins = WAITS[kind]
    return list(rows(user).select_related(*joins).order_by("pk"))
