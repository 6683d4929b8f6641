"""What people are told of observation visits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.models.memberships import ORGANISERS
from core.notices.kinds import Kind
from visits.events import VisitBooked, VisitCancelled, VisitChecked, VisitEnded, VisitRequested
from visits.models import Visit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.notices.kinds import Facts


def _observer(visit: Visit, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=visit.observer_id)


def _organisers(visit: Visit, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(visit.group_id, ORGANISERS)


def _all_concerned(visit: Visit, facts: Facts) -> QuerySet[User]:
    return _observer(visit, facts) | _organisers(visit, facts)


def _who_is_late(visit: Visit, facts: Facts) -> QuerySet[User]:
    secretaries = User.objects.in_roles(visit.group_id, {Role.SECRETARY})
    return _observer(visit, facts) | secretaries


def _is_booked(visit: Visit) -> bool:
    return visit.is_booked


of_visit = partial(Kind, about=Visit, fact="visit_id")
NOTICES = (
    of_visit(
        event=VisitRequested,
        says=_("A member asks for an observation visit"),
        people=_organisers,
        still=lambda visit: visit.is_open,
    ),
    of_visit(
        event=VisitChecked,
        says=_("The checks for your observation visit are confirmed"),
        people=_observer,
        still=lambda visit: visit.is_open,
    ),
    of_visit(
        event=VisitBooked,
        says=_("Your observation visit is booked, or has another time"),
        people=_observer,
        still=_is_booked,
    ),
    of_visit(
        event=VisitCancelled,
        says=_("An observation visit has been cancelled"),
        people=_all_concerned,
    ),
    of_visit(
        own_name="visit.tomorrow",
        says=_("Your observation visit is tomorrow"),
        people=_observer,
        still=_is_booked,
    ),
    of_visit(
        event=VisitEnded,
        says=_("Write your report of the observation visit within 24 hours"),
        people=_observer,
    ),
)
