"""Who was let into the video, when, and until when."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from core.clock import now
from meetings.models.displays import RoomDisplay
from meetings.models.listeners import Listener
from meetings.models.meetings import Meeting

PUT_OUT = "video.put_out"  # why somebody was put out by the chair or the secretary
MOVED = "video.moved"  # why: they joined on another device
LISTENS = "video.listens"  # why: for the item under way they only listen, and come back so
NOT_LET_IN = "video.not_let_in"  # why somebody was put out whom no event had shut out


class VideoGrant(models.Model):
    """One token that was minted. The token itself is neither stored nor logged.

    :ivar user: ``None`` for a device of the room, and for a listener.
    :ivar display: the device, as long as it is let in.
    :ivar listener: who listens, as long as they do; afterwards nothing tells who it was.
    :ivar participant_id: how the video host knows the person, in this meeting only.
    :ivar mode: the way of joining that they chose; see ``meetings.video.modes``.
    :ivar listens: whether nobody hears or sees them: they have an interest in the item under way.
    :ivar joined_at: when the host said that they had come, with this token or one before it.
    :ivar left_at: when the host said that they had gone; ``None`` while they are there, and before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="video_grants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    display = models.ForeignKey(
        RoomDisplay, on_delete=models.SET_NULL, null=True, related_name="video_grants"
    )
    listener = models.ForeignKey(
        Listener, on_delete=models.SET_NULL, null=True, related_name="video_grants"
    )
    participant_id = models.CharField(max_length=64, default="")
    mode = models.CharField(max_length=20, default="remote")
    listens = models.BooleanField(default=False)
    moderator = models.BooleanField()
    issued_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("meeting", "participant_id"), name="video_grant_participant"),
        )

    def __str__(self) -> str:
        return f"video grant {self.pk}"


class VideoKick(models.Model):
    """Somebody must leave the video of a meeting: written down until the video host has done it.

    :ivar user: ``None`` for a device of the room, and for everybody: the meeting is over.
    :ivar participant_id: how the video host knows them, in this meeting only; empty for everybody.
    :ivar why: name of the event that ended their access, or ``NOT_LET_IN``.
    :ivar delivered_at: when the host said that they are gone; ``None`` until then.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="video_kicks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    participant_id = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=now)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("id",), condition=models.Q(delivered_at=None), name="video_kick_waiting"
            ),
        )

    def __str__(self) -> str:
        return f"video kick {self.pk}"
