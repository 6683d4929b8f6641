"""The reports of a quarter as one paper of the group."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import OWN_PEOPLE
from core.clock import now
from core.conditions import among
from meetings.models import Paper
from visits.models.reports import VisitReport

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WORDS = (
    _("January to March %s"),
    _("April to June %s"),
    _("July to September %s"),
    _("October to December %s"),
)


class Quarter(NamedTuple):
    """Three months of a year, where the portal is.

    :ivar number: 1 to 4.
    """

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter in which ``day`` lies."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def begins_at(self) -> datetime:
        return timezone.make_aware(datetime(self.year, self.number * 3 - 2, 1))  # noqa: DTZ001 -- made aware

    @property
    def ends_at(self) -> datetime:
        """When the next one begins."""
        if self.number == len(WORDS):
            return Quarter(self.year + 1, 1).begins_at
        return Quarter(self.year, self.number + 1).begins_at

    def __str__(self) -> str:
        return str(WORDS[self.number - 1]) % self.year


class VisitDigestQuerySet(models.QuerySet["VisitDigest"]):
    def visible_to(self, user: User | AnonymousUser) -> VisitDigestQuerySet:
        """Those of the groups in which ``user`` is one of its own people."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(among("group", user.groups_as(OWN_PEOPLE)))


class VisitDigest(models.Model):
    """That the reports of a quarter were put together, and which paper it became.

    ::

        waiting -> ready -> waiting    (it is drawn again: a new version of the paper)
           +-> failed -> waiting

    :ivar paper: with a page of the handbook; ``None`` before it is made, and once that is gone.
    :ivar reports: which reports it holds.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Being put together")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be put together")

    NEXT = {
        State.WAITING: {State.WAITING, State.READY, State.FAILED},
        State.READY: {State.WAITING},
        State.FAILED: {State.WAITING},
    }

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="visit_digests")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    paper = models.ForeignKey(
        Paper, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reports = models.ManyToManyField(VisitReport, related_name="digests")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=now)

    objects = VisitDigestQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "-quarter")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "year", "quarter"), name="one_digest_a_quarter"
            ),
        )

    def __str__(self) -> str:
        return f"digest {self.pk}"

    @property
    def months(self) -> Quarter:
        return Quarter(self.year, self.quarter)

    @property
    def title(self) -> str:
        """What its paper is called."""
        return _now("Observation visits, %s") % str(self.months)
