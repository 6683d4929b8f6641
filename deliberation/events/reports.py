"""What can happen to a report of a post. No page that its author may have open is redrawn."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from deliberation.models import Space


class ReportEvent(Event):
    """Something about a report. It does not say of which post: its author may read the record."""

    topic_id: int
    report_id: int
    space: Space


class PostReported(ReportEvent):
    """Somebody reported a post to the organisers who read it."""

    name: ClassVar[str] = "post.reported"
    label = _("Reported a post")


class ReportEnded(ReportEvent):
    """An organiser ended a report."""

    name: ClassVar[str] = "post.report_ended"
    label = _("Ended a report of a post")
