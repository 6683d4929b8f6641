"""Words by which a group sorts its topics."""

from __future__ import annotations

from django.db import models

from accounts.models import AdvisoryGroup

TAG_MAX_LENGTH = 30  # characters
MOST_IN_A_GROUP = 20
MOST_ON_A_TOPIC = 3


class Tag(models.Model):
    """One word of the short list that the chair and the secretary of a group keep."""

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="tags")
    name = models.CharField(max_length=TAG_MAX_LENGTH)

    class Meta:
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=("group", "name"), name="one_tag_a_name"),)

    def __str__(self) -> str:
        return self.name
