"""The floor: one queue for the room, the video, the telephone and those who write."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from meetings.models.action_log import reads_of_item
from meetings.models.agenda import AgendaItem
from meetings.models.interests import shuts_out
from meetings.models.meetings import Meeting

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

CONTRIBUTION_MAX_LENGTH = 1000  # characters: about a minute and a half, read out


class SpeakerRequestQuerySet(models.QuerySet["SpeakerRequest"]):
    def visible_to(self, user: User | AnonymousUser) -> SpeakerRequestQuerySet:
        """Those of the meetings that ``user`` sees."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user))

    def contributions(self) -> SpeakerRequestQuerySet:
        """Those that came in writing and have not been withdrawn."""
        return self.filter(kind=SpeakerRequest.Kind.WRITTEN).exclude(words="")

    def read_by(self, user: User) -> SpeakerRequestQuerySet:
        """Contributions whose words ``user`` reads.

        Their own. Those of others once they were read out, as far as the item goes in which they
        were handed in, and none of an item for which ``user`` leaves, or for another on its
        topic (``Recusal``).
        """
        shown = self.visible_to(user).contributions()
        read_out = Q(called_at__isnull=False) & reads_of_item(user, "item__")
        return shown.filter(Q(user=user) | (read_out & ~Q(shuts_out(user, "item"))))


class SpeakerRequest(models.Model):
    """A place in the queue, from asking to having spoken, or to having been read out.

    A turn on the floor is one that was called: it stays as the row that says who had the floor,
    in which way they took part, from when until when. ::

        waiting -> speaking <-> paused
           |          +-> done <-+
           +-----> lowered

    The end of a meeting that is taken back brings them back to where they were.

    :ivar mode: how the person took part when they asked.
    :ivar item: under way when they were called; of a contribution, when it was handed in.
    :ivar words: of a contribution, nobody's but its author's to read until it is called.
    :ivar paused_at: since when a point of somebody else has interrupted it; stays when the turn
        ended meanwhile. ``paused``: how long earlier ones have, all in all.
    :ivar recorded_by: who raised it for somebody else, such as a caller by telephone.
    """

    class Kind(models.TextChoices):
        HAND = "hand", _("Hand")
        POINT = "point", _("Point on what is being said")
        WRITTEN = "written", _("In writing")
        CALLED = "called", _("Called by the chair")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SPEAKING = "speaking", _("Speaking")
        PAUSED = "paused", _("Interrupted by a point")
        DONE = "done", _("Has spoken")
        LOWERED = "lowered", _("Hand lowered")

    NEXT = {
        State.WAITING: {State.SPEAKING, State.LOWERED},
        State.SPEAKING: {State.DONE, State.PAUSED},
        State.PAUSED: {State.SPEAKING, State.DONE},
        State.DONE: {State.SPEAKING, State.PAUSED},
        State.LOWERED: {State.WAITING},
    }
    ACTIVE = (State.WAITING, State.SPEAKING, State.PAUSED)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="requests")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="speaker_requests"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.HAND)
    mode = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    words = models.TextField(max_length=CONTRIBUTION_MAX_LENGTH, blank=True)
    asked_at = models.DateTimeField(default=now)
    called_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused = models.DurationField(default=timedelta)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SpeakerRequestQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "user"),
                condition=models.Q(state__in=("waiting", "speaking", "paused")),
                name="one_hand_a_person",
            ),
            models.UniqueConstraint(
                fields=("meeting",),
                condition=models.Q(state="speaking"),
                name="one_speaker_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("meeting",),
                condition=models.Q(state="paused"),
                name="one_paused_speaker_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(words="") | models.Q(kind="written", item__isnull=False),
                name="only_a_contribution_has_words",
            ),
        )

    def __str__(self) -> str:
        return f"speaker request {self.pk}"

    @property
    def group_id(self) -> int:
        return self.meeting.group_id

    @property
    def is_contribution(self) -> bool:
        """Whether it is read out, and not spoken."""
        return self.kind == self.Kind.WRITTEN
