"""What a group lets its representative hold, which is on that group's record."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.events.asked_forces import AskedForceEvent


class MandateRecorded(AskedForceEvent):
    """A group recorded what its representative may hold on a national topic."""

    name: ClassVar[str] = "mandate.recorded"
    label = _("Recorded what the representative may hold")
    mandate_id: int
