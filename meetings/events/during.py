"""What happens while a meeting is open."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from meetings.events.base import MeetingEvent, Unshown


class MeetingOpened(MeetingEvent):
    """The chair opened the meeting."""

    name: ClassVar[str] = "meeting.opened"
    label = _("Opened a meeting")


class MeetingEnded(MeetingEvent):
    """The chair ended the meeting."""

    name: ClassVar[str] = "meeting.ended"
    label = _("Ended a meeting")


class MeetingReopened(MeetingEvent):
    """The chair took the end of the meeting back within a minute."""

    name: ClassVar[str] = "meeting.reopened"
    label = _("Took the end of a meeting back")


class ItemStarted(MeetingEvent):
    """The chair moved to an item of the agenda."""

    name: ClassVar[str] = "item.started"
    label = _("Moved to an item of the agenda")
    item_id: int


class SlideShown(MeetingEvent):
    """The presenter shows a slide."""

    name: ClassVar[str] = "slide.shown"
    label = _("Showed a slide")
    slide_id: int


class WordingShown(MeetingEvent):
    """A wording was put on everybody's screen, or taken off it (0)."""

    name: ClassVar[str] = "wording.shown"
    label = _("Showed a wording, or took it away")
    wording_id: int


class FloorEvent(MeetingEvent):
    """Something that happened in the queue."""

    request_id: int
    user_id: int


class HandRaised(FloorEvent):
    """Somebody asked to speak, or the secretary asked for them."""

    name: ClassVar[str] = "hand.raised"
    label = _("Raised a hand")


class HandLowered(FloorEvent):
    """Somebody no longer asks to speak."""

    name: ClassVar[str] = "hand.lowered"
    label = _("Lowered a hand")


class PointRaised(FloorEvent):
    """Somebody asked to say something short on what is being said."""

    name: ClassVar[str] = "point.raised"
    label = _("Asked to make a point on what is being said")


class ContributionWritten(FloorEvent):
    """Somebody handed in words to be read out, or the secretary entered them."""

    name: ClassVar[str] = "contribution.written"
    label = _("Handed in words to be read out")


class ContributionChanged(Unshown, FloorEvent):
    """Words that wait to be read out were changed."""

    name: ClassVar[str] = "contribution.changed"
    label = _("Changed words that wait to be read out")


class FloorRulesChanged(MeetingEvent):
    """The chair chose the order of the queue, or after which time a turn is long."""

    name: ClassVar[str] = "floor_rules.changed"
    label = _("Changed the order of the queue or the time of a turn")


class SpeakerCalled(FloorEvent):
    """The chair gave somebody the floor."""

    name: ClassVar[str] = "speaker.called"
    label = _("Gave somebody the floor")


class SpeakerFinished(FloorEvent):
    """Somebody has spoken."""

    name: ClassVar[str] = "speaker.finished"
    label = _("Somebody had spoken")


class PresenceEvent(MeetingEvent):
    """Something about when somebody is there."""

    user_id: int


class PresenceBegan(PresenceEvent):
    """Somebody came in, in one way of taking part, or was checked in."""

    name: ClassVar[str] = "presence.began"
    label = _("Somebody came in to a meeting")


class PresenceEnded(PresenceEvent):
    """Somebody left while the meeting was open, or was checked out."""

    name: ClassVar[str] = "presence.ended"
    label = _("Somebody left a meeting")


class PresenceCorrected(PresenceEvent):
    """The secretary put right when somebody was there, or in which way."""

    name: ClassVar[str] = "presence.corrected"
    label = _("Corrected when somebody was in a meeting")


class VideoJoined(Unshown, MeetingEvent):
    """A token for the video was minted."""

    name: ClassVar[str] = "video.joined"
    label = _("Joined the video")
    user_id: int


class VideoRevoked(Unshown, MeetingEvent):
    """Somebody's access ended: their tokens are void and they are to leave the video."""

    name: ClassVar[str] = "video.revoked"
    label = _("Somebody’s way into the video was closed")
    user_id: int


class VideoKickDelivered(Unshown, MeetingEvent):
    """The video host has put somebody out, as asked; with no ``user_id`` a device, or everybody."""

    name: ClassVar[str] = "video.kick_delivered"
    label = _("The video host has put somebody out of the video")
    user_id: int | None
