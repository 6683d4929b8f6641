"""How a topic is handled, in versions, and who accepted which."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from core.clock import now


class HandlingText(models.Model):
    """One version of what readers must do or not do with a topic. Never changed."""

    topic = models.ForeignKey(
        "deliberation.Topic", on_delete=models.PROTECT, related_name="handling_texts"
    )
    version = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("topic", "version"), name="one_handling_a_version"),
        )


class HandlingAcceptance(models.Model):
    """Somebody accepted one version of the handling of a topic, before they opened it."""

    topic = models.ForeignKey(
        "deliberation.Topic", on_delete=models.PROTECT, related_name="acceptances"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    accepted_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("topic", "user", "version"), name="accepted_once_a_version"
            ),
        )
