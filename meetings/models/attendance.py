"""Who is invited, how they come, and who takes no part in an item."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.models.memberships import GUESTS
from core.clock import now
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def standing(self) -> AttendanceQuerySet:
        """Of people who belong to the group now, the invitations that still hold.

        That of a guest ends with the place in which they were invited: who was let go and
        comes back is invited anew, as to a topic, and finds no meeting of before.
        """
        place = Membership.objects.filter(
            Membership.in_force(),
            user=models.OuterRef("user"),
            group=models.OuterRef("meeting__group"),
        )
        since = models.Q(starts_at__lte=models.OuterRef("said_at"))
        return self.filter(models.Exists(place.filter(since | ~models.Q(role__in=GUESTS))))


class Attendance(models.Model):
    """One invited person and how they take part: always in one way at a time.

    :ivar said_at: when they were invited, or when it was last said how they take part.
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

    objects = AttendanceQuerySet.as_manager()

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
