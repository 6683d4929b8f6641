"""The minutes of a meeting, what they say of each item, and corrections."""

from tests.access.cases import case, the
from tests.access.seen import NOT_NOW, by

WRITTEN = {"body": "Said otherwise", "after": 1}
DAYS = {"working_days": "10"}
AGREED = {"meeting": the("live")}
PROPOSED = {
    "person": lambda world, who: getattr(world.person.get(who), "pk", ""),
    "says": "was said",
    "should_say": "was sung",
    "why": "I heard it",
}
ANSWER = {"answer": "It is so"}
OF_ITEMS = (
    ("for members", "minuted_members"),
    ("on a topic", "minuted_topic"),
    ("named readers", "minuted_named"),
    ("handling first", "minuted_briefing"),
)


def of_items(name, about, **more):
    """A page about minutes, for each kind of item."""
    return [case(f"meetings:{name}", why, pk=f"{thing}_{about}", **more) for why, thing in OF_ITEMS]


CASES = [
    case("meetings:minutes-draft", pk="over", post={}, seen=NOT_NOW),
    case("meetings:minutes-draft", "begun", pk="minuted.meeting", post={}),
    case("meetings:minutes", pk="minuted.meeting", seen=by("doreen", "ansty", pk=1), reading=True),
    case("meetings:minutes", "draft", pk="drafted.meeting"),
    case("meetings:minutes-publish", pk="drafted.meeting", post=DAYS, seen=NOT_NOW),
    case("meetings:minutes-publish", "published", pk="minuted.meeting", post=DAYS),
    case("meetings:minutes-agree", pk="checked_minutes.meeting", post=AGREED, seen=NOT_NOW),
    case("meetings:minutes-agree", "draft", pk="drafted.meeting", post=AGREED),
    case("meetings:minutes-agree", "corrections wait", pk="minuted.meeting", post=AGREED),
    case("meetings:minutes-copy", pk="minuted.meeting", get=False, post={}),
    case("meetings:minutes-copy", "draft", pk="drafted.meeting", get=False, post={}),
    case("meetings:minutes-write", pk="drafted_item", post=WRITTEN, seen=NOT_NOW),
    case("meetings:minutes-write", "published", pk="minuted_item", post=WRITTEN),
    case("meetings:minutes-versions", pk="minuted_item", seen=by("doreen", pk=4), reading=True),
    *of_items("minutes-versions", "item"),
    case("meetings:correction-propose", pk="minuted_item", post=PROPOSED, seen=by("doreen", pk=4)),
    *of_items("correction-propose", "item", post=PROPOSED),
    case(
        "meetings:correction-accept",
        pk="minuted_correction",
        post=WRITTEN,
        seen=by("marjorie", pk=2),
    ),
    *of_items("correction-accept", "correction", post=WRITTEN),
    case(
        "meetings:correction-refuse", pk="minuted_correction", post=ANSWER, seen=by("sally", pk=2)
    ),
    *of_items("correction-refuse", "correction", post=ANSWER),
]
