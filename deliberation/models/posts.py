"""Posts, and how far each person has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Membership, User
from core.clock import now
from deliberation.models.topics import History, NamedReader, Space, Topic, TopicGuest

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User | AnonymousUser) -> PostQuerySet:
        """Posts in the spaces that ``user`` may read, from when they may read them."""
        if not isinstance(user, User):
            return self.none()
        members = Q(topic__in=Topic.objects.with_members_space_for(user))
        found = self.filter(topic__in=Topic.objects.readable_by(user))
        return found.filter(Q(space=Space.SHARED) | members).filter(_since_joining(user))


def _since_joining(user: User) -> Q:
    """Posts that are not hidden from ``user`` because they joined later."""
    places = Membership.objects.current().filter(user=user, group=OuterRef("topic__group"))
    joined = places.annotate(joined=Coalesce("reads_since", "starts_at")).values("joined")[:1]
    later = {"user": user, "topic": OuterRef("topic"), "invited_at__gt": OuterRef("written_at")}
    return Q(topic__history=History.FROM_START) | (
        Q(written_at__gte=Subquery(joined))
        & ~Exists(TopicGuest.objects.filter(**later))
        & ~Exists(NamedReader.objects.filter(**later))
    )


class Post(models.Model):
    """What one person wrote to one space of a topic.

    :ivar body: Markdown, as written.
    :ivar html: the same, rendered and cleaned once, when it was written.
    :ivar removed_at: when the words were removed; body and html say so in their place.
    """

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="posts")
    space = models.CharField(max_length=10, choices=Space)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts"
    )
    reply_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    body = models.TextField()
    html = models.TextField(editable=False)
    written_at = models.DateTimeField(default=now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("topic", "space", "id")),)

    def __str__(self) -> str:
        return f"post {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.topic.url_of(self.space)}?post={self.pk}#post-{self.pk}"

    @property
    def group_id(self) -> int:
        return self.topic.group_id


class ReadMarkQuerySet(models.QuerySet["ReadMark"]):
    def note_seen(self, user: User, topic: Topic, space: str, post_id: int) -> None:
        """Note that ``user`` has had the posts up to ``post_id`` on their screen.

        Written by GET and told to nobody: reading is no deed.
        """
        self.bulk_create(
            [ReadMark(user=user, topic=topic, space=space, post_id=post_id)],
            update_conflicts=True,
            update_fields=["post_id"],
            unique_fields=["user", "topic", "space"],
        )


class ReadMark(models.Model):
    """The newest post of a space that a person has had on their screen."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    space = models.CharField(max_length=10, choices=Space)
    post_id = models.BigIntegerField(default=0)

    objects = ReadMarkQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "topic", "space"), name="one_read_mark"),
        )
