"""The forces of a network, each with the one group that speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Organisation, User
from accounts.models.memberships import OWN_PEOPLE
from core.conditions import among

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

TILES = 12  # rows, and columns, of the map of tiles
STAYS = Q(left_on__isnull=True)


class NetworkForceQuerySet(models.QuerySet["NetworkForce"]):
    def visible_to(self, user: User | AnonymousUser) -> NetworkForceQuerySet:
        """Those of the networks in which ``user`` is one of its own people."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(among("host", user.groups_as(OWN_PEOPLE)))

    def present(self) -> NetworkForceQuerySet:
        """Those that are in their network now."""
        return self.filter(STAYS)


class NetworkForce(models.Model):
    """A force in a network, with the one group that speaks for it.

    :ivar host: the network, which is a group of that kind.
    :ivar organisation: the force.
    :ivar standing: whether it is counted among the forces of the network, or apart from them.
    :ivar lead_group: the group that speaks for it; ``None`` until there is one. It may be of
        another organisation: some commissioners' offices host the group of their force.
    :ivar code: two to four capitals that stand in its tile.
    :ivar row, column: where its tile stands, if it has a place of its own among the tiles.
    :ivar left_on: day on which it left the network; a force that comes back is a new row.
    """

    class Standing(models.TextChoices):
        FORCE = "force", _("Force")
        ASSOCIATE = "associate", _("Associate")

    host = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="forces")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.FORCE)
    lead_group = models.ForeignKey(
        AdvisoryGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="leads"
    )
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

    @property
    def group_id(self) -> int:
        """Of the network, on whose record it stands."""
        return self.host_id

    @property
    def is_present(self) -> bool:
        """Whether it is in the network now."""
        return self.left_on is None
