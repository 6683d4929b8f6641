"""An agreed message that one group sends to another, or to a body, in its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Organisation, User
from accounts.models.memberships import OWN_PEOPLE
from core.clock import now
from core.conditions import among, both, either
from deliberation.models import KeyMessage, Topic

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WENT = Q(sent_at__isnull=False)


def received(user: User) -> Q:
    """Condition for what a group of ``user`` was sent, or a body for which they read."""
    to_group = among("to_group", user.groups_as(OWN_PEOPLE))
    to_body = among("to_organisation", user.organisation_ids)
    return both(WENT, either(to_group, to_body))


class ForwardingQuerySet(models.QuerySet["Forwarding"]):
    def visible_to(self, user: User | AnonymousUser) -> ForwardingQuerySet:
        """What groups of ``user`` sent and were sent, and what their bodies were.

        What waits for a chair is for those of the sending group who may read the key message: its
        topic may have been narrowed since. Nobody else learns that something waits.
        """
        if not isinstance(user, User):
            return self.none()
        sent = among("group", user.groups_as(OWN_PEOPLE))
        reads = Q(key_message__in=KeyMessage.objects.visible_to(user).values("pk"))
        return self.filter(either(both(sent, WENT | reads), received(user)))

    def received_by(self, user: User) -> ForwardingQuerySet:
        """Of those, what came to ``user``."""
        return self.filter(received(user))

    def under_way(self) -> ForwardingQuerySet:
        """Those that stand: offered to the chair, or sent."""
        return self.filter(state__in=Forwarding.UNDER_WAY)


class Forwarding(models.Model):
    """A key message that a group sends to one other group or body. Its words never change.

    ::

        offered -> sent -> withdrawn
           +-----> taken_back

    Whoever receives it reads whose it is, and the words; never the topic, and nobody's name.

    :ivar key_message: ``None`` once the schedule of the sending group has removed it.
    :ivar reference: of the key message, by which the group speaks of it.
    :ivar to_group, to_organisation: who receives it: one of the two.
    :ivar words: a ``deliberation.advice.Message`` as it left; empty before.
    :ivar acknowledged_at: when the receiver said that it has it; who pressed is on the record.
    :ivar discussed_in: the topic that the receiving group opened from it, without a copy of the
        words. It is not called ``topic``: what is refused to the sender would point at it.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("Waits for the chair")
        SENT = "sent", _("Sent")
        TAKEN_BACK = "taken_back", _("Taken back")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.OFFERED: {State.SENT, State.TAKEN_BACK},
        State.SENT: {State.WITHDRAWN},
        State.TAKEN_BACK: set(),
        State.WITHDRAWN: set(),
    }
    UNDER_WAY = (State.OFFERED, State.SENT)

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="forwardings")
    key_message = models.ForeignKey(
        KeyMessage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reference = models.CharField(max_length=20)
    to_group = models.ForeignKey(
        AdvisoryGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    words = models.JSONField(default=dict)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    offered_at = models.DateTimeField(default=now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    discussed_in = models.ForeignKey(
        Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ForwardingQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("key_message", "to_group"),
                condition=Q(state__in=("offered", "sent"), to_group__isnull=False),
                name="forwarded_once_to_a_group",
            ),
            models.UniqueConstraint(
                fields=("key_message", "to_organisation"),
                condition=Q(state__in=("offered", "sent"), to_organisation__isnull=False),
                name="forwarded_once_to_a_body",
            ),
            models.CheckConstraint(
                name="forwarded_to_a_group_or_a_body",
                condition=Q(to_group__isnull=True, to_organisation__isnull=False)
                | Q(to_group__isnull=False, to_organisation__isnull=True) & ~Q(to_group=F("group")),
            ),
            models.CheckConstraint(
                name="two_people_forward",
                condition=Q(sent_by=None) | ~Q(sent_by=F("offered_by")),
            ),
            models.CheckConstraint(
                name="sent_by_somebody",
                condition=Q(
                    state__in=("offered", "taken_back"), sent_by__isnull=True, sent_at__isnull=True
                )
                | Q(state__in=("sent", "withdrawn"), sent_by__isnull=False, sent_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("network:forwarding", args=[self.pk])

    @property
    def receiver(self) -> AdvisoryGroup | Organisation:
        """Who receives it."""
        return cast("AdvisoryGroup | Organisation", self.to_group or self.to_organisation)

    @property
    def stands(self) -> bool:
        """Whether its receiver has it, and its words."""
        return self.state == self.State.SENT
