"""What each permission of this app is asked about, in the state in which the action is possible."""

from datetime import timedelta

from accounts.models import AdvisoryGroup
from core.clock import now, today
from network.models import AskedForce, MessageOffer, NationalTopic, NetworkForce, ReleasedMessage
from tests.factories import (
    AdvisoryGroupFactory,
    OrganisationFactory,
    TopicFactory,
    UserFactory,
    letters,
)

DRAFTS = {"network.ask_force", "network.open_national_topic"}
ON_THE_WAY_OUT = {"network.offer_messages", "network.release_messages"}
OF_OFFERS = {"network.take_back_offer", "network.withdraw_released"}


def thing(permission, condition, world):
    """The group as a network, or a topic of it; what the group is asked by another network."""
    if permission == "network.answer_asked":
        return asked_of(world.group, condition)
    if permission in ON_THE_WAY_OUT | OF_OFFERS:
        asked = taking_part(world.group, condition)
        return asked if permission in ON_THE_WAY_OUT else offer(asked, condition)
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
    national_topic = national(topic, "draft" if permission in DRAFTS else "open")
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


def taking_part(group, condition):
    """The group takes part in what is open, with a topic of its own that opens to everybody."""
    asked = asked_of(group, "")
    own = {"marking": "official_sensitive"} if condition == "sensitive" else {}
    if condition != "declined":
        asked.topic = None if condition == "topic gone" else TopicFactory(group=group, **own)
        asked.state = AskedForce.State.ACCEPTED
    if condition == "network closed":
        asked.national_topic.state = NationalTopic.State.CLOSED
    if condition == "network sensitive":
        asked.national_topic.topic.marking = "official_sensitive"
    return asked


def offer(asked, condition):
    """What was offered, and is released where the row says so."""
    people = {"offered_by": UserFactory()}
    if condition == "released":
        words = {"reference": f"NAT-2026-R{asked.pk:03d}", "text": "Say it early"}
        of = {"national_topic": asked.national_topic, "asked": asked}
        released = ReleasedMessage.objects.create(**of, reference=words["reference"], words=words)
        people |= {"released": released, "released_by": UserFactory(), "released_at": now()}
    return MessageOffer.objects.create(asked=asked, state=condition or "offered", **people)
