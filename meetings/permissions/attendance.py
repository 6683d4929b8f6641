"""Whose invitation is taken back by whom."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import CHAIRS, ORGANISERS, OWN_PEOPLE
from accounts.permissions import role_in
from core.policy import rule
from meetings.models import Attendance


def may_withdraw(role: str | None, invited: str | None) -> bool:
    """Whether who is ``role`` takes the invitation of somebody who is ``invited`` back."""
    return role in CHAIRS or (role in ORGANISERS and invited not in OWN_PEOPLE)


@rule(_("Only the chair or the vice-chair takes back the invitation of somebody of the group."))
def withdraws_theirs(person: User, attendance: Attendance) -> bool:
    """The secretary works for the police: no member is kept from a meeting by them."""
    return may_withdraw(role_in(person, attendance), role_in(attendance.user, attendance))


@rule(_("This invitation is your own. Say that you send apologies."))
def is_anothers(person: User, attendance: Attendance) -> bool:
    return attendance.user_id != person.pk
