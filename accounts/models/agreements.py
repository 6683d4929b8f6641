"""The confidentiality agreement, in versions, and who accepted which."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from core.clock import now
from core.prepared import Given, Prepared


class Agreement(models.Model):
    """One version of the confidentiality agreement. The newest is the one in force.

    :ivar text: Markdown.
    """

    version = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    adopted_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("-version",)

    def __str__(self) -> str:
        return f"agreement version {self.version}"


class Acceptance(models.Model):
    """A person accepted one version of the agreement.

    :ivar accepted_at: when they did, or when it was written down for them.
    :ivar recorded_by: who wrote it down; ``None`` when they accepted it here themselves.
    :ivar how: how somebody accepted it who does not sign in.
    """

    class How(models.TextChoices):
        PAPER = "paper", _("On paper, signed")
        TELEPHONE = "telephone", _("On the telephone, after it was read out")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acceptances"
    )
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="acceptances")
    accepted_at = models.DateTimeField(default=now)

    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    how = models.CharField(max_length=10, choices=How, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "agreement"), name="accepted_once"),
            models.CheckConstraint(
                name="written_down_how_and_by_whom",
                condition=models.Q(recorded_by__isnull=True, how="")
                | models.Q(recorded_by__isnull=False) & ~models.Q(how=""),
            ),
        )


def _newest() -> models.QuerySet[Any]:
    user = Given("user", models.BigIntegerField())
    accepted = Acceptance.objects.filter(agreement=OuterRef("pk"), user=user)
    versions: models.QuerySet[Any] = Agreement.objects.annotate(accepted=Exists(accepted))
    return versions.defer("text").order_by("-version")[:1]


NEWEST_FOR = Prepared(_newest)  # the agreement in force, and whether one person accepted it
