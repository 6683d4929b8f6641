"""What others read of the microphone and loudspeaker of a room: reads only."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Attendance, Meeting, Presence, RoomDisplay

Kind = RoomDisplay.Kind


def names_of_devices(meeting: Meeting) -> dict[int, str]:
    """How those on video see each that is let in: ``Room: 9 people``. Two queries.

    Where a meeting has several rooms nobody knows who is in which: then each has its number.
    """
    devices = RoomDisplay.objects.showing().filter(meeting=meeting, kind=Kind.DEVICE)
    opened = list(devices.exclude(opened_at=None).values_list("pk", flat=True))
    if len(opened) > 1:
        return {pk: _("Room %(number)s") % {"number": n} for n, pk in enumerate(opened, 1)}
    room = Presence.objects.filter(meeting=meeting, mode=Attendance.Mode.ROOM, ended_at=None)
    count = room.count()
    words = ngettext("Room: %(count)s person", "Room: %(count)s people", count) % {"count": count}
    return dict.fromkeys(opened, words)


def name_of_device(display: RoomDisplay) -> str:
    """The same of one that is let in."""
    return names_of_devices(display.meeting)[display.pk]
