"""What this app holds about people: what they answered for a group, and the reason they gave."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model, Q

from accounts.models import LegalHold, User
from core.policy import group_of
from core.rights.registry import Expiry, PersonalData, Row
from deliberation.models import Topic
from network import actions
from network.models import AskedForce, NetworkForce, ReadingItem
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


def is_held(person: User) -> bool:
    """Whether a hold covers a topic about which this person answered."""
    held = LegalHold.objects.ids(Topic)
    about = Q(topic__in=held) | Q(national_topic__topic__in=held)
    return AskedForce.objects.filter(about, answered_by=person).exists()


def where(person: User, row: Model) -> str | None:
    """Address of what a group was asked, for its own people; ``None`` for everybody else.

    What there is to read stands on the page of its national topic.
    """
    if isinstance(row, ReadingItem):
        item = ReadingItem.objects.visible_to(person).filter(pk=row.pk).first()
        return item.national_topic.get_absolute_url() if item else None
    asked = asked_of(person, pk=row.pk).first()
    return asked.get_absolute_url() if asked else None


def _group(row: Model) -> int | None:
    """Id of the group in which a row stands."""
    return row.national_topic.group_id if isinstance(row, ReadingItem) else group_of(row)


PERSONAL_DATA = PersonalData(
    sections={"national_topics": answers, "lead_groups": leads},
    texts={AskedForce: ("reason",), ReadingItem: ("title", "note")},
    group=_group,
    where=where,
    holds=is_held,
    expiries=(
        Expiry("national_topics", old_national_topics, actions.remove_expired_national_topics),
    ),
)
