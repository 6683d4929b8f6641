"""What a receiver asks of the group that sent it a message: to send it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Organisation, User
from accounts.models.memberships import ORGANISERS
from core.clock import now
from core.conditions import among, both, either
from network.models.forwardings import Forwarding

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

REASON_LENGTH = 500  # characters


def organises_sender(user: User) -> Q:
    """Condition for what the groups that ``user`` organises are asked, and was not taken back."""
    theirs = among("forwarding__group", user.groups_as(ORGANISERS))
    return both(theirs, ~Q(state=ForwardingRequest.State.TAKEN_BACK))


def speaks_for_receiver(user: User) -> Q:
    """Condition for what ``user`` asks, or others who speak for the same group or body."""
    for_group = among("forwarding__to_group", user.groups_as(ORGANISERS))
    for_body = among("forwarding__to_organisation", user.organisation_ids)
    return either(for_group, for_body)


class ForwardingRequestQuerySet(models.QuerySet["ForwardingRequest"]):
    def visible_to(self, user: User | AnonymousUser) -> ForwardingRequestQuerySet:
        """What is asked of groups that ``user`` organises, and what such groups ask.

        Whoever reads for a body reads what it asks. For whom it is asked learns of nothing.
        """
        if not isinstance(user, User):
            return self.none()
        return self.filter(either(organises_sender(user), speaks_for_receiver(user)))

    def asked_by(self, user: User) -> ForwardingRequestQuerySet:
        """Of those, what is asked for a group or body that ``user`` speaks for."""
        return self.filter(speaks_for_receiver(user))

    def waiting_for(self, user: User) -> ForwardingRequestQuerySet:
        """What a group that ``user`` organises can still send on or decline."""
        return self.filter(organises_sender(user)).open()

    def open(self) -> ForwardingRequestQuerySet:
        """Those that wait for an answer."""
        return self.filter(state=ForwardingRequest.State.ASKED)

    def met_by(self, forwarding: Forwarding) -> ForwardingRequestQuerySet:
        """Those that ask for what ``forwarding`` does: its message for its receiver."""
        return self.filter(
            forwarding__key_message=forwarding.key_message_id,
            to_group=forwarding.to_group_id,
            to_organisation=forwarding.to_organisation_id,
        )


class ForwardingRequest(models.Model):
    """A receiver asks the sender of a message to send it to one other group or body.

    ::

        asked -> sent_on
          +----> declined
          +----> taken_back

    The message goes by an offer and a sending of the group whose it is, as any other does.

    :ivar forwarding: what the receiver was sent.
    :ivar to_group, to_organisation: to whom it is to be sent on: one of the two.
    :ivar reason: for the organisers of the sending group.
    :ivar answered_by, answered_at: who sent it on, declined it or took it back, and when.
    :ivar refusal: why it is declined, for those who asked.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for an answer")
        SENT_ON = "sent_on", _("Sent on")
        DECLINED = "declined", _("Declined")
        TAKEN_BACK = "taken_back", _("Taken back")

    NEXT = {
        State.ASKED: {State.SENT_ON, State.DECLINED, State.TAKEN_BACK},
        State.SENT_ON: set(),
        State.DECLINED: set(),
        State.TAKEN_BACK: set(),
    }

    forwarding = models.ForeignKey(Forwarding, on_delete=models.PROTECT, related_name="requests")
    to_group = models.ForeignKey(
        AdvisoryGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(max_length=REASON_LENGTH)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(max_length=REASON_LENGTH, blank=True)

    objects = ForwardingRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("forwarding", "to_group"),
                condition=Q(state="asked", to_group__isnull=False),
                name="asked_once_to_send_on_to_a_group",
            ),
            models.UniqueConstraint(
                fields=("forwarding", "to_organisation"),
                condition=Q(state="asked", to_organisation__isnull=False),
                name="asked_once_to_send_on_to_a_body",
            ),
            models.CheckConstraint(
                name="sent_on_to_a_group_or_a_body",
                condition=Q(to_group__isnull=True, to_organisation__isnull=False)
                | Q(to_group__isnull=False, to_organisation__isnull=True),
            ),
            models.CheckConstraint(
                name="send_on_answered_by_somebody",
                condition=Q(state="asked", answered_by=None, answered_at=None)
                | ~Q(state="asked") & Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.forwarding)

    def get_absolute_url(self) -> str:
        return self.forwarding.get_absolute_url()

    @property
    def group_id(self) -> int:
        """Of the group that is asked."""
        return self.forwarding.group_id

    @property
    def receiver(self) -> AdvisoryGroup | Organisation:
        """To whom it is to be sent on."""
        return cast("AdvisoryGroup | Organisation", self.to_group or self.to_organisation)
