"""What can happen to the summary of a space."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from deliberation.models import Space


class SummaryEvent(Event):
    """Something that happened to the summary of a space; pages of that space are redrawn."""

    topic_id: int
    space: Space

    def streams(self) -> list[str]:
        """The space that it sums up, and no other."""
        return [f"topic.{self.topic_id}.{self.space}"]


class SummaryWritten(SummaryEvent):
    """The summary of a space was written or changed; the earlier ones stay readable.

    :ivar minor: 1 for a small correction, of which nobody is told.
    """

    name: ClassVar[str] = "summary.written"
    label = _("Wrote where a topic stands")
    summary_id: int
    minor: int = 0


class SummaryRemoved(SummaryEvent):
    """The summary of a space was removed for good, with each of its versions."""

    name: ClassVar[str] = "summary.removed"
    label = _("Removed what was written about where a topic stands")
