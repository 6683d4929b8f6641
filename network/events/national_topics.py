"""What happens to a topic that a network puts to its forces."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class NationalTopicEvent(Event):
    """Something that happened to a national topic."""

    national_topic_id: int


class NationalTopicDrafted(NationalTopicEvent):
    """A topic of a network is to be put to its forces; nobody else knows of it yet."""

    name: ClassVar[str] = "national_topic.drafted"
    label = _("Drafted a national topic")


class NationalTopicOpened(NationalTopicEvent):
    """The groups that are asked can read it and answer."""

    name: ClassVar[str] = "national_topic.opened"
    label = _("Opened a national topic")


class WindowChanged(NationalTopicEvent):
    """Its last day was moved: that of a draft to any day, that of an open one to a later day."""

    name: ClassVar[str] = "national_topic.window_changed"
    label = _("Moved the last day of a national topic")


class NationalTopicClosed(NationalTopicEvent):
    """Nobody answers it any more; what the groups talk about stays theirs."""

    name: ClassVar[str] = "national_topic.closed"
    label = _("Closed a national topic")


class NationalTopicCancelled(NationalTopicEvent):
    """It does not take place."""

    name: ClassVar[str] = "national_topic.cancelled"
    label = _("Cancelled a national topic")


class NationalTopicExpired(NationalTopicEvent):
    """The retention schedule removed it, with what was asked and answered."""

    name: ClassVar[str] = "national_topic.expired"
    label = _("A national topic had been kept long enough and was removed")
