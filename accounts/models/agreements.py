"""The confidentiality agreement, in versions, and who accepted which."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from core.clock import now


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
    """A person accepted one version of the agreement."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acceptances"
    )
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="acceptances")
    accepted_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "agreement"), name="accepted_once"),)
