"""What a national topic gives people to read and to watch, before they talk about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from network.models.national_topics import NationalTopic, visible

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

NOTE_LENGTH = 300  # characters
MOST = 30  # on one list


class ReadingItemQuerySet(models.QuerySet["ReadingItem"]):
    def visible_to(self, user: User | AnonymousUser) -> ReadingItemQuerySet:
        """Those of the national topics that ``user`` may know of."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(visible(user, "national_topic__"))


class ReadingItem(models.Model):
    """A page elsewhere to read or to watch: a link, which is opened there and not copied here.

    :ivar published_on: when it was published there, as whoever added it says.
    :ivar transcript_url: where its words can be read, of something that is watched or heard.
    :ivar note: what it is, or why it is here.
    :ivar chosen_by: which side wanted it on the list.
    """

    class ChosenBy(models.TextChoices):
        NETWORK = "network", _("The network")
        MEMBERS = "members", _("Members")

    national_topic = models.ForeignKey(
        NationalTopic, on_delete=models.PROTECT, related_name="reading"
    )
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    published_on = models.DateField(null=True, blank=True)
    transcript_url = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    chosen_by = models.CharField(max_length=10, choices=ChosenBy, default=ChosenBy.NETWORK)

    objects = ReadingItemQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="links_by_https",
                condition=Q(url__startswith="https://")
                & (Q(transcript_url="") | Q(transcript_url__startswith="https://")),
            ),
        )

    def __str__(self) -> str:
        return self.title
