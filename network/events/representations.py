"""What happens to who represents a force in its network."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class RepresentationEvent(Event):
    """Something that happened to who represents a force."""

    representation_id: int
    user_id: int


@dataclass(frozen=True, kw_only=True)
class RepresentativeNamed(RepresentationEvent):
    """A lead group named who represents its force in the network."""

    name: ClassVar[str] = "representation.named"
    label = _("Named who represents the group in a network")


@dataclass(frozen=True, kw_only=True)
class RepresentativeAdmitted(RepresentationEvent):
    """The network let a representative in."""

    name: ClassVar[str] = "representation.admitted"
    label = _("Let a representative into the network")

    def people(self) -> list[int]:
        """What they may see is more now."""
        return [self.user_id]


@dataclass(frozen=True, kw_only=True)
class RepresentationEnded(RepresentationEvent):
    """Somebody no longer represents a force."""

    name: ClassVar[str] = "representation.ended"
    label = _("Ended that somebody represents a group in a network")

    def people(self) -> list[int]:
        """Their open pages of the network close at once."""
        return [self.user_id]
