"""Posts, and how far each person has read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.conditions import both, either
from core.dates import day, day_and_time
from deliberation.models.standing import standing_of
from deliberation.models.topics import History, Space, Topic, members_space, readable

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

EDITED_WITHIN = timedelta(minutes=30)


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User | AnonymousUser) -> PostQuerySet:
        """Posts in the spaces that ``user`` may read, from when they may read them."""
        return self.filter(posts_of(user)) if isinstance(user, User) else self.none()


def posts_of(user: User, prefix: str = "") -> Q:
    """Condition for posts that ``user`` may read; ``prefix`` is the path to them, with ``__``."""
    topic = f"{prefix}topic__"
    spaces = either(Q(**{f"{prefix}space": Space.SHARED}), members_space(user, topic))
    return both(readable(user, topic), spaces, since_joining(user, prefix))


def since_joining(user: User, prefix: str = "") -> Q:
    """Condition for posts that are not hidden from ``user`` because they joined later."""
    standing = standing_of(user)
    topic, written = f"{prefix}topic", f"{prefix}written_at"
    let_in = Q()
    for pk, moment in [*standing.invited.items(), *standing.named.items()]:
        let_in &= ~Q(**{topic: pk, f"{written}__lt": moment})
    condition = Q(**{f"{topic}__history": History.FROM_START})
    for group, place in user.places.items():
        condition |= Q(**{f"{topic}__group": group, f"{written}__gte": place.joined_at}) & let_in
    return condition


class Post(models.Model):
    """What one person wrote to one space of a topic.

    :ivar body: Markdown, as written.
    :ivar html: the same, rendered and cleaned once, when it was written.
    :ivar label: what kind of contribution its author says it is; perhaps none.
    :ivar version: of the words; each earlier one is kept as a ``PostVersion``.
    :ivar edited_at: when the words were last changed; ``None`` for never.
    :ivar removed_at: when the words were removed; body and html say so in their place.
    :ivar withdrawn: whether the author did that.
    :ivar unattributed: whether the author keeps their name to themselves. Pages say ``byline``.
    """

    class Label(models.TextChoices):
        QUESTION = "question", _("Question")
        CONCERN = "concern", _("Concern")
        SUPPORT = "support", _("Support")
        SUGGESTION = "suggestion", _("Suggestion")

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
    label = models.CharField(max_length=10, choices=Label, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)
    unattributed = models.BooleanField(default=False)

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

    @property
    def byline(self) -> str:
        """Who wrote it, as everybody reads it, its author too. No page names the author itself."""
        return gettext("Unnamed member") if self.unattributed else str(self.author)

    @property
    def written_when(self) -> datetime | date:
        """The moment at which it was written, or the day alone: a moment tells who was there."""
        return localdate(self.written_at) if self.unattributed else self.written_at

    @property
    def written_words(self) -> str:
        """The same in words."""
        return day(self.written_at) if self.unattributed else day_and_time(self.written_at)

    @property
    def unnamed_id(self) -> int | None:
        """Id of the person whom no record names beside it; ``None`` where its author is named."""
        return self.author_id if self.unattributed else None

    @property
    def fate(self) -> str:
        """The state of the question that it is; open while nobody has said anything of it."""
        question = getattr(self, "question", None)
        return question.state if question else "open"

    @property
    def editable_until(self) -> datetime:
        """Until when its author can change the words."""
        return self.written_at + EDITED_WITHIN


class PostVersion(models.Model):
    """Words of a post as they stood before its author changed them. Never changed itself.

    Who may read the post may read it; when the words of the post go, it goes too.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    body = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("post", "version"), name="one_post_a_version"),
        )

    def __str__(self) -> str:
        return f"version {self.version} of post {self.post_id}"

    @property
    def topic(self) -> Topic:
        return self.post.topic


class ReadMarkQuerySet(models.QuerySet["ReadMark"]):
    def note_seen(self, user: User, topic: Topic, space: str, post_id: int) -> None:
        """Note that ``user`` has had the posts up to ``post_id`` on their screen.

        Written by GET and told to nobody: reading is no action.
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
