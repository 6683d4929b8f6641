"""What can happen to the screens of a room that show a meeting."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from meetings.events.base import MeetingEvent, Unshown


class DisplayEvent(MeetingEvent):
    """Something that happened to one screen."""

    display_id: int


class DisplayCreated(DisplayEvent):
    """The chair or the secretary made a code that lets a screen or a device of the room in."""

    name: ClassVar[str] = "display.created"
    label = _("Made a code for the screen or the sound of a room")


class DisplayOpened(DisplayEvent):
    """A screen or a device was let in by its code, which is spent."""

    name: ClassVar[str] = "display.opened"
    label = _("Let in the screen or the sound of a room")


class DisplayRemoved(DisplayEvent):
    """A screen shows the meeting no longer, or a device is let into its video no longer."""

    name: ClassVar[str] = "display.removed"
    label = _("Removed the screen or the sound of a room")


class DisplayJoined(Unshown, DisplayEvent):
    """A token for the video was minted for the microphone and loudspeaker of the room."""

    name: ClassVar[str] = "display.joined"
    label = _("Let the microphone of a room into the video")


class MembersItemShown(MeetingEvent):
    """The chair had an item for members shown on the screens of the room, or no longer (0)."""

    name: ClassVar[str] = "members_item.shown"
    label = _("Showed an item for members in the room, or no longer")
    item_id: int
