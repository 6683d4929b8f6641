"""What a group released to the readers of a network: frozen, and no word of who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import OWN_PEOPLE
from core.clock import today
from core.conditions import among, both, either
from network.models.asked_forces import AskedForce
from network.models.national_topics import NationalTopic, visible
from network.models.themes import Theme

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WELSH_LENGTH = 1000  # characters, as the wording of a key message


def _read_in_full(user: User) -> Q:
    """Condition for what ``user`` reads of every group."""
    read = visible(user, "national_topic__")
    if user.organisation_ids:
        return read
    return both(among("national_topic__topic__group", user.groups_as(OWN_PEOPLE)), read)


class ReleasedMessageQuerySet(models.QuerySet["ReleasedMessage"]):
    def visible_to(self, user: User | AnonymousUser) -> ReleasedMessageQuerySet:
        """Each for the network's own people, and for everybody who reads for an organisation.

        A group's own people read what their group released, whatever becomes of the national topic.
        """
        if not isinstance(user, User):
            return self.none()
        of_own = among("asked__group", user.groups_as(OWN_PEOPLE))
        return self.filter(either(_read_in_full(user), of_own))

    def standing(self) -> ReleasedMessageQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_on=None)

    def by_theme(self) -> list[Any]:
        """How many stand and how many were withdrawn, by theme and by how the force is counted.

        One question, over one column: each message is in one theme or in none, so the themes and
        what is not sorted always add up to what stands.
        """
        parts = {
            "stand": Count("pk", filter=Q(withdrawn_on=None)),
            "withdrawn": Count("pk", filter=Q(withdrawn_on__isnull=False)),
        }
        rows = self.order_by("theme__order", "theme").values(
            "theme", "theme__name", standing=models.F("asked__standing")
        )
        return list(rows.annotate(**parts))


class ReleasedMessage(models.Model):
    """A key message as it went to the readers of a network. Its words never change.

    :ivar reference: such as ``NAT-2026-R017``, of the network; drawn by lot, so that it tells
        neither whose it is nor what was released beside it.
    :ivar asked: whose it is, which no reader is told.
    :ivar words: a ``deliberation.advice.Message``, with this reference and no other.
    :ivar in_welsh: the same message in Welsh, where the group agreed it in both.
    :ivar released_on, withdrawn_on: days alone; a time of day would tell what belongs together.
    :ivar theme: into which the network sorted it; ``None`` before that.
    """

    national_topic = models.ForeignKey(
        NationalTopic, on_delete=models.PROTECT, related_name="released"
    )
    asked = models.ForeignKey(AskedForce, on_delete=models.PROTECT, related_name="released")
    reference = models.CharField(max_length=20, unique=True)
    words = models.JSONField()
    in_welsh = models.TextField(max_length=WELSH_LENGTH, blank=True)
    released_on = models.DateField(default=today)
    withdrawn_on = models.DateField(null=True, blank=True)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )

    objects = ReleasedMessageQuerySet.as_manager()

    class Meta:
        ordering = ("reference",)

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a row; refuse to change one."""
        if self.pk:
            raise TypeError("A released message cannot be changed; withdraw it.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("network:released", args=[self.reference])

    @property
    def group(self) -> AdvisoryGroup:
        """The network."""
        return self.national_topic.group

    @property
    def group_id(self) -> int:
        """Of the network, in which it is read."""
        return self.national_topic.group_id

    @property
    def stands(self) -> bool:
        """Whether it was not withdrawn."""
        return self.withdrawn_on is None
