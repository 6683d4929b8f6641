"""Editions that were taken back: why, and since when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import now
from core.dates import day
from publications.models.editions import Edition


class Withdrawal(models.Model):
    """The group took an edition back, and with it those before it. Written once, never changed.

    Who did it is on the audit record: nothing here points to a person.

    :ivar words: of the chair, for everybody who comes to the address.
    """

    class Reason(models.TextChoices):
        """Fits behind "because"."""

        MISTAKE = "mistake", gettext_lazy("it has a mistake in it")
        PERSONAL_DATA = "personal_data", gettext_lazy("it says something about a person")
        INVESTIGATION = "investigation", gettext_lazy("an investigation or a court case is open")
        SAFETY = "safety", gettext_lazy("it could put police work or somebody’s safety at risk")
        NOT_AGREED = "not_agreed", gettext_lazy("it does not say what the group agreed")

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=20, choices=Reason)
    words = models.TextField(max_length=400)
    withdrawn_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"withdrawal of edition {self.edition_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a row; refuse to change one."""
        if self.pk:
            raise TypeError("A withdrawal cannot be changed; publish the next edition.")
        super().save(*args, **kwargs)

    @property
    def withdrawn_on(self) -> date:
        """Its day where the portal is."""
        return timezone.localdate(self.withdrawn_at)

    @property
    def sentence(self) -> str:
        """When and why: "Withdrawn on 3 April 2026, because it has a mistake in it"."""
        values = {"day": day(self.withdrawn_at), "reason": self.get_reason_display()}
        return _("Withdrawn on %(day)s, because %(reason)s.") % values
