"""What is said in a meeting, written along by a captioner: to be read now, and not to be kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from textwrap import wrap

from django.conf import settings
from django.db import models

from core.clock import now
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting

LONGEST = 200  # characters of a line; longer ones become several
PASTED_MAX_LENGTH = 2000  # characters that are sent at once
READ = 20  # lines that a reader has before them
KEPT = 40  # lines of a meeting that are kept while it goes on
FRESH = timedelta(minutes=10)  # nothing older is read, also where nobody ended the meeting


def lines_of(text: str) -> list[str]:
    """``text`` as lines of captions: each of its own lines, and long ones in parts."""
    return [line for typed in text.splitlines() for line in wrap(typed, LONGEST)]


class CaptionQuerySet(models.QuerySet["Caption"]):
    def of_now(self, meeting: Meeting, since: datetime | None = None) -> list[Caption]:
        """The last lines of the item under way, in order. One query.

        Those of another item are for nobody any more: whoever stood apart from it is back.

        :param since: for whom nothing older is.
        """
        oldest = max(filter(None, (since, now() - FRESH)))
        fresh = self.filter(meeting=meeting, item=meeting.item_id, written_at__gt=oldest)
        return list(fresh.order_by("-pk")[:READ])[::-1]


class Caption(models.Model):
    """One line.

    :ivar item: the item that was under way; ``None`` before the first.
    :ivar version: raised when it is corrected, so that pages see that it is another.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="lines")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=LONGEST)
    version = models.PositiveSmallIntegerField(default=1)
    written_at = models.DateTimeField(default=now)

    objects = CaptionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"caption {self.pk}"

    @property
    def group_id(self) -> int:
        return self.meeting.group_id
