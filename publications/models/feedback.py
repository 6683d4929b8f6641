"""What people outside write to the secretary of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import ORGANISERS
from core.clock import now

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

FEEDBACK_LENGTH = 2000  # characters


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, user: User | AnonymousUser) -> FeedbackQuerySet:
        """That of groups which ``user`` organises."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(group__in=user.groups_as(ORGANISERS))


class Feedback(models.Model):
    """Words from outside, of nobody in particular. Removed when they are dealt with."""

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=FEEDBACK_LENGTH)
    given_at = models.DateTimeField(default=now)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"feedback {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("publications:feedback-remove", args=[self.pk])
