"""Who represents forces, for those who name them and those who let them in."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import ADVISERS
from network.models import AskedForce, NetworkForce, Representation


def representative_of(force: NetworkForce) -> Representation | None:
    """Who represents ``force`` now, let in or not yet."""
    standing = Representation.objects.standing().filter(force=force)
    return standing.select_related("user", "force__host", "group").first()


def speaks_for(asked: AskedForce) -> Representation | None:
    """Who represents the force for the group that was asked; for its own people.

    Whom another group named that leads the force by now is for that group, and for the network.
    """
    representation = representative_of(asked.force)
    is_theirs = representation is not None and representation.group_id == asked.group_id
    return representation if is_theirs else None


def can_represent(group: AdvisoryGroup) -> QuerySet[User]:
    """Those who advise in ``group``, are not suspended, and represent no force yet."""
    taken = Representation.objects.standing().filter(user=OuterRef("pk"))
    people = User.objects.in_roles(group.pk, ADVISERS).filter(is_active=True)
    return people.exclude(Exists(taken)).order_by("name")
