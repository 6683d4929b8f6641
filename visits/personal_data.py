"""What this app holds about people: the visits that they asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model

from accounts.models import LegalHold, User
from core.rights.registry import Expiry, PersonalData, Row
from visits import actions
from visits.models import RiskAssessment, Visit
from visits.queries import old_visits


def visits(person: User) -> Iterator[Row]:
    """Visits that this person asked for, with what was checked and booked."""
    rows = Visit.objects.filter(observer=person).select_related("risks").order_by("pk")
    for visit in rows:
        yield {
            "wants": visit.wants,
            "dates": visit.dates,
            "at": visit.applied_at,
            "state": visit.get_state_display(),
            "accepted risk assessment": visit.risks.version if visit.risks else None,
            "accepted at": visit.accepted_at,
            "checks passed on": visit.checked_on.isoformat() if visit.checked_on else None,
            "again because": visit.why_again,
            "starts": visit.starts_at,
            "ends": visit.ends_at,
            "meets": visit.meeting_place,
            "cancelled because": visit.why_cancelled,
        }


def is_held(person: User) -> bool:
    """Whether a hold covers a visit on which this person goes or went."""
    return Visit.objects.filter(pk__in=LegalHold.objects.ids(Visit), observer=person).exists()


def where(person: User, row: Model) -> str | None:
    """Address of a text, for those who read it; ``None`` for everybody else."""
    model = type(row)._default_manager  # noqa: SLF001 -- any model of this app
    visible = model.visible_to(person).filter(pk=row.pk).first()  # type: ignore[attr-defined]
    return visible.get_absolute_url() if visible else None


PERSONAL_DATA = PersonalData(
    sections={"visits": visits},
    texts={
        Visit: ("wants", "dates", "why_again", "meeting_place", "officer", "why_cancelled"),
        RiskAssessment: ("text",),
    },
    where=where,
    holds=is_held,
    expiries=(Expiry("visits", old_visits, actions.remove_expired_visits),),
)
