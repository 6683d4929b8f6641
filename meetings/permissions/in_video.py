"""Who sees who is in the video, and takes somebody out of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import CHAIRS
from accounts.permissions import role_in
from core.policy import rule
from deliberation.permissions import is_chair_or_secretary
from meetings.models import Attendance, Meeting


@rule(_("This meeting is not open."))
def has_a_call(person: User, thing: Meeting | Attendance) -> bool:
    meeting = thing if isinstance(thing, Meeting) else thing.meeting
    return meeting.is_open


@rule(_("To leave the video, press “Leave the video”."))
def is_not_ones_own(person: User, attendance: Attendance) -> bool:
    return attendance.user_id != person.pk


@rule(_("Only the chair or the vice-chair takes one of them out of the video."))
def may_put_out(person: User, attendance: Attendance) -> bool:
    is_chair = role_in(person, attendance) in CHAIRS
    return is_chair or role_in(attendance.user, attendance) not in CHAIRS


POLICY = {
    "meetings.view_video": is_chair_or_secretary & has_a_call,
    "meetings.put_out_of_video": is_chair_or_secretary & has_a_call & is_not_ones_own & may_put_out,
}
