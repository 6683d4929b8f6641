"""The forces of a network, each with the one group that speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Organisation, User
from accounts.models.memberships import OWN_PEOPLE
from core.conditions import among, either

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

TILES = 12  # rows, and columns, of the map of tiles
STAYS = Q(left_on__isnull=True)


class NetworkForceQuerySet(models.QuerySet["NetworkForce"]):
    def visible_to(self, user: User | AnonymousUser) -> NetworkForceQuerySet:
        """Those of the networks of ``user``; of others those that a group of theirs leads.

        ``user`` is one of the own people of that network, or of that group.
        """
        if not isinstance(user, User):
            return self.none()
        own = user.groups_as(OWN_PEOPLE)
        return self.filter(either(among("host", own), among("lead_group", own)))

    def of_networks(self, user: User) -> NetworkForceQuerySet:
        """Of those, the ones in networks of ``user``."""
        return self.visible_to(user).filter(host__in=user.groups_as(OWN_PEOPLE))

    def present(self) -> NetworkForceQuerySet:
        """Those that are in their network now."""
        return self.filter(STAYS)

    def led(self) -> NetworkForceQuerySet:
        """Those whose lead group has agreed to be it, and works."""
        agreed = self.filter(state=NetworkForce.State.AGREED)
        return agreed.filter(lead_group__isnull=False, lead_group__closed_at__isnull=True)


class NetworkForce(models.Model):
    """A force in a network, with the one group that speaks for it.

    ::

        proposed -> agreed
           +------> declined

    That is what the lead group says. Another lead group is asked anew: both lead back.

    :ivar host: the network, which is a group of that kind.
    :ivar organisation: the force.
    :ivar standing: whether it is counted among the forces of the network, or apart from them.
    :ivar lead_group: the group that speaks for it; ``None`` until there is one. It may be of
        another organisation: some commissioners' offices host the group of their force.
    :ivar state: whether its lead group has agreed to be it; until then it is asked nothing.
    :ivar code: two to four capitals that stand in its tile.
    :ivar row, column: where its tile stands, if it has a place of its own among the tiles.
    :ivar left_on: day on which it left the network; a force that comes back is a new row.
    """

    class Standing(models.TextChoices):
        FORCE = "force", _("Force")
        ASSOCIATE = "associate", _("Associate")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for the group")
        AGREED = "agreed", _("Leads it")
        DECLINED = "declined", _("Does not lead it")

    NEXT = {
        State.PROPOSED: {State.AGREED, State.DECLINED},
        State.AGREED: {State.PROPOSED},
        State.DECLINED: {State.PROPOSED},
    }

    host = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="forces")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.FORCE)
    lead_group = models.ForeignKey(
        AdvisoryGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="leads"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    code = models.CharField(max_length=4, validators=[RegexValidator(r"^[A-Z]{2,4}\Z")])
    row = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(TILES)]
    )
    column = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(TILES)]
    )
    left_on = models.DateField(null=True, blank=True, editable=False)

    objects = NetworkForceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("host", "organisation"), condition=STAYS, name="one_place_a_force"
            ),
            models.UniqueConstraint(
                fields=("host", "lead_group"), condition=STAYS, name="one_force_a_lead_group"
            ),
            models.UniqueConstraint(
                fields=("host", "code"), condition=STAYS, name="one_force_a_code"
            ),
            models.UniqueConstraint(
                fields=("host", "row", "column"), condition=STAYS, name="one_force_a_tile"
            ),
            models.CheckConstraint(
                name="a_tile_has_row_and_column",
                condition=Q(row__isnull=True, column__isnull=True)
                | Q(row__isnull=False, column__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("network:force", args=[self.pk])

    @property
    def group_id(self) -> int:
        """Of the network, on whose record it stands."""
        return self.host_id

    @property
    def is_present(self) -> bool:
        """Whether it is in the network now."""
        return self.left_on is None

    @property
    def asks_to_lead(self) -> bool:
        """Whether its lead group has yet to say whether it is that."""
        return self.is_present and bool(self.lead_group_id) and self.state == self.State.PROPOSED
