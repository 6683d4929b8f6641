"""What this app holds about people: who answered, offered and released for a group."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model, Q

from accounts.models import LegalHold, User
from core.rights.registry import Expiry, PersonalData, Row
from deliberation.models import Topic
from network import actions
from network.models import AskedForce, MessageOffer, Theme
from network.queries import asked_of, old_national_topics


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


def is_held(person: User) -> bool:
    """Whether a hold covers a topic about which this person answered, offered or released."""
    held = LegalHold.objects.ids(Topic)
    about = Q(topic__in=held) | Q(national_topic__topic__in=held)
    asked = AskedForce.objects.filter(about)
    did = Q(offered_by=person) | Q(released_by=person) | Q(withdrawn_by=person)
    offers = MessageOffer.objects.filter(did, asked__in=asked.values("pk"))
    return asked.filter(answered_by=person).exists() or offers.exists()


def where(person: User, row: Model) -> str | None:
    """Address of a row for those who may know of it; ``None`` for everybody else."""
    if isinstance(row, Theme):
        theme = Theme.objects.visible_to(person).filter(pk=row.pk).first()
        return theme.national_topic.get_absolute_url() if theme else None
    pk = row.asked_id if isinstance(row, MessageOffer) else row.pk
    asked = asked_of(person, pk=pk).first()
    return asked.get_absolute_url() if asked else None


PERSONAL_DATA = PersonalData(
    sections={"national_topics": answers, "message_offers": message_offers},
    texts={AskedForce: ("reason",), MessageOffer: ("in_welsh",), Theme: ("name",)},
    where=where,
    holds=is_held,
    expiries=(
        Expiry("national_topics", old_national_topics, actions.remove_expired_national_topics),
    ),
)
