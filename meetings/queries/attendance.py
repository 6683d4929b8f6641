"""Who was at a meeting, by what they are, as one reader of its minutes knows them: reads only."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from accounts.models import Membership, Role, User
from accounts.models.memberships import ADVISERS
from deliberation.models.scale import Unit
from meetings.action_log import People
from meetings.minutes import AttendanceList, Attended, quorum_sentences, way_and_times
from meetings.models import Attendance, Meeting
from meetings.quorum import presences, quorum
from meetings.turnout import came, turnout


def attendance_list(meeting: Meeting, people: People) -> AttendanceList:
    """Everybody who was there, with their times, and everybody who was invited and was not."""
    rows = presences(meeting)
    invited: list[Any] = list(meeting.attendances.select_related("user"))
    users: dict[int, User] = {row.user_id: row.user for row in (*rows, *invited)}
    roles, there, words = _roles(meeting), came(meeting), turnout(meeting).people
    sorry = {row.user_id for row in invited if row.mode == Attendance.Mode.APOLOGIES}
    ways: dict[int, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.began_at):
        ways[row.user_id].append(way_and_times(row))
    lists: dict[str, list[Attended]] = defaultdict(list)
    for pk, user in users.items():
        role = roles.get(pk)
        kind = "apologies" if pk in sorry else "absent"
        if pk in there:
            kind = "members" if role in ADVISERS else "others"
        elif role is None:
            continue  # invited, and let go before the meeting
        name, label = people.name(user), str(Role(role).label) if role else ""
        if label in (name, Role.MEMBER.label):
            label = ""
        lists[kind].append(Attended(name, label, ways[pk] or [words[pk]]))
    moments = quorum(meeting, rows)
    return AttendanceList(
        # Sorted as the reader knows them: whom the police read as members, names give no order.
        **{kind: sorted(lists[kind]) for kind in ("members", "others", "apologies", "absent")},
        quorum=quorum_sentences(
            moments.needed,
            moments.moments,
            is_kept=moments.is_kept,
            by_groups=moments.unit == Unit.GROUPS,
        ),
    )


def _roles(meeting: Meeting) -> dict[int, Any]:
    """What each person of the group was when the meeting was opened."""
    then = Membership.in_force_at(meeting.opened_at or meeting.starts_at)
    places = Membership.objects.filter(then, group=meeting.group_id).order_by("pk")
    joined = Membership.objects.current().filter(group=meeting.group_id).order_by("pk")
    return dict(joined.values_list("user", "role")) | dict(places.values_list("user", "role"))
