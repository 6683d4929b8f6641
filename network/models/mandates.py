"""What a group lets its representative hold in the meeting of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import OWN_PEOPLE
from core.clock import now
from core.conditions import among
from meetings.models import Meeting
from network.models.asked_forces import AskedForce
from network.models.national_topics import NationalTopic

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WORDS_LENGTH = 1000  # characters


def meetings_on(national_topic: NationalTopic) -> models.QuerySet[Meeting]:
    """Meetings of the network with the topic on the agenda."""
    meetings = Meeting.objects.filter(group=national_topic.group_id)
    return meetings.filter(agenda__topic=national_topic.topic_id).distinct()


def is_being_decided(national_topic: NationalTopic) -> bool:
    """Whether a meeting on it is open now."""
    return meetings_on(national_topic).filter(state=Meeting.State.OPEN).exists()


class MandateQuerySet(models.QuerySet["Mandate"]):
    def visible_to(self, user: User | AnonymousUser) -> MandateQuerySet:
        """Those of one's own group. The network learns that there is one, never what it says."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(among("asked__group", user.groups_as(OWN_PEOPLE)))


class Mandate(models.Model):
    """What a group lets its representative hold on a national topic. The newest counts.

    It binds nobody's button: wordings change in a meeting, and whoever holds a mandate reads it
    beside the form.

    :ivar words: what they may hold; empty where they are free to decide.
    """

    class Kind(models.TextChoices):
        FREE = "free", _("Free to decide")
        WORDS = "words", _("What these words say")

    asked = models.ForeignKey(AskedForce, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField(max_length=WORDS_LENGTH, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=now)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="a_mandate_in_words_has_words",
                condition=Q(kind="free", words="") | Q(kind="words") & ~Q(words=""),
            ),
        )

    def __str__(self) -> str:
        return f"mandate {self.pk}"

    @property
    def group_id(self) -> int:
        """Of the group that recorded it."""
        return self.asked.group_id
