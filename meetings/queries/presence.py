"""What pages need to know about who is there: reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import Membership, User
from core.policy import Text
from meetings.models import Attendance, Meeting, Presence


def ways_to_take_part() -> list[Attendance.Mode]:
    """The ways that there are here: on video only with a video host."""
    missing = {Attendance.Mode.UNKNOWN} | (
        set() if settings.JITSI.enabled else {Attendance.Mode.VIDEO}
    )
    return [mode for mode in Attendance.Mode if mode not in missing]


def ways_to_be_there() -> list[Attendance.Mode]:
    """Those of them in which somebody is there."""
    return [mode for mode in ways_to_take_part() if mode in Attendance.PRESENT]


class Here(NamedTuple):
    """Who is there now, by way of taking part.

    :ivar ways: the words of each way in which somebody is there, with those people by name.
    """

    ways: list[tuple[Text, list[Presence]]]

    @property
    def number(self) -> int:
        """How many are there at all."""
        return sum(len(presences) for _way, presences in self.ways)


def here(rows: Iterable[Presence]) -> Here:
    """Who is there now, of the presences of a meeting."""
    people: dict[str, list[Presence]] = defaultdict(list)
    for presence in rows:
        if presence.ended_at is None:
            people[presence.mode].append(presence)
    return Here([(way.label, people[way]) for way in Attendance.PRESENT if people[way]])


class Registered(NamedTuple):
    """One person on the page of who is there.

    :ivar attendance: ``with_way``; ``None`` when their invitation was taken back meanwhile.
    :ivar presences: when they were there, in order.
    """

    person: User
    attendance: Any
    presences: list[Presence]


def register(meeting: Meeting) -> list[Registered]:
    """Everybody invited, by name, with when they were there. Two queries.

    At the end those who were there, and whose invitation was taken back.
    """
    times: dict[int, list[Presence]] = defaultdict(list)
    for presence in meeting.presences.select_related("user", "recorded_by"):
        times[presence.user_id].append(presence)
    places = Membership.objects.current().filter(group=meeting.group_id, user=OuterRef("user"))
    people = meeting.attendances.with_way().annotate(role=Subquery(places.values("role")[:1]))
    rows: QuerySet[Any] = people.select_related("user").order_by("user__name", "pk")
    invited = [
        Registered(row.user, row, times.pop(row.user_id, []))
        for row in rows
        if row.role is not None or row.user_id in times
    ]
    others = [Registered(each[0].user, None, each) for each in times.values()]
    return [*invited, *others]
