"""What a group decided about its topics."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import AdvisoryGroup
from core.clock import now


class TopicTerms(models.Model):
    """What a group lets its members do in topics. Without a row, what is here by default.

    :ivar unattributed_posts: whether they write without their name.
    """

    group = models.OneToOneField(
        AdvisoryGroup, on_delete=models.PROTECT, related_name="topic_terms"
    )
    members_open_topics = models.BooleanField(default=True)
    unattributed_posts = models.BooleanField(default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"topic terms of group {self.group_id}"
