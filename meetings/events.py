"""Everything that can happen in a meeting."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class MeetingEvent(Event):
    """Something that happened in a meeting; its live pages are redrawn."""

    meeting_id: int

    def streams(self) -> list[str]:
        """The live page of the meeting."""
        return [f"meeting.{self.meeting_id}"]


class _Unshown:
    """Something that no page shows."""

    def streams(self) -> list[str]:
        """Of no page."""
        return []


@dataclass(frozen=True, kw_only=True)
class MeetingCalled(MeetingEvent):
    """A meeting was called and people were invited."""

    name: ClassVar[str] = "meeting.called"
    said = _("Called a meeting")


@dataclass(frozen=True, kw_only=True)
class PersonInvited(MeetingEvent):
    """Somebody was invited to a meeting."""

    name: ClassVar[str] = "meeting.person_invited"
    said = _("Invited somebody to a meeting")
    user_id: int


@dataclass(frozen=True, kw_only=True)
class AttendanceSaid(MeetingEvent):
    """Somebody said how they take part, or it was written down for them."""

    name: ClassVar[str] = "attendance.said"
    said = _("Said how somebody takes part")
    user_id: int


@dataclass(frozen=True, kw_only=True)
class InterestDeclared(MeetingEvent):
    """Somebody declared an interest in one item."""

    name: ClassVar[str] = "interest.declared"
    said = _("Declared an interest")
    item_id: int
    user_id: int


@dataclass(frozen=True, kw_only=True)
class MeetingOpened(MeetingEvent):
    """The chair opened the meeting."""

    name: ClassVar[str] = "meeting.opened"
    said = _("Opened a meeting")


@dataclass(frozen=True, kw_only=True)
class MeetingEnded(MeetingEvent):
    """The chair ended the meeting."""

    name: ClassVar[str] = "meeting.ended"
    said = _("Ended a meeting")


@dataclass(frozen=True, kw_only=True)
class MeetingReopened(MeetingEvent):
    """The chair took the end of the meeting back within a minute."""

    name: ClassVar[str] = "meeting.reopened"
    said = _("Took the end of a meeting back")


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(MeetingEvent):
    """The meeting will not take place."""

    name: ClassVar[str] = "meeting.cancelled"
    said = _("Cancelled a meeting")


@dataclass(frozen=True, kw_only=True)
class ItemStarted(MeetingEvent):
    """The chair moved to an item of the agenda."""

    name: ClassVar[str] = "item.started"
    said = _("Moved to an item of the agenda")
    item_id: int


@dataclass(frozen=True, kw_only=True)
class SlideShown(MeetingEvent):
    """The presenter shows a slide."""

    name: ClassVar[str] = "slide.shown"
    said = _("Showed a slide")
    slide_id: int


@dataclass(frozen=True, kw_only=True)
class WordingShown(MeetingEvent):
    """A wording was put on everybody's screen, or taken off it (0)."""

    name: ClassVar[str] = "wording.shown"
    said = _("Showed a wording, or took it away")
    wording_id: int


@dataclass(frozen=True, kw_only=True)
class FloorEvent(MeetingEvent):
    """Something that happened in the queue."""

    request_id: int
    user_id: int


@dataclass(frozen=True, kw_only=True)
class HandRaised(FloorEvent):
    """Somebody asked to speak, or the secretary asked for them."""

    name: ClassVar[str] = "hand.raised"
    said = _("Raised a hand")


@dataclass(frozen=True, kw_only=True)
class HandLowered(FloorEvent):
    """Somebody no longer asks to speak."""

    name: ClassVar[str] = "hand.lowered"
    said = _("Lowered a hand")


@dataclass(frozen=True, kw_only=True)
class SpeakerCalled(FloorEvent):
    """The chair gave somebody the floor."""

    name: ClassVar[str] = "speaker.called"
    said = _("Gave somebody the floor")


@dataclass(frozen=True, kw_only=True)
class SpeakerFinished(FloorEvent):
    """Somebody has spoken."""

    name: ClassVar[str] = "speaker.finished"
    said = _("Somebody had spoken")


