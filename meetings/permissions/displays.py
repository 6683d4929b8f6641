"""Who may have a meeting shown on the screen of a room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.policy import rule
from deliberation.permissions import is_chair, is_chair_or_secretary
from meetings.models import Meeting, RoomDisplay
from meetings.models.displays import room_holds_members_only


@rule(_("This meeting is over, cancelled or has no date."))
def can_be_shown(person: User, meeting: Meeting) -> bool:
    return meeting.state in RoomDisplay.SHOWN


@rule(_("This meeting is not open."))
def is_open(person: User, meeting: Meeting) -> bool:
    return meeting.is_open


@rule(_("The item under way is not for members alone: the screen shows it."))
def item_is_for_members(person: User, meeting: Meeting) -> bool:
    return meeting.item is not None and meeting.item.members_only


@rule(_("Somebody is in the room for whom this item is not."))
def nobody_else_is_in_the_room(person: User, meeting: Meeting) -> bool:
    return room_holds_members_only(meeting)


POLICY = {
    "meetings.show_on_display": is_chair_or_secretary & can_be_shown,
    "meetings.show_members_item": is_chair
    & is_open
    & item_is_for_members
    & nobody_else_is_in_the_room,
}
