"""Invitations: the only way to get an account."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.groups import AdvisoryGroup, Organisation
from accounts.models.memberships import Role

VALID_FOR = timedelta(days=14)


class Invitation(models.Model):
    """An invitation to one person, bound to their address, good for one use.

    Either to a group in a role, or to an organisation as one of its readers.

    :ivar token_digest: SHA-256 of the token in the link, hexadecimal; the token itself
        is only in the mail.
    """

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.SENT: {State.ACCEPTED, State.WITHDRAWN},
        State.ACCEPTED: set(),
        State.WITHDRAWN: set(),
    }

    email = models.EmailField()
    name = models.CharField(max_length=150)
    group = models.ForeignKey(
        AdvisoryGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    token_digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="invited_to_one_place",
                condition=models.Q(group__isnull=False, organisation__isnull=True)
                | models.Q(group__isnull=True, organisation__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"
