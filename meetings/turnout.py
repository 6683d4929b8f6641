"""Who came to a meeting, and in which way: what the record shows, not what people meant to do."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.policy import Text
from deliberation.models import AgreementRound, Entitlement, Position
from meetings.models import Attendance, Meeting

Mode = Attendance.Mode
IN_SOME_WAY = _("Took part, in a way not recorded")
ABSENT = _("Did not take part")
UNRECORDED = _("Not recorded")
ORDER = (*(mode.label for mode in Attendance.PRESENT), IN_SOME_WAY, Mode.APOLOGIES.label)


def came(meeting: Meeting) -> dict[int, Attendance.Mode]:
    """How each person who came took part, by their id; ``UNKNOWN`` when nobody said. Two queries.

    It is how they were there the longest. Where it is not written down when they were, they came
    if they answered in a round of this meeting or had the floor: in the way that they
    had said. What the secretary writes down afterwards of who did not come stands over that.
    """
    return _acted(meeting) | _were_there(meeting)


def _were_there(meeting: Meeting) -> dict[int, Attendance.Mode]:
    """In which way each was there the longest."""
    lengths: dict[int, Counter[str]] = defaultdict(Counter)
    for presence in meeting.presences.all():
        lengths[presence.user_id][presence.mode] += presence.seconds
    return {user: Mode(ways.most_common(1)[0][0]) for user, ways in lengths.items()}


def _acted(meeting: Meeting) -> dict[int, Attendance.Mode]:
    """Who took a position or had the floor, and how they had said that they take part."""
    if meeting.opened_at is None:
        return {}
    mine = {"user": OuterRef("user")}
    rounds = AgreementRound.objects.opened_in(meeting.pk).values("pk")
    there = Q(first_taken_at__lte=meeting.ended_at) if meeting.ended_at else Q()  # not later
    took = Exists(Position.objects.filter(there, round__in=rounds, **mine))
    then = Q(voted_at__lte=meeting.ended_at) if meeting.ended_at else Q()
    voted = Exists(Entitlement.objects.voted().filter(then, round__in=rounds, **mine))
    spoke = Exists(meeting.requests.filter(called_at__isnull=False, **mine))
    absent = Q(mode=Mode.UNKNOWN, recorded_by__isnull=False, said_at__gte=meeting.opened_at)
    rows = meeting.attendances.filter(Q(took) | Q(voted) | Q(spoke))
    rows = rows.exclude(absent).exclude(mode=Mode.APOLOGIES)
    return {user: Mode(mode) for user, mode in rows.values_list("user", "mode")}


class Turnout(NamedTuple):
    """How the people who were invited to a meeting, or were there, took part in it.

    :ivar people: in words, by their id.
    :ivar counts: how many of each words there are; none that nobody has.
    """

    people: dict[int, str]
    counts: list[tuple[str, int]]


def turnout(meeting: Meeting) -> Turnout:
    """Who came to a meeting that is over, who did not, and of whom nothing is recorded."""
    ways = came(meeting)
    people = {user: str(way.label) for user, way in ways.items()}  # also who was uninvited
    people |= {
        attendance.user_id: str(_words(attendance, ways))
        for attendance in meeting.attendances.all()
    }
    numbers = Counter(people.values())
    order = [str(words) for words in (*ORDER, ABSENT, UNRECORDED)]
    return Turnout(people, [(words, numbers[words]) for words in order if numbers[words]])


def _words(row: Attendance, ways: dict[int, Attendance.Mode]) -> Text:
    if row.user_id in ways:
        way = ways[row.user_id]
        return IN_SOME_WAY if way == Mode.UNKNOWN else way.label
    if row.mode == Mode.APOLOGIES:
        return Mode.APOLOGIES.label
    return ABSENT if row.mode == Mode.UNKNOWN and row.recorded_by_id else UNRECORDED
