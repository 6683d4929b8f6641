"""Who represents forces, for those who name them and those who let them in."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import ADVISERS
from network.models import NetworkForce, Representation


def representative_of(force: NetworkForce) -> Representation | None:
    """Who represents ``force`` now, let in or not yet."""
    standing = Representation.objects.standing().filter(force=force)
    return standing.select_related("user", "force__host", "group").first()


def can_represent(group: AdvisoryGroup) -> QuerySet[User]:
    """Those who advise in ``group``, are not suspended, and represent no force yet."""
    taken = Representation.objects.standing().filter(user=OuterRef("pk"))
    people = User.objects.in_roles(group.pk, ADVISERS).filter(is_active=True)
    return people.exclude(Exists(taken)).order_by("name")
