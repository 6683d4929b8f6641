"""What can happen to the minutes of a meeting."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class MinutesEvent(Event):
    """Something that happened to the minutes of a meeting."""

    minutes_id: int


class MinutesDrafted(MinutesEvent):
    """The minutes of a meeting were begun, with a place for each item of its agenda."""

    name: ClassVar[str] = "minutes.drafted"
    label = _("Began the minutes of a meeting")


class MinutesItemEvent(MinutesEvent):
    """Something about one item of minutes.

    :ivar space: ``members`` where the item is for members, else empty.
    :ivar topic_id: topic of the item; ``None`` for none.
    """

    minutes_item_id: int
    space: str
    topic_id: int | None


class MinutesWritten(MinutesItemEvent):
    """The words of an item were written or changed, in a draft."""

    name: ClassVar[str] = "minutes.written"
    label = _("Wrote in the draft of minutes")


class MinutesPublished(MinutesEvent):
    """Minutes can be read and checked by those who were at the meeting."""

    name: ClassVar[str] = "minutes.published"
    label = _("Gave minutes to people to check")


class MinutesAgreed(MinutesEvent):
    """A later meeting agreed the minutes: nothing changes them any more.

    :ivar meeting_id: that meeting.
    """

    name: ClassVar[str] = "minutes.agreed"
    label = _("Recorded that minutes were agreed")
    meeting_id: int


class MinutesCopyTaken(MinutesEvent):
    """Somebody took a copy of minutes, with their name on it."""

    name: ClassVar[str] = "minutes_copy.taken"
    label = _("Took a copy of minutes")


class CorrectionEvent(MinutesItemEvent):
    """Something about a correction of minutes."""

    correction_id: int


class CorrectionProposed(CorrectionEvent):
    """Somebody said what minutes should say, or it was written down for them."""

    name: ClassVar[str] = "correction.proposed"
    label = _("Proposed a correction of minutes")


class CorrectionAccepted(CorrectionEvent):
    """A correction was accepted, and the words of the item were changed."""

    name: ClassVar[str] = "correction.accepted"
    label = _("Accepted a correction of minutes")


class CorrectionRefused(CorrectionEvent):
    """A correction was not accepted; the reason stands beside it."""

    name: ClassVar[str] = "correction.refused"
    label = _("Did not accept a correction of minutes")
