"""Who is let into a topic one by one."""

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
