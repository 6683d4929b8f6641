"""Who came to a meeting, and in which way: what the record shows, not what people meant to do."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.policy import Text
from deliberation.models import AgreementRound, Position
from meetings.models import Attendance, Meeting

Mode = Attendance.Mode
IN_SOME_WAY = _("Took part, in a way not recorded")
ABSENT = _("Did not take part")
UNRECORDED = _("Not recorded")
ORDER = (*(mode.label for mode in Attendance.PRESENT), IN_SOME_WAY, Mode.APOLOGIES.label)


def came(meeting: Meeting) -> dict[int, Attendance.Mode]:
    """How each person who came took part, by their id; ``UNKNOWN`` when nobody said. One query.

    Whoever took a position in a round of this meeting, had the floor or joined the video was
    there. So was who said how they take part once it was open; before, they said what they
    meant to do. What was written down of them since it was open stands over all that.
    """
    if meeting.opened_at is None:
        return {}
    mine = {"user": OuterRef("user")}
    rounds = AgreementRound.objects.opened_in(meeting.pk).values("pk")
    there = Q(first_taken_at__lte=meeting.ended_at) if meeting.ended_at else Q()  # not later
    answered = Exists(Position.objects.filter(there, round__in=rounds, **mine))
    spoke = Exists(meeting.requests.filter(called_at__isnull=False, **mine))
    since = Q(said_at__gte=meeting.opened_at)
    written = since & Q(recorded_by__isnull=False)
    acted = Q(answered) | Q(spoke) | Q(on_video=True)
    rows = (
        meeting.attendances.annotate(on_video=Exists(meeting.video_grants.filter(**mine)))
        .exclude(mode=Mode.APOLOGIES)
        .filter(~written & acted | since & Q(mode__in=Attendance.PRESENT))
    )
    return {
        user: Mode.VIDEO if on_video and mode == Mode.UNKNOWN else Mode(mode)
        for user, mode, on_video in rows.values_list("user", "mode", "on_video")
    }


class Turnout(NamedTuple):
    """How the people who were invited to a meeting took part in it.

    :ivar people: in words, by their id.
    :ivar counts: how many of each words there are; none that nobody has.
    """

    people: dict[int, str]
    counts: list[tuple[str, int]]


def turnout(meeting: Meeting) -> Turnout:
    """Who came to a meeting that is over, who did not, and of whom nothing is recorded."""
    ways = came(meeting)
    people = {
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
