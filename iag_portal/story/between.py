"""Groups write to each other: an agreed message that is sent, and one that waits for the chair."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import AdvisoryGroup, Organisation, User
from deliberation.advice import fingerprint
from iag_portal.story.messages import GROUP
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from network import actions, queries
from network.models import Forwarding


def write_to_others(cast: Cast, today: datetime) -> None:
    """Glan Hafren writes to Harbour; Harbour to a body, and soon to Glan Hafren."""
    people, glan_hafren = cast.people, AdvisoryGroup.objects.get(name=GROUP)
    body = people["imran"].organisation_memberships.get().organisation
    with then(today - timedelta(days=4)):
        row = _offer(people["emrys"], glan_hafren, cast.group)
    with then(today - timedelta(days=3)):
        _send(people["gwenllian"], row)
        _offer(people["sally"], cast.group, glan_hafren)
        row = _offer(people["sally"], cast.group, body)
    with then(today - timedelta(days=2)):
        _send(people["marjorie"], row)
    with then(today - timedelta(days=1)):
        actions.acknowledge_forwarding(actor=people["imran"], forwarding=row)


def _offer(actor: User, group: AdvisoryGroup, receiver: AdvisoryGroup | Organisation) -> Forwarding:
    message = queries.to_forward(group, actor)[0]
    return actions.offer_forwarding(
        actor=actor, group=group, key_message=message, receiver=receiver
    )


def _send(chair: User, forwarding: Forwarding) -> None:
    """As the chair read it on the page."""
    if looked := queries.leaving(forwarding):
        actions.send_forwarding(
            actor=chair,
            forwarding=forwarding,
            seen=fingerprint(looked.message),
            is_confirmed=True,
        )
        forwarding.refresh_from_db()
