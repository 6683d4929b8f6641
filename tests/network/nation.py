"""A small nation: a network, lead groups with their people, somebody who reads for the nation."""

from datetime import datetime, time, timedelta
from types import SimpleNamespace

from django.utils.timezone import get_current_timezone

from accounts.models import AdvisoryGroup, Role
from core import clock
from core.clock import now, today
from core.notices.models import Notice
from deliberation.advice import drawn, fingerprint
from deliberation.models import AgreementRound, KeyMessage
from network import actions
from network.models import AskedForce, NationalTopic, NetworkForce
from tests.factories import (
    AdvisoryGroupFactory,
    KeyMessageFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    TopicFactory,
    UserFactory,
)

TITLE = "Live facial recognition: what must the public be told?"
QUESTION = "What must be said, where, and how long before? Marigold."
LEADS = (  # force, its letters, its lead group, how it is counted
    ("Solentshire Constabulary", "SOL", "Harbour District IAG", "force"),
    ("Uplands Police", "UPL", "Uplands IAG", "force"),
    ("Fenland Police", "FEN", "Fenland IAG", "force"),
    ("Railway Police", "RWP", "Railway IAG", "associate"),
)


def people(group, prefix):
    """Somebody in each role of ``group`` that matters here, by role."""
    roles = (Role.CHAIR, Role.SECRETARY, Role.MEMBER, Role.POLICE_LEAD, Role.OBSERVER)
    return {
        role.value: MembershipFactory(
            user=UserFactory(name=f"{prefix} {role.value.title()}son"), group=group, role=role
        ).user
        for role in roles
    }


def network():
    """The world; ``lead`` has the lead groups and ``of`` their people, by letters."""
    listed = AdvisoryGroup.Listing.LISTED
    host = AdvisoryGroupFactory(name="National IAG Network", code="NAT", kind="national")
    world = SimpleNamespace(host=host, lead={}, of={}, force={})
    world.people = people(host, "Nora")
    world.reader = OrganisationMembershipFactory().user
    world.stranger = MembershipFactory(role=Role.CHAIR).user
    for name, code, group, standing in LEADS:
        force = OrganisationFactory(name=name)
        lead = AdvisoryGroupFactory(name=group, code=code, organisation=force, listing=listed)
        world.lead[code], world.of[code] = lead, people(lead, code.title())
        world.force[code] = NetworkForce.objects.create(
            host=host,
            organisation=force,
            standing=standing,
            lead_group=lead,
            state="agreed",
            code=code,
        )
    due = today() + timedelta(days=90)
    words = {"title": TITLE, "ask": QUESTION, "asker": "The portfolio office"}
    world.topic = TopicFactory(group=host, decision_due=due, **words)
    return world


def chair(world, code=None):
    """The chair of a lead group, or of the network."""
    group = world.of[code] if code else world.people
    return afresh(group["chair"])


def drafted(world, days=30, forces=None):
    """A national topic that is a draft, with every force asked, or those with these letters."""
    national_topic = actions.draft_national_topic(
        actor=chair(world), topic=world.topic, closes_on=today() + timedelta(days=days)
    )
    asked = actions.ask_force(
        actor=chair(world),
        national_topic=national_topic,
        forces=[world.force[code] for code in forces or world.force],
    )
    codes = {force.pk: code for code, force in world.force.items()}
    world.asked = {codes[row.force_id]: row for row in asked}
    world.national_topic = national_topic
    return world


def opened(world, days=30):
    """The same, opened."""
    drafted(world, days)
    actions.open_national_topic(actor=chair(world), national_topic=world.national_topic)
    return world


def after(days):
    """It is noon, so many days from today: a change to summer time moves no day."""
    noon = datetime.combine(today() + timedelta(days=days), time(12), get_current_timezone())
    return clock.at(noon)


def afresh(row):
    """The row as it is now."""
    return type(row).objects.get(pk=row.pk)


def counts(national_topic: NationalTopic):
    return AskedForce.objects.filter(national_topic=national_topic).counts()


def recipients(kind):
    """Names of those to whom a notice of this kind goes."""
    names = Notice.objects.filter(kind=kind).values_list("recipient__name", flat=True)
    return sorted(names)


def taking_part(world, *codes):
    """These groups take part: ``local`` has the topic of each, by letters."""
    opened(world)
    world.local = {
        code: actions.accept_asked(actor=chair(world, code), asked=world.asked[code])
        for code in codes
    }
    return world


def agreed(topic, text, *, days_ago=1, state=KeyMessage.State.AGREED):
    """A message that the group of ``topic`` agreed by six to none."""
    message = KeyMessageFactory(topic=topic, text=text, state=state)
    message.reference = f"{topic.group.code}-2026-{message.pk:03d}"
    message.save()
    closed_at = now() - timedelta(days=days_ago)
    AgreementRound.objects.create(
        key_message=message,
        wording=message.wordings.get(),
        state="closed",
        outcome="consensus",
        support=5,
        reservations=1,
        quorum=3,
        opened_by=message.proposed_by,
        closed_at=closed_at,
    )
    return message


def offered(world, code, *messages, in_welsh=None):
    """The secretary of a lead group offers these."""
    return actions.offer_messages(
        actor=afresh(world.of[code]["secretary"]),
        asked=afresh(world.asked[code]),
        key_messages=messages,
        in_welsh=in_welsh or {},
    )


def seen(offers):
    """What a page says of the words that it showed, by key of the offer."""
    return {offer.pk: fingerprint(drawn(afresh(offer.key_message))) for offer in offers}


def released(world, code, *offers, **more):
    """The chair of a lead group releases these, as they stand now."""
    fields = {"seen": seen(offers), "is_confirmed": False, **more}
    asked = afresh(world.asked[code])
    return actions.release_messages(actor=chair(world, code), asked=asked, offers=offers, **fields)


def out(world, code, *texts):
    """Messages of a group that takes part, agreed, offered and released."""
    messages = [agreed(world.local[code], text) for text in texts]
    return released(world, code, *offered(world, code, *messages))