@dataclass(frozen=True, kw_only=True)
class PaperEvent(MeetingEvent):
    """Something that happened to a paper of a meeting."""

    paper_id: int
    version_id: int


@dataclass(frozen=True, kw_only=True)
class PaperUploaded(PaperEvent):
    """The secretary uploaded a paper; a job prepares its slides."""

    name: ClassVar[str] = "paper.uploaded"
    said = _("Uploaded a paper")


@dataclass(frozen=True, kw_only=True)
class PaperPrepared(PaperEvent):
    """The slides of a paper are ready to read."""

    name: ClassVar[str] = "paper.prepared"
    said = _("A paper was prepared")


@dataclass(frozen=True, kw_only=True)
class PaperFailed(PaperEvent):
    """A paper could not be prepared; its version says why."""

    name: ClassVar[str] = "paper.failed"
    said = _("A paper could not be prepared")


@dataclass(frozen=True, kw_only=True)
class PaperRejected(PaperEvent):
    """The virus scanner found something harmful in an uploaded file, which is gone."""

    name: ClassVar[str] = "paper.rejected"
    said = _("A paper was refused by the virus scanner, and is gone")


@dataclass(frozen=True, kw_only=True)
class PaperRemoved(PaperEvent):
    """Somebody removed a paper that should not be there: its files, its slides and its copies."""

    name: ClassVar[str] = "paper.removed"
    said = _("Removed a paper, with its slides and all copies")


@dataclass(frozen=True, kw_only=True)
class PaperOpened(_Unshown, PaperEvent):
    """Somebody opened an OFFICIAL-SENSITIVE paper; written once an hour."""

    name: ClassVar[str] = "paper.opened"
    said = _("Opened an OFFICIAL-SENSITIVE paper")


@dataclass(frozen=True, kw_only=True)
class _OfACopy(_Unshown, PaperEvent):
    copy_id: int


@dataclass(frozen=True, kw_only=True)
class PaperCopyAsked(_OfACopy):
    """Somebody asked for a copy of a paper with their name on every page."""

    name: ClassVar[str] = "paper_copy.asked"
    said = _("Asked for a copy of a paper with their name on it")


@dataclass(frozen=True, kw_only=True)
class PaperCopyTaken(_OfACopy):
    """Somebody downloaded their copy of a paper."""

    name: ClassVar[str] = "paper_copy.taken"
    said = _("Downloaded a copy of a paper with their name on it")


@dataclass(frozen=True, kw_only=True)
class VideoJoined(_Unshown, MeetingEvent):
    """A token for the video was minted."""

    name: ClassVar[str] = "video.joined"
    said = _("Joined the video")
    user_id: int


@dataclass(frozen=True, kw_only=True)
class VideoRevoked(_Unshown, MeetingEvent):
    """Somebody's access ended: their tokens are void and they are to leave the video."""

    name: ClassVar[str] = "video.revoked"
    said = _("Somebody’s way into the video was closed")
    user_id: int


@dataclass(frozen=True, kw_only=True)
class HoldEvent(MeetingEvent):
    """Something about a legal hold on a meeting."""

    hold_id: int


@dataclass(frozen=True, kw_only=True)
class HoldSet(HoldEvent):
    """A legal hold covers a meeting: nothing of it is removed or changed."""

    name: ClassVar[str] = "meeting.hold_placed"
    said = _("Set a legal hold on a meeting")


@dataclass(frozen=True, kw_only=True)
class HoldLiftAsked(HoldEvent):
    """Somebody asked that a legal hold on a meeting be lifted; another person has to agree."""

    name: ClassVar[str] = "meeting.hold_lift_asked"
    said = _("Asked to lift the legal hold on a meeting")


@dataclass(frozen=True, kw_only=True)
class HoldLifted(HoldEvent):
    """A second person agreed: the legal hold on a meeting is lifted."""

    name: ClassVar[str] = "meeting.hold_lifted"
    said = _("Lifted the legal hold on a meeting, as the second person")


@dataclass(frozen=True, kw_only=True)
class MeetingExpired(MeetingEvent):
    """The retention schedule removed a meeting with its papers."""

    name: ClassVar[str] = "meeting.expired"
    said = _("A meeting that had been kept long enough was removed")
