"""Who rings in to a meeting, by the PIN that they typed: reads only."""

from __future__ import annotations

import hmac
from typing import NamedTuple

from django.conf import settings

from accounts.models import User
from core.policy import may
from meetings.models import Attendance, Meeting
from meetings.video.pins import PIN, pin_of, spoken


class Number(NamedTuple):
    """A number to ring.

    :ivar address: what a telephone dials by itself: the number, two pauses, the PIN and the hash.
    """

    words: str
    address: str


class RingingIn(NamedTuple):
    """How one person rings in to one meeting."""

    numbers: list[Number]
    pin: str


def ringing_in(meeting: Meeting, person: User) -> RingingIn:
    """The numbers of this portal, and the PIN of ``person``."""
    pin = _pin(person.pk, meeting.pk)
    numbers = [
        Number(words, f"tel:{''.join(words.split())},,{pin}%23")
        for words in settings.JITSI.telephones
    ]
    return RingingIn(numbers, spoken(pin))


def who_rings(typed: str) -> Attendance | None:
    """Whose PIN this is, in a meeting that is open; nobody's where they may not take part now.

    Two people whose PINs are the same are both asked to ring the secretary: nobody is taken for
    somebody else. One query, and those of the policy.
    """
    if not settings.JITSI.dials_in or not PIN.fullmatch(typed):
        return None
    open_ones = Attendance.objects.with_access().filter(meeting__state=Meeting.State.OPEN)
    rows = open_ones.select_related("user", "meeting__group")
    theirs = [row for row in rows if hmac.compare_digest(_pin(row.user_id, row.meeting_id), typed)]
    if len(theirs) != 1 or not may(theirs[0].user, "meetings.join_video", theirs[0].meeting):
        return None
    return theirs[0]


def _pin(user_pk: int, meeting_pk: int) -> str:
    return pin_of(user_pk, meeting_pk, settings.SECRET_KEY.encode())
