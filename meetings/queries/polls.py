"""What came of the question which dates suit: reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.timezone import localdate

from accounts.models import User
from meetings.models import Attendance, BusyDate, DatePoll, PollAnswer, PollDate, PollReply

Can = PollAnswer.Can


class DateCounts(NamedTuple):
    """How one date suits.

    :ivar ways: how those who can come would take part, in words, with how many.
    :ivar is_best: whether no date to come suits more people, and this one suits somebody.
    """

    date: PollDate
    yes: int
    if_need_be: int
    no: int
    ways: list[tuple[str, int]]
    clashes: list[BusyDate]
    is_best: bool


def date_counts(poll: DatePoll) -> list[DateCounts]:
    """How each date suits those who are asked now. Three queries."""
    dates = list(poll.dates.all())
    asked = poll.asked().values("user")
    answers = PollAnswer.objects.filter(date__poll=poll, reply__user__in=asked)
    rows = list(answers.values_list("date", "can", "reply__mode"))
    numbers = Counter((day, can) for day, can, _mode in rows)
    ways = Counter((day, mode) for day, can, mode in rows if can != Can.NO)
    scores = {each.pk: _score(numbers, each.pk) for each in dates if not each.has_gone_by}
    best = max(scores.values(), default=(0, 0))
    days = [localdate(each.starts_at) for each in dates]
    busy = list(BusyDate.objects.touching(min(days), max(days))) if days else []
    return [
        DateCounts(
            each,
            numbers[each.pk, Can.YES],
            numbers[each.pk, Can.IF_NEED_BE],
            numbers[each.pk, Can.NO],
            [(str(m.label), ways[each.pk, m]) for m in Attendance.PRESENT if ways[each.pk, m]],
            [row for row in busy if row.first_day <= day <= row.last_day],
            is_best=any(best) and scores.get(each.pk) == best,
        )
        for each, day in zip(dates, days, strict=True)
    ]


def _score(numbers: Counter[tuple[int, str]], day: int) -> tuple[int, int]:
    """Who can come at all counts first, then who can come easily."""
    yes = numbers[day, Can.YES]
    return yes + numbers[day, Can.IF_NEED_BE], yes


def unanswered(poll: DatePoll) -> list[User]:
    """Who is asked and has not answered, by name. One query."""
    replied = PollReply.objects.filter(poll=poll).values("user")
    return [place.user for place in poll.asked().exclude(user__in=replied)]


def reply_of(poll: DatePoll, person: User) -> PollReply | None:
    """What ``person`` answered, with the answers. Two queries at most."""
    rows = PollReply.objects.filter(poll=poll, user=person).select_related("recorded_by")
    return rows.prefetch_related("answers").first()


def dates_of(person: User) -> Iterator[dict[str, Any]]:
    """Which dates ``person`` said that they can make, for the copy of their own data."""
    rows = PollAnswer.objects.filter(reply__user=person).order_by("date__starts_at", "pk")
    for answer in rows.select_related("reply__poll__group", "date"):
        when = {"group": str(answer.reply.poll.group), "date": answer.date.starts_at}
        can = {"can": str(answer.get_can_display())}
        yield {**when, **can, "would take part": str(answer.reply.get_mode_display())}


def old_polls(before: datetime) -> list[int]:
    """Polls whose last day to answer was before, for the retention schedule."""
    polls = DatePoll.objects.filter(answers_until__lt=localdate(before))
    return list(polls.order_by("pk").values_list("pk", flat=True))
