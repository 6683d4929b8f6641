"""What was changed about a meeting since it was arranged: its history, for its page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import now
from meetings.models.meetings import Meeting


class MeetingChange(models.Model):
    """One thing that somebody changed about a meeting.

    The record says the same in codes; the words that were there before stand here alone, and
    go with the meeting.

    :ivar before, after: as ``meetings.history`` reads them: words, a number of minutes, a
        moment in ISO 8601, a way and two moments; empty where there was nothing.
    :ivar person: whom it is about, such as who was invited: for the chair and the secretary.
    :ivar by: ``None`` for the portal itself.
    """

    class What(models.TextChoices):
        TITLE = "title", _("Changed the name")
        STARTS_AT = "starts_at", _("Changed the date or the start")
        LENGTH = "length", _("Changed how long it lasts")
        VENUE = "venue", _("Changed where it is")
        TELEPHONE = "telephone", _("Changed how to dial in")
        MARKING = "marking", _("Changed the marking")
        AGENDA = "agenda", _("Changed the agenda")
        AGREED = "agreed", _("Agreed the agenda")
        POSTPONED = "postponed", _("Postponed the meeting")
        CANCELLED = "cancelled", _("Cancelled the meeting")
        INVITED = "invited", _("Invited somebody")
        WITHDRAWN = "withdrawn", _("Took an invitation back")
        PRESENCE = "presence", _("Corrected when somebody was there")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=12, choices=What)
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"change {self.pk}"
