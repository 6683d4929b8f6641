"""A network of youth groups, and what its groups made of a question that is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple, cast

from django.utils.timezone import localdate

from accounts.models import AdvisoryGroup, Membership, Organisation, Role, User
from deliberation import actions as talk
from deliberation.models import Space, Topic
from iag_portal.story import messages
from iag_portal.story.moments import then
from iag_portal.story.people import Cast, newcomer
from network import actions
from network.actions import Place
from network.jobs import count_turnout
from network.models import AskedForce, NationalTopic, NetworkForce

NETWORK, CODE = "National Youth IAG Network", "NYN"
TITLE = "Body-worn video: who may see a recording, and when?"
QUESTION = """Officers record what they do. People who were stopped rarely learn that they can ask for the recording.

- What must somebody be told on the spot?
- How soon must a request be answered?
- Who looks at recordings of force that nobody complains about?"""
POST = "Nobody who was stopped here knew that they could ask."
RELEASED = (
    messages.Advice("Say on the spot how to ask for the recording, and put it on the slip.", "", 0),
    messages.Advice("Answer in weeks, not in months.", "", 0),
    messages.Advice("Let a panel look at recordings of force, chosen by lot.", "", 1),
)
THEMES = ("Asking for a recording", "Looking without a complaint")
WINDOW = timedelta(days=32)


class Youth(NamedTuple):
    """A youth group, the force for which it speaks and where its tile stands, and its chair."""

    force: str
    name: str
    code: str
    tile: tuple[int, int]
    chair: str
    answer: str = "accepts"


GROUPS = (
    Youth("Northmoor Police", "Northmoor Youth IAG", "NMY", (1, 2), "Alesha Byrne"),
    Youth("Westmarch Constabulary", "Westmarch Youth IAG", "WMY", (2, 1), "Dylan Prosser"),
    Youth("Peakshire Police", "Peakshire Youth IAG", "PKY", (2, 2), "Hamza Iqbal"),
    Youth("Fenland Constabulary", "Fenland Youth IAG", "FNY", (2, 3), "Poppy Lark", "declines"),
    Youth("Midvale Police", "Midvale Youth IAG", "MDY", (3, 1), "Chidi Eze", "waits"),
    Youth("Eastholm Police", "Eastholm Youth IAG", "EHY", (3, 2), "Maisie Crane"),
    Youth("Heddlu Glan Hafren", "Ieuenctid Glan Hafren", "HGY", (3, 3), "Cerys Mostyn"),
)
RELEASING = "Northmoor Youth IAG"
ITS_PEOPLE = (
    ("Jonah Tate", Role.SECRETARY),
    ("Amira Saleh", Role.VICE_CHAIR),
    ("Lewis Brand", Role.MEMBER),
    ("Oni Bassey", Role.MEMBER),
    ("Freya Holt", Role.MEMBER),
)


def found_network(company: Cast, began: datetime) -> AdvisoryGroup:
    """The network with its people, its forces, and the youth groups that agree to speak for them."""
    host = AdvisoryGroup.objects.create(
        organisation=Organisation.objects.create(name=NETWORK, kind=Organisation.Kind.HOST),
        name=NETWORK,
        code=CODE,
        kind=AdvisoryGroup.Kind.NATIONAL,
        response_days=56,
    )
    newcomer(company, "ebony", "Ebony Clarke", host, Role.CHAIR, began)
    newcomer(company, "tomos", "Tomos Wyn", host, Role.SECRETARY, began)
    newcomer(company, "carys", "Carys Denham", host, Role.POLICE_LEAD, began)
    for youth in GROUPS:
        group = _youth_group(youth, began)
        row, column = youth.tile
        with then(began):
            force = actions.add_force(
                actor=company.people["ebony"],
                host=host,
                organisation=group.organisation,
                standing=NetworkForce.Standing.FORCE,
                place=Place(lead_group=group, code=youth.code, row=row, column=column),
            )
            actions.agree_to_lead(actor=User.objects.get(name=youth.chair), force=force)
    return host


def _youth_group(youth: Youth, began: datetime) -> AdvisoryGroup:
    """A group with its chair; of the one that releases messages, the others too."""
    group = AdvisoryGroup.objects.create(
        organisation=Organisation.objects.get(name=youth.force),
        name=youth.name,
        code=youth.code,
        kind=AdvisoryGroup.Kind.YOUTH,
        listing=AdvisoryGroup.Listing.LISTED,
    )
    others = ITS_PEOPLE if youth.name == RELEASING else ()
    for name, role in ((youth.chair, Role.CHAIR), *others):
        email = f"{name.split()[0].lower()}.{youth.code.lower()}@example.org"
        person = User.objects.create_user(name=name, email=email, date_joined=began)
        Membership.objects.create(user=person, group=group, role=role, starts_at=began)
    return group


def ask_groups(company: Cast, host: AdvisoryGroup, opened: datetime) -> NationalTopic:
    """Put a topic to the groups, which take part, decline or do not answer; close it in time."""
    ebony = company.people["ebony"]
    with then(opened):
        topic = talk.open_topic(
            actor=ebony,
            group=host,
            title=TITLE,
            ask=QUESTION,
            asker="The NPCC portfolio office",
            decision_due=localdate(opened + timedelta(days=47)),
        )
        national_topic = actions.draft_national_topic(
            actor=ebony, topic=topic, closes_on=localdate(opened + WINDOW)
        )
        asked = actions.ask_force(
            actor=ebony, national_topic=national_topic, forces=list(host.forces.all())
        )
        actions.open_national_topic(actor=ebony, national_topic=national_topic)
    answers = {youth.name: youth for youth in GROUPS}
    for day, row in enumerate(asked, start=1):
        with then(opened + timedelta(days=day)):
            _answer(row, answers[row.group.name])
    _release(ebony, national_topic, opened + timedelta(days=21))
    with then(opened + WINDOW + timedelta(days=1)):
        count_turnout()
        actions.close_national_topic(actor=ebony, national_topic=national_topic)
    return national_topic


def _answer(asked: AskedForce, youth: Youth) -> None:
    chair = User.objects.get(name=youth.chair)
    if youth.answer == "accepts":
        topic = actions.accept_asked(actor=chair, asked=asked, named=youth.name == RELEASING)
        talk.write_post(actor=chair, topic=topic, space=Space.MEMBERS, body=POST)
    elif youth.answer == "declines":
        actions.decline_asked(actor=chair, asked=asked, reason="We are only just beginning.")


def _release(ebony: User, national_topic: NationalTopic, on: datetime) -> None:
    """One group releases three messages, and the network sorts them into two themes."""
    asked = AskedForce.objects.select_related("topic", "group").get(
        national_topic=national_topic, group__name=RELEASING
    )
    places = list(asked.group.memberships.order_by("pk").select_related("user"))
    chair, secretary, *members = [place.user for place in places]
    with then(on):
        agreed = messages.agree_each(cast("Topic", asked.topic), RELEASED, members)
    with then(on + timedelta(days=1)):
        offers = messages.offer_each(secretary, asked, agreed, RELEASED)
        rows = messages.release_each(chair, asked, offers)
        messages.sort_each(ebony, national_topic, rows, THEMES, RELEASED)


def name_speakers(ebony: User, national_topic: NationalTopic, on: datetime) -> list[User]:
    """The chairs of groups that take part, each free to decide."""
    taking_part = national_topic.asked.filter(state=AskedForce.State.ACCEPTED).order_by("pk")
    speakers = []
    with then(on):
        for row in taking_part.select_related("answered_by", "force", "group", "national_topic"):
            chair = cast("User", row.answered_by)
            named = actions.name_representative(actor=chair, asked=row, user=chair)
            actions.admit_representative(actor=ebony, representation=named)
            actions.record_mandate(actor=chair, asked=row, kind="free", words="")
            speakers.append(chair)
    return speakers
