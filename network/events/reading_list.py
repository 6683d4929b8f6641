"""What happens to the reading list of a national topic."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.events.national_topics import NationalTopicEvent


class ReadingEvent(NationalTopicEvent):
    """Something that happened to one item of the list."""

    reading_id: int


class ReadingAdded(ReadingEvent):
    """There is something more to read before people talk about a national topic."""

    name: ClassVar[str] = "reading_item.added"
    label = _("Added something to read for a national topic")


class ReadingRemoved(ReadingEvent):
    """A link was taken off the reading list of a national topic."""

    name: ClassVar[str] = "reading_item.removed"
    label = _("Took something off the reading list of a national topic")
