"""What a group can send to others, to whom, and how it is read where it arrives."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import AdvisoryGroup, LegalHold, Organisation, OrganisationMembership, User
from accounts.models.memberships import OWN_PEOPLE
from core.marking import Marking
from deliberation.advice import Message, drawn
from deliberation.models import KeyMessage, Topic
from network.models import Forwarding, ForwardingRequest
from network.queries.offers import agreed, naming
from network.queries.released import drawn_as_read
from publications.names import Finding, Guard


class Leaving(NamedTuple):
    """The words that would leave as they are drawn now, and those in it that may be a name."""

    message: Message
    naming: list[Finding]


def to_forward(group: AdvisoryGroup, person: User) -> list[KeyMessage]:
    """Agreed messages that ``person`` can offer: of topics that open to the whole group."""
    return agreed(pk__in=_in_plain_topics(group, person).values("pk"))


def can_be_forwarded(forwarding: Forwarding, person: User) -> bool:
    """Whether ``person`` can offer its message to somebody else too."""
    seen = _in_plain_topics(forwarding.group, person).filter(pk__in=[forwarding.key_message_id])
    return bool(agreed(pk__in=seen.values("pk")))


def _in_plain_topics(group: AdvisoryGroup, person: User) -> QuerySet[KeyMessage]:
    plain = Topic.objects.filter(
        group=group, marking=Marking.OFFICIAL, readers_named=False, handling_first=False
    )
    return KeyMessage.objects.visible_to(person).filter(topic__in=plain)


def groups_to_write_to(group: AdvisoryGroup, person: User) -> QuerySet[AdvisoryGroup]:
    """Other groups that ``person`` finds in the directory."""
    return AdvisoryGroup.objects.listed_to(person).exclude(pk=group.pk).order_by("name")


def bodies_to_write_to() -> QuerySet[Organisation]:
    """Organisations for which somebody reads today."""
    readers = OrganisationMembership.objects.current().filter(organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(readers)).order_by("name")


def leaving(forwarding: Forwarding) -> Leaving | None:
    """What would leave now; ``None`` where its message can no longer go."""
    message = as_it_leaves(forwarding)
    return Leaving(message, naming(Guard(forwarding.group), message)) if message else None


def as_it_leaves(forwarding: Forwarding) -> Message | None:
    """The words alone."""
    messages = agreed(pk__in=[forwarding.key_message_id], topic__group=forwarding.group_id)
    return drawn(messages[0]) if messages else None


def is_sender(forwarding: Forwarding, person: User) -> bool:
    """Whether a group of ``person`` sent it, or may."""
    return forwarding.group_id in person.groups_as(OWN_PEOPLE)


def as_received(forwarding: Forwarding) -> dict[str, Any]:
    """What was sent, as ``network/_message.html`` draws it."""
    return drawn_as_read(forwarding.words)


def topic_of(forwarding: Forwarding, person: User) -> Topic | None:
    """The topic that the receiving group opened from it, as ``person`` may know of it."""
    return Topic.objects.visible_to(person).filter(pk__in=[forwarding.discussed_in_id]).first()


def is_narrower_now(forwarding: Forwarding) -> bool:
    """Whether its topic no longer opens to the whole group, while its receiver has the words."""
    message = forwarding.key_message
    if message is None or not forwarding.stands:
        return False
    return message.topic.marking != Marking.OFFICIAL or message.topic.is_restricted


def unheld_forwardings(rows: QuerySet[Forwarding]) -> QuerySet[Forwarding]:
    """Those of which no legal hold covers a topic, on either side."""
    held = LegalHold.objects.ids(Topic)
    apart = Forwarding.objects.filter(Q(key_message__topic__in=held) | Q(discussed_in__in=held))
    return rows.exclude(pk__in=apart.values("pk"))


def old_forwardings(before: datetime) -> list[int]:
    """Those to which the last thing happened before: offered, sent, withdrawn or asked for."""
    last = (
        Q(withdrawn_at__lt=before)
        | Q(withdrawn_at__isnull=True, sent_at__lt=before)
        | Q(sent_at__isnull=True, offered_at__lt=before)
    )
    lately = Q(asked_at__gte=before) | Q(answered_at__gte=before)
    asked = ForwardingRequest.objects.filter(lately, forwarding=OuterRef("pk"))
    rows = unheld_forwardings(Forwarding.objects.filter(last, ~Exists(asked)))
    return list(rows.order_by("pk").values_list("pk", flat=True))
