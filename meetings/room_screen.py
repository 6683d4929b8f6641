"""What the screen of a room shows: made for a place where nobody knows who else looks on.

Each of its words is named here. It shows less than the live page shows to anybody: nothing of an
item for members, unless the chair said so and nobody else is known to be in the room; nothing of
a topic that does not open to everybody; no slide that somebody does not read who is in the room,
or may be there already; no position, no reason, no post, and no surname.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from core.marking import Marking
from meetings import queries
from meetings.models import AgendaItem, Attendance, Caption, Meeting, RoomDisplay, Slide
from meetings.models.displays import awaited_in_the_room, in_the_room, room_holds_members_only
from meetings.models.listeners import is_private_to_listeners, wording_is_heard
from meetings.on_screen import MeetingOnScreen
from meetings.quorum import Quorum

LONG = 160  # characters of a wording, after which its letters are smaller
VERY_LONG = 400
CAPTIONS = 3  # lines, as many as the strip can hold
HEARD_CAPTIONS = 12  # as many as a listener scrolls through
REGION = "screen"


class Hands(NamedTuple):
    """How many wait in one way of taking part."""

    way: str
    number: int


class RoomScreen(NamedTuple):
    """One drawing of the screen.

    :ivar is_private: whether the item under way is not for the screen: nothing else is shown then.
    :ivar item_until: when the item is to be over, as far as somebody planned it.
    :ivar speaking: who has the floor; empty for the chair. ``reading``: whether for them is read.
    :ivar following: who speaks next; empty for nobody.
    :ivar wording: what is being decided; empty for nothing.
    :ivar slide: the presenter's, as long as no wording stands in its place.
    :ivar captions: the last lines that a captioner wrote of the item.
    """

    is_private: bool
    item: AgendaItem | None = None
    item_until: datetime | None = None
    speaking: str = ""
    reading: bool = False
    following: str = ""
    hands: tuple[Hands, ...] = ()
    wording: str = ""
    slide: Slide | None = None
    captions: tuple[str, ...] = ()
    quorum: Quorum | None = None

    @property
    def size(self) -> str:
        """How large the letters of the wording can be, so that all of it is on the screen."""
        length = len(self.wording)
        return "short" if length <= LONG else "long" if length <= VERY_LONG else "very-long"


def short_name(name: str) -> str:
    """``Doreen A.``: as people in the room call each other."""
    *first, last = name.split() or [""]
    return " ".join([*first, f"{last[:1]}."]) if first else last


def room_screen(thing: MeetingOnScreen, display: RoomDisplay) -> RoomScreen:
    """What ``display`` shows of its meeting now."""
    meeting = thing.meeting
    item = meeting.item if meeting.is_open else None
    if _is_private(meeting, display):
        return RoomScreen(is_private=True)
    queue = thing.queue if meeting.is_open else []
    having = next((entry for entry in queue if entry.state == "speaking"), None)
    waiting = [entry for entry in queue if entry.place]
    return RoomScreen(
        is_private=False,
        item=item,
        item_until=_until(item),
        speaking=short_name(having.name) if having else "",
        reading=having is not None and having.is_contribution,
        following=short_name(waiting[0].name) if waiting else "",
        hands=_hands(waiting),
        wording=_wording(meeting),
        slide=None if _wording(meeting) else _slide(meeting),
        captions=_captions(meeting),
        quorum=thing.quorum if meeting.is_open else None,
    )


def screen_of_listeners(meeting: Meeting) -> RoomScreen:
    """What listeners read: of the words of the screen the item, the wording and the captions.

    No name, no hand and no slide, whose paper is not for them; and nothing at all while the item
    under way is for members, behind a door, or one in which somebody declared an interest.
    """
    if not meeting.is_open or is_private_to_listeners(meeting):
        return RoomScreen(is_private=meeting.is_open)
    return RoomScreen(
        is_private=False,
        item=meeting.item,
        item_until=_until(meeting.item),
        wording=_wording(meeting) if wording_is_heard(meeting) else "",
        captions=_captions(meeting, HEARD_CAPTIONS, meeting.heard_since),
    )


def _until(item: AgendaItem | None) -> datetime | None:
    """When its minutes are over, if it has minutes and the meeting moved to it."""
    if item is None or item.started_at is None or item.length is None:
        return None
    return item.started_at + item.length


def hides_something(display: RoomDisplay) -> bool:
    """Whether its meeting has anything now that ``display`` may not show, as far as is known.

    A topic, its readers, or the terms of a group can change without an event of the meeting; and
    captions come without one.
    """
    meeting = display.meeting
    changes = meeting.slide_id is not None or meeting.captioner_id is not None
    return changes or _is_private(meeting, display) or _wording_is_private(meeting)


def _is_private(meeting: Meeting, display: RoomDisplay) -> bool:
    """Whether the item is not for everybody who may be in the room, or behind its door."""
    item = meeting.item if meeting.is_open else None
    if item is None:
        return False
    if item.is_behind_a_door:
        return True
    if not item.members_only:
        return False
    said_so = display.members_item_id == item.pk
    return not (said_so and room_holds_members_only(meeting))


def _wording_is_private(meeting: Meeting) -> bool:
    wording = meeting.wording
    return wording is not None and wording.key_message.topic.is_restricted


def _hands(waiting: list[queries.Queued]) -> tuple[Hands, ...]:
    """By way of taking part, in the order in which pages have them."""
    numbers = Counter(entry.mode_words for entry in waiting)
    words = [str(mode.label) for mode in (*Attendance.PRESENT, Attendance.Mode.UNKNOWN)]
    return tuple(Hands(way, numbers[way]) for way in words if numbers[way])


def _wording(meeting: Meeting) -> str:
    shown = None if _wording_is_private(meeting) else meeting.wording
    return str(shown.text) if shown else ""


def _captions(
    meeting: Meeting, lines: int = CAPTIONS, since: datetime | None = None
) -> tuple[str, ...]:
    if not meeting.is_open or meeting.captioner_id is None:
        return ()
    return tuple(caption.text for caption in Caption.objects.of_now(meeting, since)[-lines:])


def _slide(meeting: Meeting) -> Slide | None:
    """The presenter's slide, if everybody reads it who is in the room, or said that they would be.

    None of an OFFICIAL-SENSITIVE paper, whose pictures carry the name of their reader, nor of
    another item than the one under way, from which somebody else may stand apart.
    """
    slide = meeting.slide if meeting.is_open else None
    if slide is None or not slide.large:
        return None
    paper = slide.version.paper
    if paper.marking == Marking.OFFICIAL_SENSITIVE:
        return None
    if paper.item and (paper.item_id != meeting.item_id or paper.item.is_behind_a_door):
        return None
    readers = set(paper.readers().values_list("user", flat=True))
    return slide if in_the_room(meeting) | awaited_in_the_room(meeting) <= readers else None
