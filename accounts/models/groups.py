"""Organisations and their advisory groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models.users import User


class Organisation(models.Model):
    """A police force, its commissioner's office, or a national body that reads."""

    class Kind(models.TextChoices):
        FORCE = "force", _("Police force")
        OPCC = "opcc", _("Police and Crime Commissioner’s office")
        NATIONAL = "national", _("National body")
        HOST = "host", _("Host of a network of groups")

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FORCE)

    def __str__(self) -> str:
        return self.name


READERS = frozenset({Organisation.Kind.NATIONAL, Organisation.Kind.HOST})  # they have readers
QUORUM_LEAST = 3  # members
CHECK_DAYS = 5  # working days for the police to check the facts of a summary


class AdvisoryGroupQuerySet(models.QuerySet["AdvisoryGroup"]):
    def visible_to(self, person: User) -> AdvisoryGroupQuerySet:
        """Groups in which ``person`` has a place today."""
        return self.filter(pk__in=person.roles)

    def working(self) -> AdvisoryGroupQuerySet:
        """Groups that are not closed."""
        return self.filter(closed_at__isnull=True)

    def listed_to(self, person: User) -> AdvisoryGroupQuerySet:
        """Groups in the directory, for everybody who has a place anywhere.

        Others see what a directory says of them, never their pages.
        """
        listed = self.working().filter(listing=AdvisoryGroup.Listing.LISTED)
        return listed if person.has_a_place else self.none()


class AdvisoryGroup(models.Model):
    """An Independent Advisory Group.

    :ivar code: two to six capitals that begin its references, such as ``HAR``.
    :ivar secretary_in_members_space: whether its terms of reference let the secretary
        read the members' space; shown wherever that space is.
    :ivar response_days: days the police have to answer a key message.
    :ivar check_days: working days the police lead has to check the facts of a summary.
    :ivar quorum: how many members must take a position for a round to count, or be in a meeting for
        it to be quorate; ``None`` for a third of them, :data:`QUORUM_LEAST` at the least.
    :ivar listing: whether people outside it know that there is this group.
    :ivar closed_at: since when nobody new joins it and nothing new begins in it; ``None`` while
        it works.
    """

    class Kind(models.TextChoices):
        LOCAL = "local", _("Local group")
        STRATEGIC = "strategic", _("Strategic group")
        THEMATIC = "thematic", _("Thematic group")
        YOUTH = "youth", _("Youth group")
        CRITICAL_INCIDENT = "critical_incident", _("Critical incident advisers")
        SCRUTINY_PANEL = "scrutiny_panel", _("Scrutiny panel")
        NATIONAL = "national", _("National network")

    class Listing(models.TextChoices):
        HIDDEN = "hidden", _("Hidden")
        LISTED = "listed", _("Listed")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120, unique=True)
    code = models.CharField(
        max_length=6, unique=True, validators=[RegexValidator(r"^[A-Z]{2,6}\Z")]
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.LOCAL)
    secretary_in_members_space = models.BooleanField(default=False)
    response_days = models.PositiveSmallIntegerField(default=28)
    check_days = models.PositiveSmallIntegerField(default=CHECK_DAYS)
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    listing = models.CharField(max_length=6, choices=Listing, default=Listing.HIDDEN)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AdvisoryGroupQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("listing",), name="groups_by_listing"),)

    def __str__(self) -> str:
        return self.name

    @property
    def group_id(self) -> int:
        """Its own key: what is refused about a group is on that group's record."""
        return self.pk
