"""An hour of questions to a guest: planning, changing, cancelling it, and the answers."""

from datetime import timedelta

from core.clock import today
from tests.access.cases import case
from tests.access.seen import by


def _day(part):
    return lambda world, who: getattr(today() + timedelta(days=3), part)


PLAN = {
    "guest": "",
    "guest_name": "Fit to be read",
    "day_day": _day("day"),
    "day_month": _day("month"),
    "day_year": _day("year"),
    "begins": "7pm",
    "ends": "8pm",
    "answer_days": 5,
}
CHANGED = {**PLAN, "after": 1}
ANSWER = {"body": "Fit to be read"}
CASES = [
    case("deliberation:hot-seat-new", pk="topic", post=PLAN, seen=by("sally", pk=1)),
    case("deliberation:hot-seat-new", "named readers", pk="named", post=PLAN),
    case("deliberation:hot-seat-new", "closed", pk="closed", post=PLAN),
    case("deliberation:hot-seat-change", pk="hot_seat", post=CHANGED, seen=by("sally", pk=1)),
    case("deliberation:hot-seat-change", "named readers", pk="named_hot_seat", post=CHANGED),
    case("deliberation:hot-seat-cancel", pk="hot_seat", post={}, seen=by("sally", pk=1)),
    case("deliberation:hot-seat-cancel", "named readers", pk="named_hot_seat", post={}),
    case("deliberation:question-answer", pk="asked_guest", post=ANSWER, seen=by("ansty", pk=19)),
    case("deliberation:question-answer", "no hot seat", pk="post", post=ANSWER),
    case("deliberation:question-answer", "named readers", pk="named_post", post=ANSWER),
]
