"""What happens about those who listen to a meeting: who may, and how many do; never who does."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from meetings.events.base import MeetingEvent
from meetings.models import Meeting


class ListenersAllowed(MeetingEvent):
    """The chair said who of its circle may listen to a meeting; nobody where no kind is named.

    :ivar kinds: who may now.
    """

    name: ClassVar[str] = "listeners.allowed"
    label = _("Said who can listen to a meeting, or that nobody can")
    kinds: tuple[Meeting.Listeners, ...]


class ListenersCounted(MeetingEvent):
    """Somebody began to listen, or stopped; how many listen now, and never who.

    :ivar number: how many listen now.
    """

    name: ClassVar[str] = "listeners.counted"
    label = _("Another number of people listens to a meeting")
    number: int
