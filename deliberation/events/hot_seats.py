"""What can happen to an hour of questions to a guest."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from deliberation.models import Space


class HotSeatEvent(Event):
    """Something that happened to the hot seat of a topic, in its shared space."""

    topic_id: int
    hot_seat_id: int

    def streams(self) -> list[str]:
        """The shared space of the topic."""
        return [f"topic.{self.topic_id}.{Space.SHARED}"]


class HotSeatPlanned(HotSeatEvent):
    """A guest will answer questions in a topic."""

    name: ClassVar[str] = "hot_seat.planned"
    label = _("Planned a hot seat")


class HotSeatChanged(HotSeatEvent):
    """Its guest or its times were changed."""

    name: ClassVar[str] = "hot_seat.changed"
    label = _("Changed a hot seat")


class HotSeatCancelled(HotSeatEvent):
    """It does not take place."""

    name: ClassVar[str] = "hot_seat.cancelled"
    label = _("Cancelled a hot seat")


class HotSeatBegan(HotSeatEvent):
    """Its time has come; nobody did that."""

    name: ClassVar[str] = "hot_seat.began"
    label = _("A hot seat began")


class HotSeatEnded(HotSeatEvent):
    """Its time is over; nobody did that."""

    name: ClassVar[str] = "hot_seat.ended"
    label = _("A hot seat ended")
