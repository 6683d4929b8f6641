"""What can happen to the tags of a group."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class TagsChanged(Event):
    """The list of tags by which a group sorts its topics was changed."""

    name: ClassVar[str] = "tags.changed"
    label = _("Changed the tags for topics")
