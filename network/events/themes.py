"""What happens to the themes of a national topic."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.events.national_topics import NationalTopicEvent


class ThemeEvent(NationalTopicEvent):
    """Something that happened to one theme."""

    theme_id: int


class ThemeAdded(ThemeEvent):
    """A theme was named."""

    name: ClassVar[str] = "theme.added"
    label = _("Added a theme")


class ThemeChanged(ThemeEvent):
    """A theme has another name, or another place among the themes."""

    name: ClassVar[str] = "theme.changed"
    label = _("Changed a theme")


class ThemeRemoved(ThemeEvent):
    """A theme without messages was removed."""

    name: ClassVar[str] = "theme.removed"
    label = _("Removed a theme")
