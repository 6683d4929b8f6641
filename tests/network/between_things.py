"""What each permission between groups is asked about: the group sends, or is sent it."""

from core.clock import now
from network.models import Forwarding
from network.permissions.forwardings import OF_FORWARDINGS
from tests.factories import (
    AdvisoryGroupFactory,
    KeyMessageFactory,
    OrganisationFactory,
    TopicFactory,
)

PERMISSIONS = {*OF_FORWARDINGS}


def thing(permission, condition, group):
    """The group itself, where something begins."""
    if permission == "network.offer_forwarding":
        return closed(group) if condition == "closed" else group
    return forwarding(permission, condition, group)


def closed(group):
    group.closed_at = now()
    return group


def forwarding(permission, condition, group):
    """A message of the group, or of another one to it; sent where the row says so."""
    receives = permission in {"network.acknowledge_forwarding", "network.discuss_forwarding"}
    sender, receiver = (
        (AdvisoryGroupFactory(), group) if receives else (group, AdvisoryGroupFactory())
    )
    topic = TopicFactory(
        group=sender, marking="official_sensitive" if condition == "sensitive" else "official"
    )
    row = Forwarding(
        group=sender,
        to_group=None if condition == "to a body" else receiver,
        to_organisation=OrganisationFactory() if condition == "to a body" else None,
        key_message=KeyMessageFactory(topic=topic),
        state="offered" if condition == "offered" else "sent",
    )
    if permission == "network.send_forwarding":
        row.state = "sent" if condition == "sent" else "offered"
    if permission == "network.take_back_forwarding":
        row.state = condition or "offered"
    if condition == "receiver closed":
        row.to_group.closed_at = now()
    if condition == "acknowledged":
        row.acknowledged_at = now()
    if condition == "has a topic":
        row.topic = TopicFactory(group=group)
    if condition == "withdrawn":
        row.state = "withdrawn"
    return row
