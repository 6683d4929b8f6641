"""The floor: one queue for the room, the video, the telephone and those who write."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import now
from meetings.models.meetings import Meeting


class SpeakerRequest(models.Model):
    """A raised hand, from asking to having spoken. First come, first served.

    ::

        waiting -> speaking -> done
           +-----> lowered

    :ivar recorded_by: who raised it for somebody else, such as a caller by telephone.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SPEAKING = "speaking", _("Speaking")
        DONE = "done", _("Has spoken")
        LOWERED = "lowered", _("Hand lowered")

    NEXT = {
        State.WAITING: {State.SPEAKING, State.LOWERED},
        State.SPEAKING: {State.DONE},
        State.DONE: set(),
        State.LOWERED: set(),
    }
    ACTIVE = (State.WAITING, State.SPEAKING)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="requests")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="speaker_requests"
    )
    mode = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(default=now)
    called_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "user"),
                condition=models.Q(state__in=("waiting", "speaking")),
                name="one_hand_a_person",
            ),
            models.UniqueConstraint(
                fields=("meeting",),
                condition=models.Q(state="speaking"),
                name="one_speaker_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"speaker request {self.pk}"

    @property
    def group_id(self) -> int:
        return self.meeting.group_id
