"""Everything that can happen in a network. What a lead group answers is on that group's record."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class ForceEvent(Event):
    """Something that happened to the list of forces."""

    force_id: int


@dataclass(frozen=True, kw_only=True)
class ForceAdded(ForceEvent):
    """A force came into a network."""

    name: ClassVar[str] = "network_force.added"
    label = _("Added a force to the network")


@dataclass(frozen=True, kw_only=True)
class ForceChanged(ForceEvent):
    """Another group speaks for a force, or its tile was changed."""

    name: ClassVar[str] = "network_force.changed"
    label = _("Changed the lead group or the tile of a force")


@dataclass(frozen=True, kw_only=True)
class ForceEnded(ForceEvent):
    """A force left a network."""

    name: ClassVar[str] = "network_force.ended"
    label = _("Took a force out of the network")


@dataclass(frozen=True, kw_only=True)
class NationalTopicEvent(Event):
    """Something that happened to a national topic."""

    national_topic_id: int


@dataclass(frozen=True, kw_only=True)
class NationalTopicDrafted(NationalTopicEvent):
    """A topic of a network is to be put to its forces; nobody else knows of it yet."""

    name: ClassVar[str] = "national_topic.drafted"
    label = _("Drafted a national topic")


@dataclass(frozen=True, kw_only=True)
class NationalTopicOpened(NationalTopicEvent):
    """The groups that are asked can read it and answer."""

    name: ClassVar[str] = "national_topic.opened"
    label = _("Opened a national topic")


@dataclass(frozen=True, kw_only=True)
class NationalTopicClosed(NationalTopicEvent):
    """Nobody answers it any more; what the groups talk about stays theirs."""

    name: ClassVar[str] = "national_topic.closed"
    label = _("Closed a national topic")


@dataclass(frozen=True, kw_only=True)
class NationalTopicCancelled(NationalTopicEvent):
    """It does not take place."""

    name: ClassVar[str] = "national_topic.cancelled"
    label = _("Cancelled a national topic")


@dataclass(frozen=True, kw_only=True)
class NationalTopicExpired(NationalTopicEvent):
    """The retention schedule removed it, with what was asked and answered."""

    name: ClassVar[str] = "national_topic.expired"
    label = _("A national topic had been kept long enough and was removed")


@dataclass(frozen=True, kw_only=True)
class AskedForceEvent(NationalTopicEvent):
    """Something that happened between a network and one force."""

    asked_id: int


@dataclass(frozen=True, kw_only=True)
class ForceAsked(AskedForceEvent):
    """The lead group of a force was asked to take part."""

    name: ClassVar[str] = "asked_force.asked"
    label = _("Asked a force to take part")


@dataclass(frozen=True, kw_only=True)
class AskAccepted(AskedForceEvent):
    """The lead group takes part: it has a topic of its own."""

    name: ClassVar[str] = "asked_force.accepted"
    label = _("Accepted to take part in a national topic")


@dataclass(frozen=True, kw_only=True)
class AskDeclined(AskedForceEvent):
    """The lead group does not take part, for a reason that the network reads."""

    name: ClassVar[str] = "asked_force.declined"
    label = _("Declined to take part in a national topic")
