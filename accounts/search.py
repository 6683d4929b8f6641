"""What this app offers to search: the people of one's groups, for who keeps their list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.events import SignedIn, SignedOut, SignInFailed
from accounts.models import Membership, Role, User
from accounts.models.memberships import ORGANISERS
from core.conditions import among
from core.policy import pointer
from core.search.models import Document
from core.search.registry import Follow, Hit, Source


def places_for(person: User) -> QuerySet[Any]:
    """Places in the groups whose people ``person`` sees: ``accounts.view_people``."""
    return Membership.objects.filter(among("group", person.groups_as(ORGANISERS)))


def current(places: QuerySet[Any]) -> QuerySet[Any]:
    """Those of today, of people who have their name and are not suspended."""
    return places.filter(Membership.in_force(), user__is_active=True)


def read_place(place: Membership) -> Document:
    """The name, and nothing else."""
    return Document(
        group_id=place.group_id,
        place=pointer(place.group),
        at=place.starts_at,
        title=place.user.name,
    )


def show_place(place: Membership) -> Hit:
    """The person, with their role, on the page of the group's people."""
    where = f"{place.group}, {Role(place.role).label}"
    return Hit(place.user.name, reverse("accounts:group-people", args=[place.group_id]), where)


SOURCES = (
    Source(
        kind="person",
        label=_("People"),
        noun=_("Person"),
        model=Membership,
        opens=places_for,
        findable=current,
        read=read_place,
        show=show_place,
        joins=lambda rows: rows.select_related("user", "group"),
        follows=(Follow("person_id", "user", but=(SignedIn, SignedOut, SignInFailed)),),
    ),
)
