"""What happens to the list of days on which people may not be free."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from meetings.events.base import Unshown


class BusyDateEvent(Unshown, Event):
    """Something that happened to a day, or days, of which whoever arranges a meeting is warned."""

    busy_date_id: int


class BusyDateAdded(BusyDateEvent):
    """Whoever arranges a meeting on these days is warned from now on."""

    name: ClassVar[str] = "busy_date.added"
    label = _("Added a date that clashes")


class BusyDateChanged(BusyDateEvent):
    """The name, the days or the note of a date that clashes were changed."""

    name: ClassVar[str] = "busy_date.changed"
    label = _("Changed a date that clashes")


class BusyDateRemoved(BusyDateEvent):
    """Nobody is warned of these days any more."""

    name: ClassVar[str] = "busy_date.removed"
    label = _("Removed a date that clashes")
