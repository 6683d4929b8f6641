"""Screen and sound of a room: made by those who organise, let in by a code, without an account."""

from tests.access.cases import case, plain
from tests.access.seen import ANYBODY, FOR_MACHINES, ON_THE_WAY, Unseen, by

IS_TYPED = {"code": "aaaa-aaaa"}


def members_item_begins(world):
    """The item under way is for members."""
    item = world.live.agenda.create(number=9, title="Among members", members_only=True)
    world.live.item = item
    world.live.save(update_fields=["item"])


CASES = [
    case("meetings:displays", pk="live", seen=by("sally", "marjorie", pk=2), reading=True),
    case("meetings:displays", "no guest invited", pk="inner"),
    case("meetings:displays", "ended", pk="ended"),
    case("meetings:display-create", pk="live", get=False, post={}, seen=ON_THE_WAY),
    case("meetings:display-remove", pk="display", get=False, post={}),
    case("meetings:members-item-show", "nothing for members", pk="live", post={}),
    case(
        "meetings:members-item-show",
        pk="live",
        post={},
        before=members_item_begins,
        seen=Unseen("no item for members is under way in the story"),
    ),
    case("meetings:members-item-hide", pk="live", get=False, post={}),
    case("meetings:display", post=IS_TYPED, seen=by(ANYBODY)),
    case("meetings:display-open", code=plain("aaaa-aaaa"), post=IS_TYPED, seen=ON_THE_WAY),
    case("meetings:display-news", seen=FOR_MACHINES),
    case("meetings:display-slide", pk=plain(1), seen=FOR_MACHINES),
    case("meetings:device", seen=ON_THE_WAY),
    case("meetings:device-join", get=False, post={}),
    case("meetings:device-news", seen=FOR_MACHINES),
]
