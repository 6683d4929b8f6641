"""The group next door is a national network: it has asked this one, and has a draft besides."""

from datetime import timedelta

from accounts.models import AdvisoryGroup, Organisation
from core.clock import now, today
from network.models import (
    AskedForce,
    NationalTopic,
    NetworkForce,
    ReadingItem,
    Representation,
)
from tests.factories import AdvisoryGroupFactory, OrganisationFactory, TopicFactory


def add_to(world):
    AdvisoryGroup.objects.filter(pk=world.other.pk).update(kind="national")
    world.other.refresh_from_db()
    world.new_force = OrganisationFactory(name="Saltmarsh Police", kind=Organisation.Kind.FORCE)
    world.network_force = force(world, world.group, "SOL")
    elsewhere = AdvisoryGroupFactory(name="Railway IAG", code="RWY")
    world.force_to_ask = force(world, elsewhere, "RWY", state="agreed")
    world.to_put = topic(world)
    world.national_draft = NationalTopic.objects.create(
        topic=topic(world), closes_on=today() + timedelta(days=5)
    )
    world.asked_of_draft = ask(world.national_draft, world.network_force)
    world.national_topic = NationalTopic.objects.create(
        topic=topic(world), closes_on=today() + timedelta(days=5), state="open", opened_at=now()
    )
    world.asked_force = ask(world.national_topic, world.network_force)
    link = {"title": "A talk on cameras", "url": "https://www.example.org/cameras"}
    world.reading_item = ReadingItem.objects.create(national_topic=world.national_topic, **link)
    accepted = NationalTopic.objects.create(
        topic=topic(world), closes_on=today() + timedelta(days=5), state="open", opened_at=now()
    )
    answer = {"state": "accepted", "answered_by": world.person["chair"], "answered_at": now()}
    world.accepted_force = ask(accepted, world.network_force, **answer)
    world.representation = Representation.objects.create(
        force=world.network_force, group=world.group, user=world.tariq, named_by=world.marjorie
    )


def force(world, group, code, **more):
    place = {"organisation": group.organisation, "lead_group": group, "code": code}
    return NetworkForce.objects.create(host=world.other, **place, **more)


def topic(world):
    return TopicFactory(group=world.other, decision_due=today() + timedelta(days=60))


def ask(national_topic, to_ask, **answer):
    return AskedForce.objects.create(
        national_topic=national_topic,
        force=to_ask,
        group=to_ask.lead_group,
        standing=to_ask.standing,
        **answer,
    )
