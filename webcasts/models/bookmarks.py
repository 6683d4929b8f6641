"""Moments of a webcast, with what somebody says of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from accounts.models import User
from core.clock import now
from deliberation.models import Space, Topic
from deliberation.models.posts import posts_of
from webcasts.models.webcasts import Webcast

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WORDS_LENGTH = 500  # characters


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def visible_to(self, user: User | AnonymousUser) -> BookmarkQuerySet:
        """Those in spaces that ``user`` reads, from when they read them: as posts are."""
        return self.filter(posts_of(user)) if isinstance(user, User) else self.none()


class Bookmark(models.Model):
    """A moment of a webcast and what somebody says of it, in one space of its topic.

    :ivar topic: of the webcast: who reads it is asked as of a post.
    :ivar second: from the beginning of the webcast.
    """

    webcast = models.ForeignKey(Webcast, on_delete=models.PROTECT, related_name="bookmarks")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    space = models.CharField(max_length=10, choices=Space)
    second = models.PositiveIntegerField()
    words = models.CharField(max_length=WORDS_LENGTH)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        ordering = ("second", "pk")

    def __str__(self) -> str:
        return f"bookmark {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.webcast.get_absolute_url()}#bookmark-{self.pk}"

    @property
    def group_id(self) -> int:
        return self.topic.group_id

    @property
    def clock(self) -> str:
        """Where it is in the webcast, such as ``1:02:40`` or ``2:40``."""
        minutes, second = divmod(self.second, 60)
        hour, minute = divmod(minutes, 60)
        return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"
