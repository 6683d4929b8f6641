"""To whom a receiver can ask to send a message on, and what waits for its sender."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from accounts.models import AdvisoryGroup, Organisation, User
from accounts.models.memberships import ORGANISERS
from network.models import Forwarding, ForwardingRequest
from network.queries.forwardings import bodies_to_write_to, groups_to_write_to
from publications.outgoing import in_words


class Asked(NamedTuple):
    """A request, and for its sender what is on its way there already.

    :ivar under_way: what the sender offers or has sent to that receiver; ``None`` for all others.
    """

    request: ForwardingRequest
    under_way: Forwarding | None


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
        return [Asked(row, None) for row in rows]
    same = Forwarding.objects.under_way().filter(
        group=forwarding.group_id, key_message=forwarding.key_message_id
    )
    by_receiver = {(row.to_group_id, row.to_organisation_id): row for row in same}
    return [Asked(row, by_receiver.get((row.to_group_id, row.to_organisation_id))) for row in rows]
