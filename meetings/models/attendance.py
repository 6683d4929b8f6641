"""Who is invited, how they come, and when they were there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from accounts.models.memberships import GUESTS
from core.clock import now
from core.prepared import Given, Prepared
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

    def with_access(self) -> AttendanceQuerySet:
        """Those with which somebody can be there now: that stand, of people not suspended."""
        return self.standing().filter(user__is_active=True)

    def with_way(self) -> Any:  # what it adds is not known to the type checker
        """With ``here``, the way in which they are there now, or ``None``.

        And with ``way``: that, or else how they said that they take part.
        """
        goes_on = Presence.objects.filter(
            meeting=models.OuterRef("meeting"), user=models.OuterRef("user"), ended_at=None
        )
        here = models.Subquery(goes_on.values("mode")[:1])
        return self.annotate(here=here, way=Coalesce(here, models.F("mode")))


_WAY = Prepared(
    lambda: (
        Attendance.objects.with_way()
        .filter(
            meeting=Given("meeting", models.BigIntegerField()),
            user=Given("user", models.BigIntegerField()),
        )
        .values_list("way", flat=True)
    )
)


def way_of(user: User, meeting: Meeting) -> str | None:
    """In which way one person takes part now; ``None`` where they are not invited. One query."""
    return next(iter(_WAY(meeting=meeting.pk, user=user.pk)), None)


class Attendance(models.Model):
    """One invited person and how they mean to take part; once they are there, see ``Presence``.

    :ivar mode: what was said beforehand. Afterwards also that they did not come: apologies, or
        ``UNKNOWN`` that was written down.
    :ivar said_at: when they were invited, or when it was last said how they take part.
    :ivar recorded_by: who wrote it down for them; ``None`` when they said so themselves.
    :ivar needs_confirmed_at: when it was said what they need in this meeting, if it was.
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
    needs_confirmed_at = models.DateTimeField(null=True, blank=True)

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


class Presence(models.Model):
    """From when until when one person took part in a meeting, in one way without a break.

    Who changes their way, or leaves and comes back, has one more. Those of one person never
    overlap: an action that writes one locks the meeting and looks, and a constraint holds that
    one at the most goes on.

    :ivar ended_at: ``None`` while it goes on.
    :ivar source: how it is known that they came.
    :ivar recorded_by: who wrote it down for them; ``None`` when they came in by themselves.
    """

    class Source(models.TextChoices):
        SAID = "said", _("said so themselves")
        VIDEO = "video", _("joined the video")
        CODE = "code", _("scanned the code in the room")
        RECORDED = "recorded", _("written down")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="presences"
    )
    mode = models.CharField(
        max_length=10, choices=[(way.value, way.label) for way in Attendance.PRESENT]
    )
    began_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.SAID)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("began_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "user"),
                condition=models.Q(ended_at=None),
                name="one_presence_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gt=models.F("began_at")),
                name="a_presence_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(source="recorded", recorded_by__isnull=False)
                | (~models.Q(source="recorded") & models.Q(recorded_by=None)),
                name="a_recorded_presence_says_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"presence {self.pk}"

    @property
    def seconds(self) -> int:
        """How long it lasted, or has lasted so far."""
        return round(((self.ended_at or now()) - self.began_at).total_seconds())

    @property
    def group_id(self) -> int:
        return self.meeting.group_id
