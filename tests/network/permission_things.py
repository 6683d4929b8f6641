"""What each permission of this app is asked about, in the state in which the action is possible."""

from datetime import timedelta

from accounts.models import AdvisoryGroup
from core.clock import now, today
from network.models import AskedForce, NationalTopic, NetworkForce
from tests.factories import AdvisoryGroupFactory, OrganisationFactory, TopicFactory, letters

DRAFTS = {"network.ask_force", "network.open_national_topic", "network.remove_asked"}


def thing(permission, condition, world):
    """The group as a network, or a topic of it; what the group is asked by another network."""
    if permission == "network.answer_lead":
        return world.group
    if permission == "network.change_named":
        return asked_of(world.group, condition or "answered")
    if permission == "network.answer_asked":
        return asked_of(world.group, condition)
    kind = "local" if condition == "no network" else "national"
    AdvisoryGroup.objects.filter(pk=world.group.pk).update(kind=kind)
    world.group.refresh_from_db()
    if permission == "network.keep_forces":
        return world.group
    topic = TopicFactory(
        group=world.group, marking="official_sensitive" if condition == "sensitive" else "official"
    )
    if permission == "network.draft_national_topic":
        return topic
    is_draft = permission in DRAFTS and condition != "opened"
    national_topic = national(topic, "draft" if is_draft else "open")
    if condition == "closed":
        national_topic.state = NationalTopic.State.CLOSED
    if condition == "last day over":
        national_topic.closes_on = today() - timedelta(days=1)
    if condition != "nobody asked":
        ask(national_topic, AdvisoryGroupFactory())
    return national_topic


def national(topic, state):
    opened_at = None if state == "draft" else now()
    return NationalTopic.objects.create(
        topic=topic, closes_on=today(), state=state, opened_at=opened_at
    )


def ask(national_topic, group):
    force = NetworkForce.objects.create(
        host=national_topic.group,
        organisation=OrganisationFactory(),
        lead_group=group,
        code=letters(NetworkForce.objects.count()),
    )
    return AskedForce.objects.create(
        national_topic=national_topic, force=force, group=group, standing=force.standing
    )


def asked_of(group, condition):
    host = AdvisoryGroupFactory(kind="national")
    asked = ask(national(TopicFactory(group=host), "open"), group)
    if condition == "last day over":
        asked.national_topic.closes_on = today() - timedelta(days=1)
    if condition == "answered":
        asked.state = AskedForce.State.ACCEPTED
    return asked
