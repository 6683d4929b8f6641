"""What can happen to what a key message rests on."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from deliberation.events.key_messages import KeyMessageEvent


class EvidenceAdded(KeyMessageEvent):
    """Somebody said on which posts or slides a key message rests; on which is not said."""

    name: ClassVar[str] = "evidence.added"
    label = _("Said what a key message rests on")


class EvidenceRemoved(KeyMessageEvent):
    """Somebody said that a key message does not rest on a post or a slide; on which is not said."""

    name: ClassVar[str] = "evidence.removed"
    label = _("Took away something that a key message rests on")
