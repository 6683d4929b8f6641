"""What others read of the microphone and loudspeaker of a room: reads only."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Attendance, Presence, RoomDisplay

Kind = RoomDisplay.Kind


def name_of_device(display: RoomDisplay) -> str:
    """How those on video see it: ``Room: 9 people``. Two queries.

    Where a meeting has several rooms nobody knows who is in which: then each has its number.
    """
    meeting = display.meeting
    devices = RoomDisplay.objects.showing().filter(meeting=meeting, kind=Kind.DEVICE)
    opened = list(devices.exclude(opened_at=None).values_list("pk", flat=True))
    if len(opened) > 1 and display.pk in opened:
        return _("Room %(number)s") % {"number": opened.index(display.pk) + 1}
    room = Presence.objects.filter(meeting=meeting, mode=Attendance.Mode.ROOM, ended_at=None)
    count = room.count()
    return ngettext("Room: %(count)s person", "Room: %(count)s people", count) % {"count": count}
