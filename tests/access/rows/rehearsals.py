"""Sound and picture tried before a meeting, alone or with those who organise."""

from datetime import timedelta

from core.clock import now
from tests.access.cases import case
from tests.access.seen import Unseen

JSON = {"accept": "application/json"}
FAR = Unseen("no meeting of the story begins within three days; test_rehearsals looks at it")


def it_is_tomorrow(world):
    """The meeting that is called begins tomorrow."""
    world.called.starts_at = now() + timedelta(days=1)
    world.called.save(update_fields=["starts_at"])


TOMORROW = {"before": it_is_tomorrow}
IS_SAID = {"outcome": "both"}

CASES = [
    case("meetings:rehearsal", "tomorrow", pk="called", post=IS_SAID, seen=FAR, **TOMORROW),
    case("meetings:rehearsal", "open", pk="live", post=IS_SAID, seen=FAR),
    case(
        "meetings:rehearsal-join",
        "tomorrow",
        pk="called",
        get=False,
        headers=JSON,
        post={"mode": ""},
        **TOMORROW,
    ),
    case("meetings:rehearsals", "tomorrow", pk="called", seen=FAR, **TOMORROW),
    case("meetings:rehearsal-with", "tomorrow", pk="rehearsal", seen=FAR, **TOMORROW),
    case(
        "meetings:rehearsal-join-with",
        "tomorrow",
        pk="rehearsal",
        get=False,
        headers=JSON,
        post={"mode": ""},
        **TOMORROW,
    ),
]
