"""Photographs of a report, each with the words that stand for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.clock import now
from visits.models.reports import VisitReport

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

MOST = 6
SHOWS_LENGTH = 200  # characters


class VisitPhotographQuerySet(models.QuerySet["VisitPhotograph"]):
    def visible_to(self, user: User | AnonymousUser) -> VisitPhotographQuerySet:
        """Those of the reports that ``user`` reads."""
        return self.filter(report__in=VisitReport.objects.visible_to(user))


class VisitPhotograph(models.Model):
    """One photograph: what readers get is drawn anew, and the file is deleted then.

    ::

        waiting -> ready | failed

    :ivar file: path of what was sent, until it is drawn; it is under no name of its own.
    :ivar picture: a WebP picture of the pixels alone.
    :ivar problem: why there is no picture: a sentence of ours.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Being prepared")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be prepared")

    NEXT = {
        State.WAITING: {State.READY, State.FAILED},
        State.READY: set(),
        State.FAILED: set(),
    }

    report = models.ForeignKey(VisitReport, on_delete=models.PROTECT, related_name="photographs")
    shows = models.CharField(max_length=SHOWS_LENGTH)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    file = models.FileField(max_length=200, blank=True)
    picture = models.FileField(max_length=200, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField(default=now)

    objects = VisitPhotographQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"photograph {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("visits:photograph", args=[self.pk])

    @property
    def group_id(self) -> int:
        return self.report.group_id

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY
