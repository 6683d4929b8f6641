"""The way out of a group, with the two people who take it: one offers, another releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import OWN_PEOPLE
from core.clock import now
from core.conditions import among
from deliberation.models import KeyMessage
from network.models.asked_forces import AskedForce
from network.models.released import WELSH_LENGTH, ReleasedMessage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class MessageOfferQuerySet(models.QuerySet["MessageOffer"]):
    def visible_to(self, user: User | AnonymousUser) -> MessageOfferQuerySet:
        """Those of the groups in which ``user`` is one of its own people: of nobody else."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(among("asked__group", user.groups_as(OWN_PEOPLE)))

    def under_way(self) -> MessageOfferQuerySet:
        """Those that stand: offered or released."""
        return self.filter(state__in=MessageOffer.UNDER_WAY)


class MessageOffer(models.Model):
    """A key message that the organisers of a lead group offer for a national topic.

    ::

        offered -> released -> withdrawn
           +-----> taken_back

    Nothing of it leaves before a chair releases it, who is another person.

    :ivar key_message: ``None`` once the group's schedule has removed it.
    :ivar in_welsh: the same message in Welsh, where the group agreed it in both.
    :ivar released: what went out; ``None`` before.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        RELEASED = "released", _("Released")
        TAKEN_BACK = "taken_back", _("Taken back")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.OFFERED: {State.RELEASED, State.TAKEN_BACK},
        State.RELEASED: {State.WITHDRAWN},
        State.TAKEN_BACK: set(),
        State.WITHDRAWN: set(),
    }
    UNDER_WAY = (State.OFFERED, State.RELEASED)

    asked = models.ForeignKey(AskedForce, on_delete=models.PROTECT, related_name="offers")
    key_message = models.ForeignKey(
        KeyMessage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    in_welsh = models.TextField(max_length=WELSH_LENGTH, blank=True)
    released = models.OneToOneField(
        ReleasedMessage, on_delete=models.PROTECT, null=True, blank=True, related_name="offer"
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    offered_at = models.DateTimeField(default=now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = MessageOfferQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("key_message",),
                condition=Q(state__in=("offered", "released")),
                name="a_message_is_offered_once",
            ),
            models.CheckConstraint(
                name="two_people_release",
                condition=Q(released_by=None) | ~Q(released_by=F("offered_by")),
            ),
            models.CheckConstraint(
                name="released_has_its_message",
                condition=Q(
                    state__in=("offered", "taken_back"),
                    released=None,
                    released_by=None,
                    released_at=None,
                )
                | Q(
                    state__in=("released", "withdrawn"),
                    released__isnull=False,
                    released_by__isnull=False,
                    released_at__isnull=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return f"offer {self.pk}"

    def get_absolute_url(self) -> str:
        return self.asked.get_absolute_url()

    @property
    def group(self) -> AdvisoryGroup:
        """The group whose message it is."""
        return self.asked.group

    @property
    def group_id(self) -> int:
        """Of that group, on whose record it stands."""
        return self.asked.group_id
