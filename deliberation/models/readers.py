"""Who is let into a topic one by one, and who accepted how it is handled."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from core.clock import now


class TopicGuest(models.Model):
    """Somebody of the police, an observer or an interpreter who may read the shared space."""

    topic = models.ForeignKey("deliberation.Topic", on_delete=models.PROTECT, related_name="guests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("topic", "user"), name="invited_to_a_topic_once"),
        )


class NamedReader(models.Model):
    """Somebody who knows of a topic for named readers; nobody else does."""

    topic = models.ForeignKey(
        "deliberation.Topic", on_delete=models.PROTECT, related_name="named_readers"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("topic", "user"), name="named_once"),)


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
