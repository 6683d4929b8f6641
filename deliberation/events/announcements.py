"""What can happen to an announcement."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class AnnouncementEvent(Event):
    """Something that happened to an announcement."""

    announcement_id: int


class AnnouncementWritten(AnnouncementEvent):
    """The chair or the secretary announced something to the group."""

    name: ClassVar[str] = "announcement.written"
    label = _("Announced something to the group")


class AnnouncementChanged(AnnouncementEvent):
    """Title, words, readers or day of an announcement changed.

    :ivar minor: 1 for a small correction; else everybody is asked to read it again while it
        stands on home.
    """

    name: ClassVar[str] = "announcement.changed"
    label = _("Changed an announcement")
    version: int
    minor: int


class AnnouncementWithdrawn(AnnouncementEvent):
    """Title and words of an announcement were taken out of it; that it was there stays."""

    name: ClassVar[str] = "announcement.withdrawn"
    label = _("Withdrew an announcement")


class AnnouncementExpired(AnnouncementEvent):
    """The retention schedule removed an announcement, with who read it."""

    name: ClassVar[str] = "announcement.expired"
    label = _("An announcement that had been kept long enough was removed")


class AnnouncementReadingEvent(AnnouncementEvent):
    """Somebody has read an announcement; nothing about it has changed."""


class AnnouncementRead(AnnouncementReadingEvent):
    """A person said that they have read an announcement."""

    name: ClassVar[str] = "announcement.read"
    label = _("Read an announcement")


class AnnouncementTold(AnnouncementReadingEvent):
    """An organiser told an announcement to a person whom no email reaches."""

    name: ClassVar[str] = "announcement.told"
    label = _("Told somebody an announcement")
    user_id: int
