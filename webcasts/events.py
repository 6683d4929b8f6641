"""What happens to webcasts and to the moments that people mark in them."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from deliberation.models import Space


class WebcastEvent(Event):
    """Something that happened to a webcast."""

    topic_id: int
    webcast_id: int


class WebcastAdded(WebcastEvent):
    """A topic has a webcast to watch."""

    name: ClassVar[str] = "webcast.added"
    label = _("Added a webcast to a topic")


class WebcastChanged(WebcastEvent):
    """Its title, its address, when it is or how one follows it was changed."""

    name: ClassVar[str] = "webcast.changed"
    label = _("Changed a webcast")


class WebcastCancelled(WebcastEvent):
    """It does not take place, or is not watched."""

    name: ClassVar[str] = "webcast.cancelled"
    label = _("Cancelled a webcast")


class WebcastExpired(WebcastEvent):
    """The retention schedule removed it, with the moments that were marked in it."""

    name: ClassVar[str] = "webcast.expired"
    label = _("A webcast had been kept long enough and was removed")


class BookmarkEvent(WebcastEvent):
    """Something that happened to a moment; whoever does not read its space learns of nothing."""

    bookmark_id: int
    space: Space

    def streams(self) -> list[str]:
        """The live pages of those who read that space: members read the other one too."""
        return sorted({f"webcast.{self.webcast_id}.{space}" for space in ("members", self.space)})


class BookmarkWritten(BookmarkEvent):
    """Somebody marked a moment, and said what of it."""

    name: ClassVar[str] = "bookmark.written"
    label = _("Marked a moment of a webcast")


class BookmarkRemoved(BookmarkEvent):
    """A mark went, with its words."""

    name: ClassVar[str] = "bookmark.removed"
    label = _("Removed a mark in a webcast")
