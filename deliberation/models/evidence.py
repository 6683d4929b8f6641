"""What a key message rests on: posts of its topic, and slides that people were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from accounts.models import User
from core.clock import now
from deliberation.models.key_messages import KeyMessage
from deliberation.models.posts import Post
from deliberation.slides import slides

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User | AnonymousUser) -> EvidenceQuerySet:
        """Those of which ``user`` may read the post or the slide; of others they hear nothing."""
        if not isinstance(user, User):
            return self.none()
        posts = Post.objects.visible_to(user).filter(removed_at=None)
        of_slides = models.Q(slide__gt=0, slide__in=slides().visible(user).values("pk"))
        return self.filter(models.Q(post__in=posts.values("pk")) | of_slides)


class Evidence(models.Model):
    """One post, or one slide, on which a key message rests.

    It stays inside the group: an edition has no key to posts, and what a paper says is its author's
    to publish. What somebody cannot read they are not told of, not even by a number.

    :ivar slide: number of a slide, 0 for a post. No foreign key: this app knows no papers.
    """

    key_message = models.ForeignKey(KeyMessage, on_delete=models.PROTECT, related_name="evidence")
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    slide = models.PositiveBigIntegerField(default=0)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="evidence_is_a_post_or_a_slide",
                condition=models.Q(post=None, slide__gt=0) | models.Q(post__isnull=False, slide=0),
            ),
            models.UniqueConstraint(
                fields=("key_message", "post"), name="a_post_is_evidence_once_a_message"
            ),
            models.UniqueConstraint(
                fields=("key_message", "slide"),
                condition=models.Q(slide__gt=0),
                name="a_slide_is_evidence_once_a_message",
            ),
        )

    def __str__(self) -> str:
        return f"evidence {self.pk}"

    @property
    def group_id(self) -> int:
        return self.key_message.group_id
