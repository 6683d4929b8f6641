"""Who is mentioned in a post."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Mention(models.Model):
    """One person whom a post names behind an ``@``, and who is let into its space.

    :ivar version: of the words of the post: the first since when they name this person.
    """

    post = models.ForeignKey("deliberation.Post", on_delete=models.PROTECT, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("post", "user"), name="one_mention_in_a_post"),
        )

    def __str__(self) -> str:
        return f"mention {self.pk}"
