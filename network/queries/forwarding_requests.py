"""To whom a receiver can ask to send a message on, and what waits for its sender."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from accounts.models import AdvisoryGroup, Organisation, User
from accounts.models.memberships import ORGANISERS
from network.models import Forwarding, ForwardingRequest
from network.queries.forwardings import (
    bodies_to_write_to,
    can_be_forwarded,
    groups_to_write_to,
)
from publications.outgoing import in_words


class Asked(NamedTuple):
    """A request, and for its sender what can be done with it.

    :ivar under_way: what the sender offers or has sent to that receiver, as far as the reader may
        know of it; ``None`` for all others.
    :ivar can_be_offered: whether the reader can offer the message to that receiver now.
    """

    request: ForwardingRequest
    under_way: Forwarding | None = None
    can_be_offered: bool = False


def groups_to_send_on_to(forwarding: Forwarding, person: User) -> QuerySet[AdvisoryGroup]:
    """Groups that ``person`` finds in the directory, without the two that have the message."""
    return groups_to_write_to(forwarding.group, person).exclude(pk__in=[forwarding.to_group_id])


def bodies_to_send_on_to(forwarding: Forwarding) -> QuerySet[Organisation]:
    """Bodies for which somebody reads, without the one that has the message."""
    return bodies_to_write_to().exclude(pk__in=[forwarding.to_organisation_id])


def naming_in_request(words: str, forwarding: Forwarding, group: AdvisoryGroup) -> list[str]:
    """Why ``words`` must not leave ``group``; those of the message itself may."""
    known = [str(forwarding.words.get("text", ""))]
    return in_words(words, group, known=known, is_confirmed=True)


def requests_about(forwarding: Forwarding, person: User) -> list[Asked]:
    """What of ``forwarding`` is asked, as ``person`` may know of it."""
    visible = ForwardingRequest.objects.visible_to(person).filter(forwarding=forwarding)
    rows = list(visible.select_related("to_group", "to_organisation"))
    for row in rows:
        row.forwarding = forwarding
    if not rows or forwarding.group_id not in person.groups_as(ORGANISERS):
        return [Asked(row) for row in rows]
    same = Forwarding.objects.visible_to(person).under_way()
    there = {
        row.receiver: row
        for row in same.filter(
            group=forwarding.group_id, key_message=forwarding.key_message_id
        ).select_related("to_group", "to_organisation")
    }
    reached = _receivers(forwarding, person)
    return [Asked(row, there.get(row.receiver), row.receiver in reached) for row in rows]


def _receivers(forwarding: Forwarding, person: User) -> set[AdvisoryGroup | Organisation]:
    """To whom ``person`` can offer its message: to nobody once that does not go out."""
    if not can_be_forwarded(forwarding, person):
        return set()
    return {*groups_to_send_on_to(forwarding, person), *bodies_to_send_on_to(forwarding)}
