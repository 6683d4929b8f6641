"""Who opens a meeting to listeners, and who listens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.marking import Marking
from core.policy import rule
from deliberation.permissions import is_chair
from meetings.models import Meeting
from meetings.models.listeners import (
    circle,
    is_private_to_listeners,
    takes_part,
    turned_away,
)


@rule(_("This meeting is over, cancelled or has no date."))
def is_to_be_heard(person: User, meeting: Meeting) -> bool:
    return meeting.is_ahead


@rule(_("Nobody listens to a meeting that is OFFICIAL-SENSITIVE."))
def is_not_sensitive(person: User, meeting: Meeting) -> bool:
    return meeting.marking == Marking.OFFICIAL


@rule(_("This meeting is not open to you as a listener."))
def is_of_the_circle(person: User, meeting: Meeting) -> bool:
    is_in_it = circle(meeting).filter(pk=person.pk).exists()
    return is_in_it and not turned_away(meeting).filter(pk=person.pk).exists()


@rule(_("You take part in this meeting, so you do not only listen."))
def does_not_take_part(person: User, meeting: Meeting) -> bool:
    return not takes_part(meeting).filter(pk=person.pk).exists()


@rule(_("This meeting is not open."))
def is_going_on(person: User, meeting: Meeting) -> bool:
    return meeting.is_open


@rule(_("This item is not for listeners. You hear the next one again."))
def item_is_for_listeners(person: User, meeting: Meeting) -> bool:
    return not is_private_to_listeners(meeting)


listens = is_of_the_circle & does_not_take_part & is_going_on

POLICY = {
    "meetings.open_to_listeners": is_chair & is_to_be_heard & is_not_sensitive,
    "meetings.listen": listens,
    "meetings.listen_to_item": listens & item_is_for_listeners,
}
