"""What becomes of a post; reports, notes."""

from core.clock import now, today
from tests.access.cases import case, the
from tests.access.seen import NOT_NOW, ON_THE_WAY, Unseen, by


def place_of(person):
    return person.memberships.get(ends_at=None).pk


CHANGED = {"body": "Fit to be read, and better", "after": 1}
WRONG = {"reason": "offends", "words": ""}
NOTHING_TO_DO = {"state": "nothing_to_do", "why": "", "note": ""}
NOTE = {"addressee": lambda world, who: place_of(world.sally), "body": "Fit to be read"}
AGREE = {"kind": "agree"}
CONFIRMED = {
    "via": "telephone",
    "confirmed_on_day": lambda world, who: today().day,
    "confirmed_on_month": lambda world, who: today().month,
    "confirmed_on_year": lambda world, who: today().year,
    "after": 1,
}


def written_just_now(world):
    """Which is not when the world was made."""
    for post in (world.post, world.members_post, world.named_post):
        post.written_at = now()
        post.save()


def about_topic(name, why):
    """A note about a topic, which stands behind the question mark."""
    about = {"topic": the(name)}
    return case("deliberation:note-new", why, group="group", query=about, hidden="topic")


CASES = [
    case("deliberation:post-remove", pk="post", post={"reason": "Said twice"}, seen=ON_THE_WAY),
    case("deliberation:post-remove", "members’ space", pk="members_post", post={"reason": "Twice"}),
    case("deliberation:post-remove", "named readers", pk="named_post", post={"reason": "Twice"}),
    case("deliberation:post-edit", pk="post", post=CHANGED, before=written_just_now, seen=NOT_NOW),
    case("deliberation:post-edit", "half an hour ago", pk="old_post", post=CHANGED),
    case(
        "deliberation:post-edit",
        "members’ space",
        pk="members_post",
        post=CHANGED,
        before=written_just_now,
    ),
    case(
        "deliberation:post-edit",
        "named readers",
        pk="named_post",
        post=CHANGED,
        before=written_just_now,
    ),
    case("deliberation:post-withdraw", pk="post", post={}, seen=by("doreen", pk=2)),
    case("deliberation:post-withdraw", "members’ space", pk="members_post", post={}),
    case("deliberation:post-withdraw", "named readers", pk="named_post", post={}),
    case("deliberation:post-withdraw", "entered for somebody", pk="told_post", post={}),
    case("deliberation:post-correct", pk="told_post", post=CHANGED, seen=by("sally", pk=16)),
    case("deliberation:post-correct", "of a person who signs in", pk="post", post=CHANGED),
    case("deliberation:post-correct", "members’ space", pk="members_post", post=CHANGED),
    case("deliberation:post-correct", "named readers", pk="named_post", post=CHANGED),
    case("deliberation:post-confirm", pk="told_post", post=CONFIRMED, seen=by("sally", pk=16)),
    case("deliberation:post-confirm", "of a person who signs in", pk="post", post=CONFIRMED),
    case("deliberation:post-confirm", "members’ space", pk="members_post", post=CONFIRMED),
    case("deliberation:post-confirm", "named readers", pk="named_post", post=CONFIRMED),
    case("deliberation:post-react", pk="post", get=False, post=AGREE),
    case("deliberation:post-react", "members’ space", pk="members_post", get=False, post=AGREE),
    case("deliberation:post-react", "named readers", pk="named_post", get=False, post=AGREE),
    case("deliberation:post-versions", pk="post", seen=by("doreen", pk=1), reading=True),
    case("deliberation:post-versions", "members’ space", pk="members_post"),
    case("deliberation:post-versions", "named readers", pk="named_post"),
    case("deliberation:post-report", pk="post", post=WRONG, seen=by("ama", pk=1), reading=True),
    case("deliberation:post-report", "members’ space", pk="members_post", post=WRONG),
    case("deliberation:post-report", "named readers", pk="named_post", post=WRONG),
    case(
        "deliberation:post-author",
        pk="unnamed_post",
        seen=Unseen("its posts say who wrote them"),
        reading=True,
    ),
    case("deliberation:post-author", "of a post with a name", pk="post"),
    case(
        "deliberation:post-unmask",
        pk="unnamed_post",
        post={"reason": "It names a witness"},
        seen=Unseen("its posts say who wrote them"),
        reading=True,
    ),
    case(
        "deliberation:post-unmask",
        "members’ space",
        pk="members_unnamed_post",
        post={"reason": "It names a witness"},
    ),
    case("deliberation:reports", group="group", seen=by("marjorie", group=1), reading=True),
    case(
        "deliberation:report",
        pk="report",
        post=NOTHING_TO_DO,
        seen=Unseen("nothing in it was reported"),
        reading=True,
    ),
    case("deliberation:report", "members’ space", pk="members_report", post=NOTHING_TO_DO),
    case("deliberation:notes", group="group", seen=by("doreen", group=1), reading=True),
    case(
        "deliberation:note-new",
        group="group",
        post=NOTE,
        seen=by("doreen", group=1),
        reading=True,
    ),
    about_topic("topic", "on a topic"),
    about_topic("named", "named readers"),
    case(
        "deliberation:note",
        pk="note",
        post={"body": "Fit to be read"},
        seen=by("sally", pk=1),
        reading=True,
    ),
    case("deliberation:note", "named readers", pk="named_note", post={"body": "Fit to be read"}),
]
