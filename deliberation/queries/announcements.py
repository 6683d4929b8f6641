"""Who has read an announcement, and who has not."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Exists, OuterRef

from accounts.models import User
from deliberation.models import Announcement, AnnouncementReading


class Readership(NamedTuple):
    """The people who are asked to read an announcement, by name.

    :ivar readings: of those who have read it, in the order in which they did.
    :ivar waiting: those who have not.
    """

    readings: list[AnnouncementReading]
    waiting: list[User]

    @property
    def asked(self) -> int:
        """How many are asked."""
        return len(self.readings) + len(self.waiting)


def readership(announcement: Announcement) -> Readership:
    """Who has read it of those who are asked today. Two queries."""
    people = announcement.people()
    mine = announcement.readings.filter(user=OuterRef("pk"))
    readings = announcement.readings.filter(user__in=people).select_related("user", "recorded_by")
    waiting = people.filter(~Exists(mine)).select_related("reach")
    return Readership(
        list(readings.order_by("read_at", "pk")), list(waiting.order_by("name", "pk"))
    )


def has_read(person: User, announcement: Announcement) -> bool:
    """Whether ``person`` has said so, or was told it."""
    return announcement.readings.filter(user=person).exists()
