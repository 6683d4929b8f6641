"""People who left and whose name goes; what they said and agreed stays."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from accounts.models.groups import AdvisoryGroup
from core.clock import now


class Departure(models.Model):
    """Somebody's name and sign-in go: a group's secretary asks, an administrator does it.

    One row for each group where they were: no group learns from it whether another one asked.

    :ivar number: of the former member, the same in each group; ``None`` until it is done.
    :ivar mentions: pointers, such as ``post.40``, to texts of the group with the name in them,
        found before it was forgotten. A person decides about each.
    :ivar asked_by: ``None`` where only another group asked.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="departures"
    )
    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="departures")
    number = models.PositiveIntegerField(null=True)
    mentions = models.JSONField(default=list)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=now)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "group"), name="one_departure_a_group"),
            models.UniqueConstraint(fields=("group", "number"), name="one_number_a_former_member"),
        )

    def __str__(self) -> str:
        return f"departure {self.pk}"

    @property
    def pseudonym(self) -> str:
        """What stands for the name from then on."""
        return _("Former member %d") % (self.number or 0)
