"""What pages need to know about the screens of a room: reads only."""

from __future__ import annotations

from django.db.models import QuerySet

from meetings.models import Meeting, RoomDisplay


def displays_of(meeting: Meeting) -> QuerySet[RoomDisplay]:
    """The screens of a meeting that show it, or are waited for. One query."""
    return RoomDisplay.objects.showing().filter(meeting=meeting).select_related("made_by")
