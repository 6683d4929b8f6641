"""Who learned who wrote a post without their name, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.models.memberships import CHAIRS
from core.clock import now
from deliberation.models.posts import Post, posts_of
from deliberation.models.topics import Topic

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

REASON_MAX_LENGTH = 500  # characters


class UnmaskingQuerySet(models.QuerySet["Unmasking"]):
    def visible_to(self, user: User | AnonymousUser) -> UnmaskingQuerySet:
        """Those of posts of ``user``, and those that ``user`` made and may know as the chair."""
        if not isinstance(user, User):
            return self.none()
        chairs = Q(unmasked_by=user, post__topic__group__in=user.groups_as(CHAIRS))
        return self.filter(posts_of(user, "post__") & (Q(post__author=user) | chairs))


class Unmasking(models.Model):
    """A chair learned who wrote one post. Its author reads who did, and why; nobody else does."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="unmaskings")
    reason = models.CharField(max_length=REASON_MAX_LENGTH)
    unmasked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    unmasked_at = models.DateTimeField(default=now)

    objects = UnmaskingQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("post", "unmasked_by"), name="one_unmasking_a_chair"),
        )

    def __str__(self) -> str:
        return f"unmasking {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("deliberation:post-author", args=[self.post_id])

    @property
    def topic(self) -> Topic:
        return self.post.topic

    @property
    def group_id(self) -> int:
        return self.post.group_id
