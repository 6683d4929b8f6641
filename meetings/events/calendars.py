"""What can happen to the address under which somebody's calendar program fetches meetings."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class CalendarCreated(Event):
    """A person created an address for their calendar; one that they had before no longer works."""

    name: ClassVar[str] = "calendar.created"
    label = _("Created an address for their calendar")
    user_id: int


class CalendarRemoved(Event):
    """The address for somebody's calendar no longer works."""

    name: ClassVar[str] = "calendar.removed"
    label = _("Removed the address for a calendar")
    user_id: int
