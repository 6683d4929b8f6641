"""What happens to what a key message of the network rests on."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.events.national_topics import NationalTopicEvent


class RestsOnChanged(NationalTopicEvent):
    """Somebody chose on which released messages a key message rests; on which is not said."""

    name: ClassVar[str] = "rests_on.changed"
    label = _("Chose the released messages that a key message rests on")
    key_message_id: int
