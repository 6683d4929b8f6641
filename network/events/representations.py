"""What happens to who represents a force in its network."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class RepresentationEvent(Event):
    """Something that happened to who represents a force."""

    representation_id: int
    user_id: int


class RepresentativeNamed(RepresentationEvent):
    """A lead group named who represents its force in the network."""

    name: ClassVar[str] = "representation.named"
    label = _("Named who represents the group in a network")


class RepresentativeAdmitted(RepresentationEvent):
    """The network let a representative in."""

    name: ClassVar[str] = "representation.admitted"
    label = _("Let a representative into the network")

    def people(self) -> list[int]:
        """What they may see is more now."""
        return [self.user_id]


class RepresentationEnded(RepresentationEvent):
    """Somebody no longer represents a force."""

    name: ClassVar[str] = "representation.ended"
    label = _("Ended that somebody represents a group in a network")

    def people(self) -> list[int]:
        """Their open pages of the network close at once."""
        return [self.user_id]
