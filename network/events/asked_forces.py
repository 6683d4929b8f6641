"""What a force is asked and what its lead group answers, which is on that group's record."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.events.national_topics import NationalTopicEvent


class AskedForceEvent(NationalTopicEvent):
    """Something that happened between a network and one force."""

    asked_id: int


class ForceAsked(AskedForceEvent):
    """The lead group of a force was asked to take part."""

    name: ClassVar[str] = "asked_force.asked"
    label = _("Asked a force to take part")


class AskRemoved(AskedForceEvent):
    """A force that was asked by mistake was taken off a draft, before anybody knew of it."""

    name: ClassVar[str] = "asked_force.removed"
    label = _("Took a force off the draft of a national topic")


class AskAccepted(AskedForceEvent):
    """The lead group takes part: it has a topic of its own."""

    name: ClassVar[str] = "asked_force.accepted"
    label = _("Accepted to take part in a national topic")


class NamingChanged(AskedForceEvent):
    """The chair of a lead group said whether others read that its force takes part."""

    name: ClassVar[str] = "asked_force.naming_changed"
    label = _("Changed whether others read that the force takes part")


class TurnoutCounted(AskedForceEvent):
    """After the last day it was counted how many people talked in the topic of one group."""

    name: ClassVar[str] = "asked_force.counted"
    label = _("Counted how many talked about a national topic")


class AskDeclined(AskedForceEvent):
    """The lead group does not take part, for a reason that the network reads."""

    name: ClassVar[str] = "asked_force.declined"
    label = _("Declined to take part in a national topic")
