"""What was asked, under which title, until when: each version since it was first changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from core.clock import now
from core.marking import Marking


class TopicVersion(models.Model):
    """Title, question, decision day, marking and tags of a topic, as somebody wrote them.

    Never changed itself. A topic that was never changed has none; else the newest says what the
    topic says.

    :ivar tags: as they were called then.
    :ivar written_by: ``None`` where the day of decision moved with that of whoever asks.
    """

    FIELDS = ("title", "ask", "decision_due", "marking")

    topic = models.ForeignKey(
        "deliberation.Topic", on_delete=models.PROTECT, related_name="versions"
    )
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    ask = models.TextField()
    decision_due = models.DateField(null=True, blank=True)
    marking = models.CharField(max_length=20, choices=Marking)
    tags = models.CharField(max_length=120, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("topic", "version"), name="one_topic_a_version"),
        )

    def __str__(self) -> str:
        return f"version {self.version} of topic {self.topic_id}"
