"""What this app holds about people: who answered, spoke, offered and released for a group."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model, Q

from accounts.models import LegalHold, User
from core.policy import group_of
from core.rights.registry import Expiry, PersonalData, Row
from deliberation.models import Topic
from network import actions
from network.models import (
    AskedForce,
    Enquiry,
    EnquiryAnswer,
    Forwarding,
    ForwardingRequest,
    Mandate,
    MessageOffer,
    NetworkForce,
    ReadingItem,
    Representation,
    Theme,
)
from network.queries import asked_of, old_enquiries, old_forwardings, old_national_topics


def answers(person: User) -> Iterator[Row]:
    """What this person answered for a group."""
    rows = AskedForce.objects.filter(answered_by=person).order_by("pk")
    for asked in rows.select_related("group"):
        yield {
            "group": str(asked.group),
            "answer": asked.get_state_display(),
            "reason": asked.reason,
            "at": asked.answered_at,
        }


def leads(person: User) -> Iterator[Row]:
    """For which forces this person said whether their group leads them."""
    rows = NetworkForce.objects.filter(answered_by=person).order_by("pk")
    for force in rows.select_related("organisation", "lead_group"):
        yield {
            "force": str(force),
            "group": str(force.lead_group),
            "answer": force.get_state_display(),
            "at": force.answered_at,
        }


def mandates(person: User) -> Iterator[Row]:
    """What this person recorded that a representative may hold."""
    rows = Mandate.objects.filter(recorded_by=person).order_by("pk")
    for mandate in rows.select_related("asked__group"):
        yield {
            "group": str(mandate.asked.group),
            "mandate": mandate.words or mandate.get_kind_display(),
            "at": mandate.recorded_at,
        }


def representations(person: User) -> Iterator[Row]:
    """Which group this person represents or represented, or named or let in somebody for."""
    parts = Q(user=person) | Q(named_by=person) | Q(admitted_by=person)
    rows = Representation.objects.filter(parts).order_by("pk")
    for row in rows.select_related("group", "force__organisation"):
        yield {
            "group": str(row.group),
            "force": str(row.force),
            "myself": row.user_id == person.pk,
            "named_by_me": row.named_by_id == person.pk,
            "let_in_by_me": row.admitted_by_id == person.pk,
            "named_at": row.named_at,
            "let_in_at": row.admitted_at,
            "ended_at": row.ended_at,
        }


def message_offers(person: User) -> Iterator[Row]:
    """Messages that this person offered, released or withdrew for a group."""
    for action in ("offered", "released", "withdrawn"):
        rows = MessageOffer.objects.filter(**{f"{action}_by": person}).order_by("pk")
        for offer in rows.select_related("asked__group", "key_message", "released"):
            yield {
                "group": str(offer.asked.group),
                "message": str(offer.released or offer.key_message or ""),
                "action": action,
                "in Welsh": offer.in_welsh if action == "offered" else "",
                "at": getattr(offer, f"{action}_at"),
            }


def forwardings(person: User) -> Iterator[Row]:
    """Messages to other groups and bodies in which this person had a part."""
    for action in ("offered", "sent", "withdrawn", "acknowledged"):
        rows = Forwarding.objects.filter(**{f"{action}_by": person}).order_by("pk")
        for forwarding in rows.select_related("group", "to_group", "to_organisation"):
            yield {
                "group": str(forwarding.group),
                "to": str(forwarding.receiver),
                "message": forwarding.reference,
                "action": action,
                "at": getattr(forwarding, f"{action}_at"),
            }


def forwarding_requests(person: User) -> Iterator[Row]:
    """Requests to send a message on that this person made or answered."""
    for action in ("asked", "answered"):
        rows = ForwardingRequest.objects.filter(**{f"{action}_by": person}).order_by("pk")
        for row in rows.select_related("forwarding", "to_group", "to_organisation"):
            words = row.reason if action == "asked" else row.refusal
            yield {
                "message": row.forwarding.reference,
                "to": str(row.receiver),
                "words": words,
                "answer": row.get_state_display() if action == "answered" else "",
                "action": action,
                "at": getattr(row, f"{action}_at"),
            }


def enquiries(person: User) -> Iterator[Row]:
    """Questions to other groups that this person wrote or asked."""
    for action, done in (("drafted", "wrote"), ("asked", "asked")):
        rows = Enquiry.objects.filter(**{f"{action}_by": person}).order_by("pk")
        for enquiry in rows.select_related("group"):
            yield {
                "group": str(enquiry.group),
                "title": enquiry.title,
                "question": enquiry.question,
                "action": done,
                "at": getattr(enquiry, f"{action}_at"),
            }


def enquiry_answers(person: User) -> Iterator[Row]:
    """Answers to other groups that this person wrote, gave or withdrew."""
    for action, done in (("offered", "wrote"), ("given", "gave"), ("withdrawn", "withdrew")):
        rows = EnquiryAnswer.objects.filter(**{f"{action}_by": person}).order_by("pk")
        for answer in rows.select_related("enquired__group"):
            yield {
                "group": str(answer.group),
                "answer": answer.words,
                "action": done,
                "at": getattr(answer, f"{action}_at"),
            }


def is_held(person: User) -> bool:
    """Whether a hold covers a topic about which this person did something for a group."""
    held = LegalHold.objects.ids(Topic)
    about = Q(topic__in=held) | Q(national_topic__topic__in=held)
    of_asked = Q(asked__topic__in=held) | Q(asked__national_topic__topic__in=held)
    sent = Q(key_message__topic__in=held) | Q(discussed_in__in=held)
    requested = Q(forwarding__key_message__topic__in=held) | Q(forwarding__discussed_in__in=held)
    did = (  # each by its index, and then about what: a person did few of these
        AskedForce.objects.filter(about, answered_by=person),
        Mandate.objects.filter(of_asked, recorded_by=person),
        MessageOffer.objects.filter(of_asked, offered_by=person),
        MessageOffer.objects.filter(of_asked, released_by=person),
        MessageOffer.objects.filter(of_asked, withdrawn_by=person),
        Forwarding.objects.filter(sent, offered_by=person),
        Forwarding.objects.filter(sent, sent_by=person),
        Forwarding.objects.filter(sent, withdrawn_by=person),
        Forwarding.objects.filter(sent, acknowledged_by=person),
        ForwardingRequest.objects.filter(requested, asked_by=person),
        ForwardingRequest.objects.filter(requested, answered_by=person),
    )
    return any(rows.exists() for rows in did)


def where(person: User, row: Model) -> str | None:
    """Address of a row for those who may know of it; ``None`` for everybody else.

    Themes and what there is to read stand on the page of their national topic; what a group
    recorded and offered, where it answers.
    """
    if isinstance(row, ReadingItem | Theme):
        visible = type(row)._default_manager.visible_to(person)  # noqa: SLF001 -- either model
        known = visible.filter(pk=row.pk).first()
        return known.national_topic.get_absolute_url() if known else None
    if isinstance(row, Enquiry | EnquiryAnswer | ForwardingRequest):
        seen = type(row)._default_manager.visible_to(person)  # noqa: SLF001 -- any of them
        return row.get_absolute_url() if seen.filter(pk=row.pk).exists() else None
    pk = row.asked_id if isinstance(row, Mandate | MessageOffer) else row.pk
    asked = asked_of(person, pk=pk).first()
    return asked.get_absolute_url() if asked else None


def _group(row: Model) -> int | None:
    """Id of the group in which a row stands."""
    return row.national_topic.group_id if isinstance(row, ReadingItem) else group_of(row)


PERSONAL_DATA = PersonalData(
    sections={
        "national_topics": answers,
        "lead_groups": leads,
        "mandates": mandates,
        "representations": representations,
        "message_offers": message_offers,
        "forwardings": forwardings,
        "forwarding_requests": forwarding_requests,
        "enquiries": enquiries,
        "enquiry_answers": enquiry_answers,
    },
    texts={
        AskedForce: ("reason",),
        Mandate: ("words",),
        MessageOffer: ("in_welsh",),
        ReadingItem: ("title", "note"),
        Theme: ("name",),
        ForwardingRequest: ("reason", "refusal"),
        Enquiry: ("title", "question"),
        EnquiryAnswer: ("words",),
    },
    group=_group,
    where=where,
    holds=is_held,
    expiries=(
        Expiry("national_topics", old_national_topics, actions.remove_expired_national_topics),
        Expiry("forwardings", old_forwardings, actions.remove_expired_forwardings),
        Expiry("enquiries", old_enquiries, actions.remove_expired_enquiries),
    ),
)
