"""The action log of a group, one action, and what is done with it."""

from core.clock import today
from tests.access.cases import case, the
from tests.access.seen import by

DAY = {
    "due_on_day": lambda world, who: today().day,
    "due_on_month": lambda world, who: today().month,
    "due_on_year": lambda world, who: today().year,
}
ACTION = {"task": "Ask the residents", "owner": the("doreen"), **DAY}
AGREED = {**ACTION, "agreed": ""}
CHANGED = {**ACTION, "words": "", "after": 1}
DONE = {"part": "all", "words": "Seven came"}
READ = {"after": 1}
WHY = {"words": "The counter stays"}
TICKED = {"closed": lambda world, who: f"{world.reported_action.pk}-1"}
OF_ITEMS = (
    ("for members", "members_action"),
    ("on a topic", "topic_action"),
    ("named readers", "named_action"),
    ("handling first", "briefing_action"),
)


def of_items(name, **more):
    """A page of an action, for each kind of item that it can be agreed in."""
    return [case(f"meetings:{name}", why, pk=thing, **more) for why, thing in OF_ITEMS]


CASES = [
    case("meetings:action-log", group="group", seen=by("doreen", group=1), reading=True),
    case("meetings:action-add", group="group", post=AGREED, seen=by("sally", group=1)),
    case("meetings:actions-close", group="group", post=TICKED, seen=by("marjorie", group=1)),
    case("meetings:action", pk="log_action", seen=by("doreen", pk=4), reading=True),
    case("meetings:action", "closed", pk="closed_action"),
    *of_items("action"),
    case("meetings:action-change", pk="log_action", post=CHANGED, seen=by("sally", pk=1)),
    case("meetings:action-change", "closed", pk="closed_action", post=CHANGED),
    *of_items("action-change", post=CHANGED),
    case(
        "meetings:action-report", "the member's", pk="log_action", post=DONE, seen=by("ansty", pk=1)
    ),
    case("meetings:action-report", "somebody else's", pk="action_of_another", post=DONE),
    *of_items("action-report", post=DONE),
    case("meetings:action-close", pk="reported_action", post=READ, seen=by("marjorie", pk=2)),
    case("meetings:action-close", "not reported", pk="log_action", post=READ),
    case(
        "meetings:action-reopen",
        "reported",
        pk="reported_action",
        post=WHY,
        seen=by("marjorie", pk=2),
    ),
    case("meetings:action-reopen", "closed", pk="closed_action", post=WHY),
    case("meetings:action-reopen", "open", pk="log_action", post=WHY),
    case("meetings:action-withdraw", pk="log_action", post=WHY, seen=by("sally", pk=1)),
    case("meetings:action-withdraw", "for members", pk="members_action", post=WHY),
]
