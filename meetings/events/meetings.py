"""What happens to a meeting before it opens, and to all that is kept of it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from meetings.events.base import MeetingEvent, Unshown
from meetings.models import MeetingChange, Recusal


class MeetingCalled(MeetingEvent):
    """A meeting was called and people were invited."""

    name: ClassVar[str] = "meeting.called"
    label = _("Called a meeting")


class MeetingChanged(MeetingEvent):
    """Somebody changed when, where or how a meeting will be, or what it is called.

    :ivar changed: which of its fields.
    """

    name: ClassVar[str] = "meeting.changed"
    label = _("Changed a meeting")
    changed: tuple[MeetingChange.What, ...]


class ItemEvent(MeetingEvent):
    """Something that happened to an item of an agenda before the meeting."""

    item_id: int


class ItemAdded(ItemEvent):
    """An item was added to the agenda."""

    name: ClassVar[str] = "item.added"
    label = _("Added an item to an agenda")


class ItemChanged(ItemEvent):
    """An item of the agenda was changed: its words, its minutes or its topic."""

    name: ClassVar[str] = "item.changed"
    label = _("Changed an item of an agenda")


class ItemMoved(ItemEvent):
    """An item of the agenda changed places with its neighbour."""

    name: ClassVar[str] = "item.moved"
    label = _("Moved an item of an agenda")


class ItemRemoved(ItemEvent):
    """An item was removed from the agenda."""

    name: ClassVar[str] = "item.removed"
    label = _("Removed an item from an agenda")


class AgendaAsked(MeetingEvent):
    """The secretary asked the chair to agree to the agenda."""

    name: ClassVar[str] = "agenda.asked"
    label = _("Asked the chair to agree to an agenda")


class AgendaAgreed(MeetingEvent):
    """A chair agreed to the agenda as it stood.

    :ivar before: the version that one had agreed to before; 0 for none.
    """

    name: ClassVar[str] = "agenda.agreed"
    label = _("Agreed an agenda")
    before: int


class PersonInvited(MeetingEvent):
    """Somebody was invited to a meeting."""

    name: ClassVar[str] = "meeting.person_invited"
    label = _("Invited somebody to a meeting")
    user_id: int


class PersonUninvited(MeetingEvent):
    """An invitation to a meeting was taken back."""

    name: ClassVar[str] = "meeting.person_uninvited"
    label = _("Took an invitation to a meeting back")
    user_id: int

    def people(self) -> list[int]:
        """Who is no longer invited."""
        return [self.user_id]


class AttendanceSaid(MeetingEvent):
    """Somebody said how they take part, or it was written down for them."""

    name: ClassVar[str] = "attendance.said"
    label = _("Said how somebody takes part")
    user_id: int


class InterestDeclared(MeetingEvent):
    """Somebody declared an interest in one item.

    :ivar part: whether they leave for it, or stay and listen.
    """

    name: ClassVar[str] = "interest.declared"
    label = _("Declared an interest")
    item_id: int
    user_id: int
    part: Recusal.Part = Recusal.Part.LEAVES


class InterestChanged(MeetingEvent):
    """Whoever declared an interest now stays and listens, or leaves for the item after all."""

    name: ClassVar[str] = "interest.changed"
    label = _("Changed whether somebody with an interest stays and listens")
    item_id: int
    user_id: int
    part: Recusal.Part


class MeetingPostponed(MeetingEvent):
    """A meeting was put off to another date, or to one to be announced."""

    name: ClassVar[str] = "meeting.postponed"
    label = _("Postponed a meeting, or gave one that was postponed its new date")


class CaptionsArranged(MeetingEvent):
    """Somebody said where captions of a meeting are written, by whom, or that they are not.

    :ivar captioner_id: who writes them in the portal; 0 for nobody.
    """

    name: ClassVar[str] = "captions.arranged"
    label = _("Said where captions are written, or no longer")
    captioner_id: int = 0


class CaptionsBegan(Unshown, MeetingEvent):
    """Somebody wrote the first caption of a meeting; the lines themselves are in no record."""

    name: ClassVar[str] = "captions.began"
    label = _("Began to write captions")


class MeetingCancelled(MeetingEvent):
    """The meeting will not take place."""

    name: ClassVar[str] = "meeting.cancelled"
    label = _("Cancelled a meeting")


class HoldEvent(MeetingEvent):
    """Something about a legal hold on a meeting."""

    hold_id: int


class HoldPlaced(HoldEvent):
    """A legal hold covers a meeting: nothing of it is removed or changed."""

    name: ClassVar[str] = "meeting.hold_placed"
    label = _("Set a legal hold on a meeting")


class HoldLiftAsked(HoldEvent):
    """Somebody asked that a legal hold on a meeting be lifted; another person has to agree."""

    name: ClassVar[str] = "meeting.hold_lift_asked"
    label = _("Asked to lift the legal hold on a meeting")


class HoldLifted(HoldEvent):
    """A second person agreed: the legal hold on a meeting is lifted."""

    name: ClassVar[str] = "meeting.hold_lifted"
    label = _("Lifted the legal hold on a meeting, as the second person")


class MeetingExpired(MeetingEvent):
    """The retention schedule removed a meeting with its papers."""

    name: ClassVar[str] = "meeting.expired"
    label = _("A meeting that had been kept long enough was removed")
