"""A conference, a hearing or a recording elsewhere, which a group watches beside a topic."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from deliberation.models import Topic
from deliberation.models.topics import readable

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

LONGEST = timedelta(hours=12)  # a moment in it is never later


def host_of(address: str) -> str:
    """The host of ``address`` in small letters; empty where it has none."""
    return urlsplit(address).hostname or ""


class WebcastQuerySet(models.QuerySet["Webcast"]):
    def visible_to(self, user: User | AnonymousUser) -> WebcastQuerySet:
        """Those of topics that ``user`` may open: its title and address are part of the topic."""
        return self.filter(readable(user, "topic__")) if isinstance(user, User) else self.none()


class Webcast(models.Model):
    """Something shown elsewhere that a group watches beside a topic, live or recorded.

    ::

        planned -> cancelled

    What people say of it stays here: the host learns nothing of it, nor who watches from here
    before they choose to.

    :ivar address: of the page that shows it; its host is one of ``settings.WEBCAST_HOSTS``.
    :ivar starts_at: when it is shown live; ``None`` for what can be watched at any time.
    :ivar telephone: number, and code, by which one listens to it.
    :ivar captions: how captions are switched on, in words.
    :ivar transcript, recording: addresses of what is there afterwards.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CANCELLED = "cancelled", _("Cancelled")

    NEXT = {State.PLANNED: {State.CANCELLED}, State.CANCELLED: set()}

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="webcasts")
    title = models.CharField(max_length=200)
    address = models.URLField(max_length=500)
    starts_at = models.DateTimeField(null=True, blank=True)
    telephone = models.CharField(max_length=100, blank=True)
    captions = models.CharField(max_length=200, blank=True)
    transcript = models.URLField(max_length=500, blank=True)
    recording = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    version = models.PositiveSmallIntegerField(default=1)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=now)

    objects = WebcastQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("webcasts:webcast", args=[self.pk])

    @property
    def group_id(self) -> int:
        return self.topic.group_id

    def stream(self, space: str) -> str:
        """Key of the stream that pages watch whose readers read this space of its topic."""
        return f"webcast.{self.pk}.{space}"

    @property
    def host(self) -> str:
        """Who shows it, as people read it before they go there."""
        return host_of(self.address)

    @property
    def is_let_in(self) -> bool:
        """Whether people are sent to its host: an operator can take one off the list again."""
        return self.host in settings.WEBCAST_HOSTS

    @property
    def can_be_framed(self) -> bool:
        """Whether it may be shown in the page: its host lets others do so, and we let it."""
        return not self.is_cancelled and settings.WEBCAST_HOSTS.get(self.host, False)

    @property
    def is_to_come(self) -> bool:
        """Whether it has not begun."""
        return self.starts_at is not None and self.starts_at > now()

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED


STANDS = Q(state=Webcast.State.PLANNED)
