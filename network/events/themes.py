"""What happens to the themes of a national topic."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.events.national_topics import NationalTopicEvent


@dataclass(frozen=True, kw_only=True)
class ThemeEvent(NationalTopicEvent):
    """Something that happened to one theme."""

    theme_id: int


@dataclass(frozen=True, kw_only=True)
class ThemeAdded(ThemeEvent):
    """A theme was named."""

    name: ClassVar[str] = "theme.added"
    label = _("Added a theme")


@dataclass(frozen=True, kw_only=True)
class ThemeChanged(ThemeEvent):
    """A theme has another name, or another place among the themes."""

    name: ClassVar[str] = "theme.changed"
    label = _("Changed a theme")


@dataclass(frozen=True, kw_only=True)
class ThemeRemoved(ThemeEvent):
    """A theme without messages was removed."""

    name: ClassVar[str] = "theme.removed"
    label = _("Removed a theme")
