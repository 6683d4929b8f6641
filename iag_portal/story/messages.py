"""Groups agree what they think of the national topic, and their chairs release it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from accounts.models import Membership, Role, User
from deliberation import actions as talk
from deliberation.advice import drawn, fingerprint
from deliberation.models import Choice, KeyMessage, Topic
from iag_portal.story.moments import then
from iag_portal.story.people import Cast, newcomer
from network import actions
from network.models import AskedForce, MessageOffer, NationalTopic, ReleasedMessage

GROUP = "Glan Hafren IAG"  # which works in Welsh and English
MEMBERS = ("Ffion Llewelyn", "Tudur Hopkin", "Rhian Bevan")
THEMES = ("Before a van comes", "Signs in the street", "What is published afterwards")


class Advice(NamedTuple):
    """A message, the same in Welsh, and the theme into which the network sorts it."""

    text: str
    in_welsh: str
    theme: int | None


RELEASED = (
    Advice(
        "Tell people before, not with a sign once they are in the camera.",
        "Dywedwch wrth bobl ymlaen llaw, nid ag arwydd pan fyddant eisoes yn y camera.",
        0,
    ),
    Advice(
        "Put it on the app that young people use on Saturday, not in the council paper.",
        "Rhowch ef ar yr ap y mae pobl ifanc yn ei ddefnyddio ar ddydd Sadwrn.",
        0,
    ),
    Advice("Every sign says who answers questions, with a telephone number.", "", 1),
    Advice("Publish false alerts too, by age and ethnicity, within a week.", "", None),
)
DRAFT = "Publish every planned deployment 48 hours before, with the reason in plain words."
OFFERED = Advice("Ask people in Glan Hafren again after the first five vans.", "", None)
AGREED = Advice("No child on a list without a reason that a superintendent signs.", "", None)


def release_messages(cast: Cast, today: datetime) -> None:
    """One group releases four of six messages, a fifth waits; the network sorts three and drafts."""
    asked = AskedForce.objects.select_related("topic", "group").get(group__name=GROUP)
    national_topic = NationalTopic.objects.get(pk=asked.national_topic_id)
    topic = Topic.objects.get(pk=asked.topic_id or 0)
    members = _members(cast, asked, today - timedelta(days=100))
    emrys, gwenllian, nadia = (cast.people[name] for name in ("emrys", "gwenllian", "nadia"))
    with then(today - timedelta(days=6)):
        messages = agree_each(topic, (*RELEASED, OFFERED, AGREED), members)
    with then(today - timedelta(days=5)):
        offers = offer_each(emrys, asked, messages, RELEASED)
    with then(today - timedelta(days=4)):
        rows = release_each(gwenllian, asked, offers)
    with then(today - timedelta(days=1)):
        actions.offer_messages(actor=emrys, asked=asked, key_messages=messages[-2:-1], in_welsh={})
        sort_each(nadia, national_topic, rows, THEMES, RELEASED)
        _draft_for_the_network(nadia, national_topic, rows)


def agree_each(topic: Topic, advice: Iterable[Advice], members: list[User]) -> list[KeyMessage]:
    """Each of these agreed by the members, one of whom has reservations."""
    choices = (Choice.SUPPORT, Choice.SUPPORT, Choice.RESERVATIONS, Choice.SUPPORT)
    return [_agreed(topic, each, zip(members, choices, strict=True)) for each in advice]


def offer_each(
    secretary: User, asked: AskedForce, messages: list[KeyMessage], advice: tuple[Advice, ...]
) -> list[MessageOffer]:
    """Offer the first of ``messages``, those that ``advice`` has, with what is in Welsh."""
    offered = messages[: len(advice)]
    welsh = {row.pk: each.in_welsh for row, each in zip(offered, advice, strict=True)}
    return actions.offer_messages(
        actor=secretary, asked=asked, key_messages=offered, in_welsh=welsh
    )


def release_each(
    chair: User, asked: AskedForce, offers: list[MessageOffer]
) -> list[ReleasedMessage]:
    """Release them as they were on the screen."""
    return actions.release_messages(
        actor=chair, asked=asked, offers=offers, seen=_seen(offers), is_confirmed=False
    )


def sort_each(
    organiser: User,
    national_topic: NationalTopic,
    rows: list[ReleasedMessage],
    names: tuple[str, ...],
    advice: tuple[Advice, ...],
) -> None:
    """Name the themes, and sort into them what has one."""
    themes = [
        actions.add_theme(actor=organiser, national_topic=national_topic, name=name)
        for name in names
    ]
    sorted_into = {
        row.pk: themes[each.theme].pk
        for row, each in zip(rows, advice, strict=True)
        if each.theme is not None
    }
    actions.sort_messages(actor=organiser, national_topic=national_topic, themes=sorted_into)


def _draft_for_the_network(
    nadia: User, national_topic: NationalTopic, rows: list[ReleasedMessage]
) -> None:
    """The network words a message of its own, and says from which released ones it comes."""
    message = talk.propose_key_message(actor=nadia, topic=national_topic.topic, text=DRAFT)
    add = [row.reference for row in rows[:3]]
    actions.rest_on(actor=nadia, key_message=message, add=add, remove=())


def _members(cast: Cast, asked: AskedForce, on: datetime) -> list[User]:
    """Who agrees: the vice-chair, who signs in to the demo as the secretary does, and members."""
    newcomer(cast, "gwenllian", "Gwenllian Rees", asked.group, Role.VICE_CHAIR, on)
    newcomer(cast, "emrys", "Emrys Pryce", asked.group, Role.SECRETARY, on)
    members = [cast.people["gwenllian"]]
    for name in MEMBERS:
        email = f"{name.split()[0].lower()}@example.org"
        person = User.objects.create_user(name=name, email=email, date_joined=on)
        Membership.objects.create(user=person, group=asked.group, role=Role.MEMBER, starts_at=on)
        members.append(person)
    return members


def _agreed(topic: Topic, advice: Advice, positions: Iterable[tuple[User, Choice]]) -> KeyMessage:
    """A message on which each of the members took a position."""
    answers = list(positions)
    chair = answers[0][0]
    message = talk.propose_key_message(actor=chair, topic=topic, text=advice.text)
    question = talk.open_agreement_round(
        actor=chair, key_message=message, asked=[talk.Asked(person) for person, _ in answers]
    )
    for person, choice in answers:
        reason = "It costs money" if choice == Choice.RESERVATIONS else ""
        talk.take_position(actor=person, agreement_round=question, choice=choice, reason=reason)
    talk.close_agreement_round(actor=chair, agreement_round=question)
    return message


def _seen(offers: list[MessageOffer]) -> dict[int, str]:
    """What the page of the chair said of the words on it."""
    rows = {offer.pk: KeyMessage.objects.get(pk=offer.key_message_id or 0) for offer in offers}
    return {key: fingerprint(drawn(row)) for key, row in rows.items()}
