"""What each permission of this app is asked about, in the state in which the action is possible."""

from datetime import timedelta

from accounts.models import AdvisoryGroup, LegalHold
from core.clock import now, today
from network.models import (
    AskedForce,
    MessageOffer,
    NationalTopic,
    NetworkForce,
    ReleasedMessage,
    Representation,
)
from tests.factories import (
    AdvisoryGroupFactory,
    AgendaItemFactory,
    KeyMessageFactory,
    MeetingFactory,
    OrganisationFactory,
    TopicFactory,
    UserFactory,
    letters,
)
from tests.network import between_things

DRAFTS = {"network.ask_force", "network.open_national_topic", "network.remove_asked"}
OF_LEAD_GROUP = {
    "network.answer_asked",
    "network.answer_lead",
    "network.change_named",
    "network.name_representative",
    "network.record_mandate",
    "network.view_mandate",
}
OF_REPRESENTATION = {"network.admit_representative", "network.end_representation"}
ON_THE_WAY_OUT = {"network.offer_messages", "network.release_messages"}
RESTS = "network.rest_on"
OF_OFFERS = {"network.take_back_offer", "network.withdraw_released"}


def thing(permission, condition, world):
    if permission in between_things.PERMISSIONS:
        return between_things.thing(permission, condition, world.group)
    return of_networks(permission, condition, world)


def of_networks(permission, condition, world):
    """The group as a network, or a topic of it; what the group is asked by another network."""
    if permission in OF_LEAD_GROUP:
        return of_lead_group(permission, condition, world.group)
    if permission in OF_REPRESENTATION:
        return representation(permission, condition, world.group)
    if permission in ON_THE_WAY_OUT | OF_OFFERS:
        asked = with_topic(world.group, condition)
        return asked if permission in ON_THE_WAY_OUT else offer(asked, condition)
    kind = "local" if condition == "no network" else "national"
    AdvisoryGroup.objects.filter(pk=world.group.pk).update(kind=kind)
    world.group.refresh_from_db()
    if permission == "network.keep_forces":
        return world.group
    if permission == RESTS:
        return of_message(condition, world.group)
    return of_network(permission, condition, world.group)


def of_lead_group(permission, condition, group):
    """The group, and what it is asked; as a rule it takes part, where that comes before."""
    if permission == "network.answer_lead":
        return group
    if permission == "network.answer_asked":
        return asked_of(group, condition)
    if permission == "network.change_named":
        return asked_of(group, condition or "answered")
    return taking_part(group, condition)


def of_network(permission, condition, group):
    topic = TopicFactory(
        group=group, marking="official_sensitive" if condition == "sensitive" else "official"
    )
    if permission == "network.draft_national_topic":
        return topic
    is_draft = permission in DRAFTS and condition != "opened"
    national_topic = national(topic, "draft" if is_draft else "open")
    if condition == "closed":
        national_topic.state = NationalTopic.State.CLOSED
    if condition == "last day over":
        national_topic.closes_on = today() - timedelta(days=1)
    if condition == "held":
        LegalHold.objects.begin(topic, group.pk, UserFactory(), "An inquest was opened")
    if condition != "nobody asked":
        ask(national_topic, AdvisoryGroupFactory())
    return national_topic


def of_message(condition, group):
    """A key message of the network on what it has put to forces, as a rule."""
    topic = TopicFactory(group=group)
    if condition != "not put":
        national(topic, "open")
    if condition == "held":
        LegalHold.objects.begin(topic, group.pk, UserFactory(), "An inquest was opened")
    return KeyMessageFactory(topic=topic, state="agreed" if condition == "decided" else "proposed")


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
        state="agreed",
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
    """What a group accepted, as a rule."""
    asked = asked_of(group, "" if condition == "not accepted" else "answered")
    if condition == "an associate":
        asked.standing = "associate"
    if condition == "in the meeting":
        meeting = MeetingFactory(group=asked.national_topic.group, state="open")
        AgendaItemFactory(meeting=meeting, topic=asked.national_topic.topic)
    return asked


def representation(permission, condition, group):
    """Somebody who represents the group, or whom it lets in where it is the network."""
    elsewhere = AdvisoryGroupFactory(kind="national")
    of_network = permission == "network.admit_representative" or condition == "of the network"
    host, lead = (group, AdvisoryGroupFactory()) if of_network else (elsewhere, group)
    force = NetworkForce.objects.create(
        host=host,
        organisation=OrganisationFactory(),
        lead_group=lead,
        code=letters(NetworkForce.objects.count()),
    )
    row = Representation(force=force, group=lead, user=UserFactory(), named_by=UserFactory())
    if condition == "let in":
        row.admitted_at = now()
    if condition == "ended":
        row.ended_at = now()
    return row


def with_topic(group, condition):
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
