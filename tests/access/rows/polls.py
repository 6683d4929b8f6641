"""Which dates suit: the question to a group, answers, and the meeting that comes of it."""

from datetime import timedelta

from core.clock import today
from tests.access.cases import case, the
from tests.access.rows.meetings import CALLED, TOMORROW
from tests.access.seen import by


def in_days(name, number):
    """The three boxes of a date that lies so many days ahead."""
    return {
        f"{name}_{part}": lambda world, who, part=part: getattr(
            today() + timedelta(days=number), part
        )
        for part in ("day", "month", "year")
    }


ASKED = {
    **in_days("day_1", 10),
    **in_days("day_2", 11),
    "time_1": "6:30pm",
    "time_2": "6:30pm",
    **in_days("answers_until", 3),
}
CAN = {"date_1": "yes", "mode": "room"}

CASES = [
    case("meetings:poll-new", group="group", post=ASKED, seen=by("sally", group=1)),
    case("meetings:poll", pk="poll", post=CAN, seen=by("gwen", "sally", pk=1), reading=True),
    case(
        "meetings:poll-record", pk="poll", post=CAN | {"user": the("ama")}, seen=by("sally", pk=1)
    ),
    case(
        "meetings:poll-arrange",
        pk="poll",
        date="poll_date",
        post=CALLED | TOMORROW,
        seen=by("sally", pk=1, date=1),
    ),
    case("meetings:poll-withdraw", pk="poll", post={}, seen=by("sally", pk=1)),
]
