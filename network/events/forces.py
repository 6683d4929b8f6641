"""What happens to the list of the forces of a network."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class ForceEvent(Event):
    """Something that happened to the list of forces."""

    force_id: int


class ForceAdded(ForceEvent):
    """A force came into a network.

    :ivar leads: 1 where a group is asked to be its lead group.
    """

    leads: int = 0

    name: ClassVar[str] = "network_force.added"
    label = _("Added a force to the network")


class ForceChanged(ForceEvent):
    """Another group speaks for a force, or its tile was changed.

    :ivar leads: 1 where another group is asked to be its lead group.
    """

    leads: int = 0

    name: ClassVar[str] = "network_force.changed"
    label = _("Changed the lead group or the tile of a force")


class ForceEnded(ForceEvent):
    """A force left a network."""

    name: ClassVar[str] = "network_force.ended"
    label = _("Took a force out of the network")


class LeadAgreed(ForceEvent):
    """A group agreed to speak for a force in a network."""

    name: ClassVar[str] = "network_force.agreed"
    label = _("Agreed to be the lead group of a force")


class LeadDeclined(ForceEvent):
    """A group does not speak for a force in a network."""

    name: ClassVar[str] = "network_force.declined"
    label = _("Declined to be the lead group of a force")
