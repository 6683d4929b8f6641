"""What can happen when somebody from outside reads one space."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from deliberation.models import Space


class BreakGlassEvent(Event):
    """Something about one person from outside reading one space of a topic.

    :ivar topic_id: the topic as it was asked for; there may be none of that number.
    """

    break_glass_id: int
    topic_id: int

    def streams(self) -> list[str]:
        """The page of its reader, and the pages of those whom it concerns."""
        spaces = [f"topic.{self.topic_id}.{space}" for space in Space]
        return [f"glass.{self.break_glass_id}", *spaces]


class BreakGlassAsked(BreakGlassEvent):
    """An administrator asked to read one space; nothing opens before a second person confirms."""

    name: ClassVar[str] = "break_glass.asked"
    label = _("Asked to read a space from outside")


class BreakGlassConfirmed(BreakGlassEvent):
    """A second person confirmed: the administrator can read, and the chair is told at once."""

    name: ClassVar[str] = "break_glass.confirmed"
    label = _("Confirmed, as the second person, a reading from outside")


class BreakGlassWithdrawn(BreakGlassEvent):
    """A request to read from outside was taken back or turned down."""

    name: ClassVar[str] = "break_glass.withdrawn"
    label = _("Turned down a reading from outside")


class BreakGlassUsed(BreakGlassEvent):
    """The administrator looked at the space once."""

    name: ClassVar[str] = "break_glass.used"
    label = _("Looked at a space from outside")


class BreakGlassEnded(BreakGlassEvent):
    """Reading from outside was ended before its time; the open page closes at once."""

    name: ClassVar[str] = "break_glass.ended"
    label = _("Ended a reading from outside")
