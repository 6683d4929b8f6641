"""What was sent to the police lead inside the portal, without an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from deliberation.models.key_messages import KeyMessage, visible
from deliberation.models.topics import readable

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class SendingQuerySet(models.QuerySet["Sending"]):
    def visible_to(self, user: User | AnonymousUser) -> SendingQuerySet:
        """Sendings of key messages whose topic ``user`` may read: nobody else reads along."""
        if not isinstance(user, User):
            return self.none()
        seen = visible(user, "key_message__") & readable(user, "key_message__topic__")
        return self.filter(seen)


class Sending(models.Model):
    """One sending of an agreed key message to the police lead, who reads its topic.

    ::

        sent -> withdrawn      (before it is answered, with a reason)

    :ivar snapshot: what was sent, frozen: a ``deliberation.advice.Message``.
    :ivar reason: why it was withdrawn.
    """

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {State.SENT: {State.WITHDRAWN}, State.WITHDRAWN: set()}

    key_message = models.ForeignKey(KeyMessage, on_delete=models.PROTECT, related_name="sendings")
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    snapshot = models.JSONField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(default=now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("key_message",),
                condition=models.Q(state="sent"),
                name="one_sending_stands_a_key_message",
            ),
            models.CheckConstraint(
                name="withdrawn_sending_says_who_and_why",
                condition=models.Q(state="sent", withdrawn_by=None)
                | models.Q(state="withdrawn", withdrawn_by__isnull=False) & ~models.Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"sending {self.pk}"

    @property
    def group_id(self) -> int:
        return self.key_message.group_id
