"""The group next door is a national network: it has asked this one, and has a draft besides."""

from datetime import timedelta

from accounts.models import AdvisoryGroup, Organisation
from core.clock import now, today
from deliberation.advice import drawn, fingerprint
from deliberation.models import KeyMessage
from network.models import (
    AskedForce,
    EnquiredGroup,
    Enquiry,
    EnquiryAnswer,
    Forwarding,
    ForwardingRequest,
    MessageOffer,
    NationalTopic,
    NetworkForce,
    ReadingItem,
    ReleasedMessage,
    Representation,
    Theme,
)
from tests.access.world.topics import message, round_of
from tests.factories import (
    AdvisoryGroupFactory,
    KeyMessageFactory,
    OrganisationFactory,
    TopicFactory,
)


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
    coast = AdvisoryGroupFactory(
        name="Coast Network", code="CST", kind="national", listing="listed"
    )
    world.coast = coast
    accepted = NationalTopic.objects.create(
        topic=topic(world, coast),
        closes_on=today() + timedelta(days=5),
        state="open",
        opened_at=now(),
    )
    answer = {"state": "accepted", "answered_by": world.person["chair"], "answered_at": now()}
    led = force(world, world.group, "SOL", host=coast, state="agreed")
    world.accepted_force = ask(accepted, led, **answer)
    world.representation = Representation.objects.create(
        force=world.network_force, group=world.group, user=world.tariq, named_by=world.marjorie
    )
    take_part(world)
    write_to_others(world)
    ask_others(world)


def take_part(world):
    """In another one the group takes part: one message is offered, one is out, one is neither."""
    opened = {"closes_on": today() + timedelta(days=5), "state": "open", "opened_at": now()}
    world.national_out = NationalTopic.objects.create(topic=topic(world), **opened)
    world.national_message = KeyMessageFactory(topic=world.national_out.topic, text="Say it early")
    world.theme = Theme.objects.create(
        national_topic=world.national_out, name="Signs in the street", order=1
    )
    world.taking_part = ask(world.national_out, world.network_force)
    about = TopicFactory(group=world.group, ask=world.words["group"], opened_by=world.tariq)
    answer = {"state": "accepted", "answered_by": world.tariq, "answered_at": now()}
    AskedForce.objects.filter(pk=world.taking_part.pk).update(topic=about, **answer)
    world.to_offer, world.to_release, world.sent_up = (
        agreed(world, about, number) for number in (181, 182, 183)
    )
    by = {"asked": world.taking_part, "offered_by": world.doreen}
    world.offer = MessageOffer.objects.create(key_message=world.to_release, **by)
    world.offer_seen = f"{world.offer.pk}:{fingerprint(drawn(world.to_release))}"
    words = {**drawn(world.sent_up), "reference": "NXT-2026-R001", "text": "Say it early"}
    world.released = ReleasedMessage.objects.create(
        national_topic=world.national_out,
        asked=world.taking_part,
        reference=words["reference"],
        words=words,
    )
    released = {"state": "released", "released_by": world.tariq, "released_at": now()}
    world.out = MessageOffer.objects.create(
        key_message=world.sent_up, released=world.released, **by, **released
    )


def write_to_others(world):
    """The group offers a message and has sent one to a body; it has received one itself."""
    words = {**drawn(world.sent_up), "reference": "SOL-2026-183", "text": "Say it early"}
    world.forwarding = Forwarding.objects.create(
        group=world.group,
        key_message=world.to_release,
        reference=world.to_release.reference,
        to_group=world.force_to_ask.lead_group,
        offered_by=world.doreen,
    )
    world.to_whom = f"body.{world.national.pk}"
    world.forwarding_seen = fingerprint(drawn(world.to_release))
    out = {
        "state": "sent",
        "words": words,
        "reference": words["reference"],
        "offered_by": world.doreen,
        "sent_by": world.tariq,
        "sent_at": now(),
    }
    world.forwarded = Forwarding.objects.create(
        group=world.group, to_organisation=world.national, key_message=world.sent_up, **out
    )
    Forwarding.objects.create(
        group=world.group,
        to_group=world.force_to_ask.lead_group,
        key_message=world.sent_up,
        **out,
    )
    world.received = Forwarding.objects.create(group=world.other, to_group=world.group, **out)
    ask_to_send_on(world)


def ask_to_send_on(world):
    """The group asks for what it was sent; the body that it sent a message asks the group."""
    world.to_whom_next = f"group.{world.coast.pk}"
    why = {"reason": "They are asked the same next month."}
    world.request_made = ForwardingRequest.objects.create(
        forwarding=world.received, to_group=world.coast, asked_by=world.doreen, **why
    )
    reader = world.person["reader"]
    world.request_received = ForwardingRequest.objects.create(
        forwarding=world.forwarded, to_group=world.other, asked_by=reader, **why
    )
    world.request_there = ForwardingRequest.objects.create(
        forwarding=world.forwarded,
        to_group=world.force_to_ask.lead_group,
        asked_by=reader,
        **why,
    )


def ask_others(world):
    """The group has a draft and a question that is asked; it is asked itself, and has an answer."""
    fields = {"question": "Who has advised on this?", "closes_on": today() + timedelta(days=9)}
    out = {"state": "asked", "asked_by": world.tariq, "asked_at": now()}
    own = {"group": world.group, "drafted_by": world.doreen, **fields}
    world.enquiry_draft = Enquiry.objects.create(title="Searches at school", **own)
    world.enquiry = Enquiry.objects.create(title="Searches", **own, **out)
    for row in (world.enquiry_draft, world.enquiry):
        EnquiredGroup.objects.create(enquiry=row, group=world.other)
    theirs = {"group": world.other, "drafted_by": world.doreen, **fields, **out}
    world.enquired = EnquiredGroup.objects.create(
        enquiry=Enquiry.objects.create(title="Drones", **theirs), group=world.group
    )
    answered = [
        EnquiredGroup.objects.create(
            enquiry=Enquiry.objects.create(title=title, **theirs), group=world.group
        )
        for title in ("Cameras", "Horses")
    ]
    by = {"words": "We have, in June.", "offered_by": world.doreen}
    world.answer_offered = EnquiryAnswer.objects.create(enquired=answered[0], **by)
    given = {"state": "given", "given_by": world.tariq, "given_at": now()}
    world.answer_given = EnquiryAnswer.objects.create(enquired=answered[1], **by, **given)


def agreed(world, about, number):
    closed = {"state": "closed", "closed_at": now() - timedelta(hours=1), "outcome": "unanimous"}
    key_message = message(world, about, number, KeyMessage.State.AGREED)
    round_of(world, key_message, closed_by=world.tariq, support=3, **closed)
    return key_message


def force(world, group, code, **more):
    place = {"organisation": group.organisation, "lead_group": group, "code": code}
    return NetworkForce.objects.create(**{"host": world.other, **place, **more})


def topic(world, network=None):
    due = today() + timedelta(days=60)
    return TopicFactory(group=network or world.other, decision_due=due)


def ask(national_topic, to_ask, **answer):
    return AskedForce.objects.create(
        national_topic=national_topic,
        force=to_ask,
        group=to_ask.lead_group,
        standing=to_ask.standing,
        **answer,
    )
