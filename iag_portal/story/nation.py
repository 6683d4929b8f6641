"""A national network asks every force the same question; Harbour has not answered yet."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple, cast

from django.utils.timezone import localdate

from accounts.models import AdvisoryGroup, Membership, Organisation, Role, User
from deliberation.actions import open_topic
from iag_portal.story.moments import then
from iag_portal.story.people import Cast, newcomer
from network import actions
from network.actions import Place, Reading
from network.models import AskedForce, NationalTopic, NetworkForce

Standing = NetworkForce.Standing
TITLE = "Live facial recognition: what must the public be told?"
QUESTION = """A van with cameras compares the faces of people who pass with a list of people whom the police look for.

- What must be said before a van comes, and to whom?
- What must a sign in the street say, and where must it stand?
- What must be published afterwards, and how soon?"""
READING = (
    Reading(
        title="What a camera gets wrong: a talk at the annual conference",
        url="https://www.example.org/talks/what-a-camera-gets-wrong",
        published_on=date(2026, 2, 12),
        transcript_url="https://www.example.org/talks/what-a-camera-gets-wrong/words",
        note="41 minutes, with captions. An engineer explains false alerts, by age, sex and ethnicity.",
        chosen_by="network",
    ),
    Reading(
        title="Two pages against: why a sign in the street is not enough",
        url="https://www.example.org/notes/a-sign-is-not-enough",
        published_on=None,
        transcript_url="",
        note="An expert who does not agree with the portfolio office.",
        chosen_by="members",
    ),
)
MANDATE = "We support notice of 48 hours or more, and object to anything shorter."
REASON = "Our members stand for election again in three weeks and want to begin with the new chair."


class Lead(NamedTuple):
    """A force, where its tile stands, and the group that speaks for it with its chair."""

    force: str
    code: str
    tile: tuple[int, int] | None
    group: str
    chair: str
    answer: str
    standing: Standing = Standing.FORCE
    named: bool = False


LEADS = (
    Lead("Northmoor Police", "NMR", (1, 2), "Northmoor IAG", "Elsie Garth", "accepts", named=True),
    Lead("Westmarch Constabulary", "WMC", (2, 1), "Westmarch IAG", "Idris Vaughan", "accepts"),
    Lead("Peakshire Police", "PKS", (2, 2), "Peakshire IAG", "Salma Nazari", "accepts", named=True),
    Lead("Fenland Constabulary", "FEN", (2, 3), "Fenland IAG", "Bertram Oakes", "declines"),
    Lead(
        "Heddlu Glan Hafren", "HGH", (3, 1), "Glan Hafren IAG", "Nerys Bowen", "accepts", named=True
    ),
    Lead("Midvale Police", "MDV", (3, 2), "Midvale IAG", "Grace Adu", "waits"),
    Lead("Eastholm Police", "EHM", (3, 3), "Eastholm IAG", "Ravi Menon", "accepts"),
    Lead(
        "Railway Police", "RWP", None, "Railway IAG", "Fiona Leask", "accepts", Standing.ASSOCIATE
    ),
)


def ask_the_forces(cast: Cast, today: datetime) -> None:
    """The network puts a topic to nine forces, half-way through its time: six take part by now."""
    began, window = today - timedelta(days=190), timedelta(days=32)
    host, leads = _groups(cast, began)
    nadia, opened = cast.people["nadia"], today - window / 2
    with then(opened - timedelta(days=3)):
        topic = open_topic(
            actor=nadia,
            group=host,
            title=TITLE,
            ask=QUESTION,
            asker="The NPCC portfolio office",
            decision_due=localdate(opened + timedelta(days=134)),
        )
        national_topic = actions.draft_national_topic(
            actor=nadia, topic=topic, closes_on=localdate(opened + window)
        )
        asked = actions.ask_force(
            actor=nadia, national_topic=national_topic, forces=list(host.forces.all())
        )
        for reading in READING:
            actions.add_reading(actor=nadia, national_topic=national_topic, reading=reading)
    with then(opened):
        actions.open_national_topic(actor=nadia, national_topic=national_topic)
    chairs = {leads[lead.group]: (lead, User.objects.get(name=lead.chair)) for lead in LEADS}
    for day, row in enumerate(row for row in asked if row.group in chairs):
        lead, chair = chairs[row.group]
        with then(opened + timedelta(days=1 + day)):
            if lead.answer == "accepts":
                actions.accept_asked(actor=chair, asked=row, named=lead.named)
            elif lead.answer == "declines":
                actions.decline_asked(actor=chair, asked=row, reason=REASON)
    with then(today - timedelta(days=7)):
        _name_representatives(nadia, national_topic)


def _name_representatives(nadia: User, national_topic: NationalTopic) -> None:
    """Each group that takes part names its chair; the last is not let in yet, nor has a mandate."""
    taking_part = national_topic.asked.filter(state=AskedForce.State.ACCEPTED)
    rows = taking_part.select_related("force", "group", "answered_by", "national_topic")
    *ready, last = rows.order_by("-group__name")
    for row in (*ready, last):
        chair = cast("User", row.answered_by)
        named = actions.name_representative(actor=chair, asked=row, user=chair)
        if row != last:
            actions.admit_representative(actor=nadia, representation=named)
        if row != last and row.standing == Standing.FORCE:
            actions.record_mandate(actor=chair, asked=row, kind="words", words=MANDATE)


def _groups(cast: Cast, began: datetime) -> tuple[AdvisoryGroup, dict[str, AdvisoryGroup]]:
    """The network with its people and its forces, and the lead groups by name."""
    body = Organisation.objects.create(
        name="National Police Chiefs’ Council", kind=Organisation.Kind.HOST
    )
    host = AdvisoryGroup.objects.create(
        organisation=body,
        name="National IAG Network",
        code="NAT",
        kind="national",
        response_days=56,
    )
    newcomer(cast, "nadia", "Nadia Rahman", host, Role.CHAIR, began)
    newcomer(cast, "owen", "Owen Pugh", host, Role.SECRETARY, began)
    leads = {lead.group: _lead_group(lead, began) for lead in LEADS}
    with then(began):
        own = _add(cast, host, cast.group, "SOL", (4, 2), Standing.FORCE)
        actions.agree_to_lead(actor=cast.people["marjorie"], force=own)
        for lead in LEADS:
            force = _add(cast, host, leads[lead.group], lead.code, lead.tile, lead.standing)
            actions.agree_to_lead(actor=User.objects.get(name=lead.chair), force=force)
    return host, leads


def _lead_group(lead: Lead, began: datetime) -> AdvisoryGroup:
    """A group elsewhere, of which the story knows its chair alone."""
    force = Organisation.objects.create(name=lead.force)
    group = AdvisoryGroup.objects.create(
        organisation=force, name=lead.group, code=lead.code, listing="listed"
    )
    email = f"{lead.code.lower()}@example.org"
    chair = User.objects.create_user(name=lead.chair, email=email, date_joined=began)
    Membership.objects.create(user=chair, group=group, role=Role.CHAIR, starts_at=began)
    return group


def _add(
    cast: Cast,
    host: AdvisoryGroup,
    group: AdvisoryGroup,
    code: str,
    tile: tuple[int, int] | None,
    standing: Standing,
) -> NetworkForce:
    row, column = tile or (None, None)
    return actions.add_force(
        actor=cast.people["nadia"],
        host=host,
        organisation=group.organisation,
        standing=standing,
        place=Place(lead_group=group, code=code, row=row, column=column),
    )
