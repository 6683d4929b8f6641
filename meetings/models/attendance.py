"""Who is invited, how they come, and who takes no part in an item."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from iag_portal.clock import now
from meetings.models.meetings import AgendaItem, Meeting


class Attendance(models.Model):
    """One invited person and how they take part: always in one way at a time.

    :ivar recorded_by: who wrote it down for them; ``None`` when they said so themselves.
    """

    class Mode(models.TextChoices):
        UNKNOWN = "unknown", _("Not said yet")
        ROOM = "room", _("In the room")
        VIDEO = "video", _("On video")
        TELEPHONE = "telephone", _("On the telephone")
        WRITING = "writing", _("In writing")
        APOLOGIES = "apologies", _("Apologies")

    PRESENT = (Mode.ROOM, Mode.VIDEO, Mode.TELEPHONE, Mode.WRITING)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendances"
    )
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.UNKNOWN)
    said_at = models.DateTimeField(default=now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "user"), name="one_attendance_a_person"),
        )

    def __str__(self) -> str:
        return f"attendance {self.pk}"

    @property
    def group_id(self) -> int:
        return self.meeting.group_id


class Recusal(models.Model):
    """A person declared an interest in one item: no hand and no position in it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    declared_at = models.DateTimeField(default=now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("item", "user"), name="one_recusal_an_item"),
        )
