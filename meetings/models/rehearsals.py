"""Sound and picture tried before a meeting: each person in a room of their own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import now
from meetings.models.meetings import Meeting
from meetings.video.tokens import new_room_name


class Rehearsal(models.Model):
    """One person's room for one meeting, in which the chair or the secretary can join them.

    It is never the room of the meeting, and nothing that happens in it is of record.

    :ivar tried_at: when they joined it last.
    :ivar outcome: what worked, by their own word; empty while they have not said.
    """

    class Outcome(models.TextChoices):
        """What worked."""

        BOTH = "both", _("Sound and picture worked")
        SOUND = "sound", _("Only the sound worked")
        NEITHER = "neither", _("I could not hear, or was not heard")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="rehearsals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    room_name = models.CharField(max_length=30, unique=True, default=new_room_name)
    tried_at = models.DateTimeField(default=now)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        ordering = ("-tried_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "user"), name="one_rehearsal_a_person_and_meeting"
            ),
        )

    def __str__(self) -> str:
        return f"rehearsal {self.pk}"
