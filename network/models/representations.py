"""Who represents a force in its network: somebody who advises in its lead group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import AdvisoryGroup, Membership, User
from accounts.models.memberships import ADVISERS, ORGANISERS, OWN_PEOPLE
from core.clock import now
from core.conditions import among, either
from network.models.forces import NetworkForce

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

STANDS = Q(ended_at__isnull=True)


class RepresentationQuerySet(models.QuerySet["Representation"]):
    def visible_to(self, user: User | AnonymousUser) -> RepresentationQuerySet:
        """One's own; those of one's group; those in a network that one organises."""
        if not isinstance(user, User):
            return self.none()
        theirs = among("group", user.groups_as(OWN_PEOPLE))
        host = among("force__host", user.groups_as(ORGANISERS))
        return self.filter(either(Q(user=user), either(theirs, host)))

    def standing(self) -> RepresentationQuerySet:
        """Those that have not ended."""
        return self.filter(STANDS)


class Representation(models.Model):
    """Somebody who represents a force in its network, from when they are named.

    Kept as places in groups are: it says whose position was whose group's.

    :ivar group: the lead group that named them.
    :ivar admitted_by: the chair of the network who let them in; they have no voice before.
    :ivar place: the place in the network that they got by it; ``None`` where they had one.
    """

    force = models.ForeignKey(
        NetworkForce, on_delete=models.PROTECT, related_name="representations"
    )
    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField(default=now)
    admitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    admitted_at = models.DateTimeField(null=True, blank=True)
    place = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("force",), condition=STANDS, name="one_representative_a_force"
            ),
            models.UniqueConstraint(
                fields=("user",), condition=STANDS, name="one_force_a_representative"
            ),
            models.CheckConstraint(
                name="admitted_by_somebody",
                condition=Q(admitted_by__isnull=True, admitted_at__isnull=True, place__isnull=True)
                | Q(admitted_by__isnull=False, admitted_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.force)

    def get_absolute_url(self) -> str:
        return reverse("network:representation", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def is_admitted(self) -> bool:
        return self.admitted_at is not None

    def advises_in(self, group_id: int) -> bool:
        """Whether its person is one of the members proper of that group now."""
        places = Membership.objects.current().filter(user=self.user_id, role__in=ADVISERS)
        return places.filter(group=group_id).exists()
