"""What can happen before a meeting to the sound and picture of those who come."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from meetings.events.base import MeetingEvent, Unshown


class RehearsalJoined(Unshown, MeetingEvent):
    """Somebody tried their sound and picture, or the chair or the secretary joined them there."""

    name: ClassVar[str] = "rehearsal.joined"
    label = _("Tried sound and picture before a meeting")
    user_id: int


class RehearsalSaid(Unshown, MeetingEvent):
    """Somebody said whether their sound and picture worked."""

    name: ClassVar[str] = "rehearsal.said"
    label = _("Said whether sound and picture work")
    user_id: int
