"""What people need to take part in a meeting: reads only."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import BigIntegerField, QuerySet

from accounts.models import AccessNeeds, User
from core.prepared import Given
from deliberation.models.asker import PreparedFor
from meetings.models import Attendance, Meeting


class Needed(NamedTuple):
    """What one invited person needs, as the secretary reads it.

    :ivar lines: empty where they need nothing, or have not said so.
    :ivar is_confirmed: whether they, or the secretary for them, said so for this meeting.
    """

    person: User
    way: str
    lines: list[str]
    is_confirmed: bool


def needs_of(meeting: Meeting, person: User, reader: User) -> AccessNeeds | None:
    """What ``person`` needs in the group of the meeting, if ``reader`` may know."""
    rows = _NEEDS(reader, group=meeting.group_id, whose=person.pk)
    return next(iter(rows), None)


def _needs(reader: User) -> QuerySet[AccessNeeds]:
    place = {
        "membership__group": Given("group", BigIntegerField()),
        "membership__user": Given("whose", BigIntegerField()),
    }
    return AccessNeeds.objects.visible_to(reader).filter(**place).order_by("pk")[:1]


_NEEDS = PreparedFor(_needs, by_standing=False)


def needed(meeting: Meeting, reader: User) -> list[Needed]:
    """What everybody needs who is invited and has not sent apologies. Two queries.

    Those who need something come first, each part by name.
    """
    seen = AccessNeeds.objects.visible_to(reader).filter(membership__group=meeting.group_id)
    needs = {row.membership.user_id: row for row in seen.select_related("membership")}
    comes = meeting.attendances.standing().exclude(mode=Attendance.Mode.APOLOGIES)
    rows = [
        Needed(
            row.user,
            str(row.get_mode_display()),
            needs[row.user_id].lines if row.user_id in needs else [],
            is_confirmed=row.needs_confirmed_at is not None,
        )
        for row in comes.select_related("user").order_by("user__name")
    ]
    return sorted(rows, key=lambda row: not row.lines)
