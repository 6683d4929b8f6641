"""Members go out with the police, and write about it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from iag_portal.story import words
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from visits import actions
from visits.models import Visit


def go_out(cast: Cast, today: datetime) -> None:
    """Doreen goes on Friday; Tariq has asked."""
    people, group = cast.people, cast.group
    with then(today - timedelta(days=60)):
        actions.adopt_risk_assessment(actor=people["sally"], group=group, text=words.RISKS, after=0)
    with then(today - timedelta(days=6)):
        _book(cast, people["doreen"], words.DOREEN_WANTS, today + timedelta(days=4))
        actions.request_visit(
            actor=people["tariq"],
            group=group,
            wants=words.TARIQ_WANTS,
            dates="Weekday mornings",
        )


def _book(cast: Cast, observer: User, wants: str, day: datetime) -> Visit:
    """Ask, accept, check and book; from half past six for four hours."""
    visit = actions.request_visit(
        actor=observer, group=cast.group, wants=wants, dates="Fridays, after 6pm"
    )
    actions.accept_risk_assessment(actor=observer, visit=visit, version=1)
    sally = cast.people["sally"]
    actions.check_visit(actor=sally, visit=visit, checked_on=visit.applied_at.date())
    starts_at = timezone.localtime(day).replace(hour=18, minute=30, second=0, microsecond=0)
    booking = actions.Booking(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4),
        meeting_place="Harbour police station, front counter",
        officer="The sergeant of the evening shift",
    )
    return actions.book_visit(actor=sally, visit=visit, booking=booking, after=visit.version)
