"""Guests, named readers, wider and narrower audiences, handling, terms, break-glass."""

from datetime import timedelta

from core.clock import today
from tests.access.cases import case, the
from tests.access.seen import NOT_NOW, ON_THE_WAY, by

AGREE = {"answer": "agree"}
GLASS = {"topic_number": the("topic"), "space": "members", "reason": "A threat", "hours": 2}
ANNOUNCEMENT = {
    "title": "Sally is away",
    "body": "Marjorie answers until then",
    "readers": "group",
    "stands_until_day": lambda world, who: (today() + timedelta(days=7)).day,
    "stands_until_month": lambda world, who: (today() + timedelta(days=7)).month,
    "stands_until_year": lambda world, who: (today() + timedelta(days=7)).year,
}
PAGE = {"title": "Expenses", "body": "Ask the secretary", "readers": "group"}
HANDLING = {"handling": "Do not copy it", "handling_first": "on"}


def let_secretary_in(world):
    groups = type(world.group).objects.filter(pk=world.group.pk)
    groups.update(secretary_in_members_space=True)


TOLD = {"user": the("caller"), "via": "telephone", "answer": "agree"}

CASES = [
    case("deliberation:topic-guests", pk="topic", seen=by("sally", pk=3)),
    case("deliberation:topic-guests", "named readers", pk="named"),
    case(
        "deliberation:guest-invite",
        pk="topic",
        person="joan",
        post={},
        seen=by("sally", pk=3, person=17),
    ),
    case(
        "deliberation:guest-invite",
        "somebody who is no guest",
        pk="topic",
        person="ama",
        hidden="person",
        post={},
    ),
    case("deliberation:guest-invite", "named readers", pk="named", person="joan", post={}),
    case(
        "deliberation:guest-remove",
        pk="topic",
        person="hannah",
        post={},
        seen=by("sally", pk=3, person=15),
    ),
    case("deliberation:guest-remove", "named readers", pk="named", person="hannah", post={}),
    case("deliberation:guests-close", pk="topic", post={}, seen=by("sally", pk=3)),
    case("deliberation:guests-close", "named readers", pk="named", post={}),
    case("deliberation:topic-audience", pk="topic", seen=ON_THE_WAY, reading=True),
    case("deliberation:topic-audience", "named readers", pk="named"),
    case(
        "deliberation:reader-name",
        "not for named readers",
        pk="topic",
        person="ama",
        post={},
        seen=ON_THE_WAY,
    ),
    case("deliberation:reader-name", "named readers", pk="named", person="ama", post={}),
    case(
        "deliberation:reader-remove",
        "not for named readers",
        pk="topic",
        person="ama",
        post={},
        seen=ON_THE_WAY,
    ),
    case("deliberation:reader-remove", "named readers", pk="named", person="doreen", post={}),
    case("deliberation:history-narrow", pk="topic", post={}, seen=ON_THE_WAY),
    case("deliberation:history-narrow", "named readers", pk="named", post={}),
    case("deliberation:history-widen", pk="late", post={}, seen=ON_THE_WAY),
    case("deliberation:history-widen", "named readers", pk="named", post={}),
    case("deliberation:secretary-admit", pk="late", post={}, seen=NOT_NOW),
    case(
        "deliberation:secretary-admit",
        "the terms allow it",
        pk="late",
        post={},
        before=let_secretary_in,
    ),
    case("deliberation:secretary-admit", "named readers", pk="named", post={}),
    case(
        "deliberation:handling-change",
        pk="topic",
        post=HANDLING,
        seen=by("marjorie", pk=3),
        reading=True,
    ),
    case("deliberation:handling-change", "named readers", pk="named", post=HANDLING),
    case(
        "deliberation:handling-accept",
        pk="briefing",
        get=False,
        post={"version": 1},
        seen=ON_THE_WAY,
    ),
    case(
        "deliberation:handling-accept",
        "nothing to accept",
        pk="topic",
        get=False,
        post={"version": 1},
    ),
    case(
        "deliberation:handling-accept", "named readers", pk="named", get=False, post={"version": 1}
    ),
    case("deliberation:audience-change", pk="change", seen=ON_THE_WAY, reading=True),
    case("deliberation:audience-change", "the members’ space", pk="secretary_change"),
    case("deliberation:audience-change", "named readers", pk="named_change"),
    case("deliberation:audience-change-answer", pk="change", get=False, post=AGREE),
    case(
        "deliberation:audience-change-answer",
        "the members’ space",
        pk="secretary_change",
        get=False,
        post=AGREE,
    ),
    case(
        "deliberation:audience-change-answer",
        "named readers",
        pk="named_change",
        get=False,
        post=AGREE,
    ),
    case("deliberation:audience-answer-record", pk="change", post=TOLD, seen=NOT_NOW),
    case(
        "deliberation:audience-answer-record",
        "the secretary reads the members’ space",
        pk="secretary_change",
        post=TOLD,
    ),
    case("deliberation:audience-answer-record", "named readers", pk="named_change", post=TOLD),
    case("deliberation:audience-change-withdraw", pk="change", post={}, seen=ON_THE_WAY),
    case("deliberation:audience-change-withdraw", "named readers", pk="named_change", post={}),
    case(
        "deliberation:terms",
        group="group",
        post={"secretary": "yes"},
        seen=by("marjorie", group=1),
        reading=True,
    ),
    case("deliberation:tags", group="group", post={"added": "Buses"}, seen=by("sally", group=1)),
    case(
        "deliberation:openers", group="group", post={"members": "no"}, seen=by("marjorie", group=1)
    ),
    case(
        "deliberation:unattributed-posts",
        group="group",
        post={"members": "yes"},
        seen=by("marjorie", group=1),
    ),
    case("deliberation:handbook", group="group", seen=by("sally", group=1), reading=True),
    case("deliberation:handbook-page-new", group="group", post=PAGE, seen=by("sally", group=1)),
    case(
        "deliberation:handbook-page",
        "for everybody",
        pk="page",
        seen=by("doreen", pk=1),
        reading=True,
    ),
    case("deliberation:handbook-page", "for members", pk="members_page"),
    case("deliberation:handbook-page", "archived", pk="archived_page"),
    case(
        "deliberation:handbook-page-change",
        pk="page",
        post=PAGE | {"after": 1},
        seen=by("sally", pk=1),
    ),
    case(
        "deliberation:handbook-page-change",
        "for members",
        pk="members_page",
        post=PAGE | {"after": 1},
    ),
    case("deliberation:handbook-page-move", pk="page", get=False, post={"to": "down"}),
    case("deliberation:handbook-page-archive", pk="page", post={}, seen=by("marjorie", pk=1)),
    case("deliberation:handbook-page-restore", pk="archived_page", post={}, seen=NOT_NOW),
    case(
        "deliberation:handbook-versions",
        "for everybody",
        pk="page",
        seen=by("doreen", pk=1),
        reading=True,
    ),
    case("deliberation:handbook-versions", "for members", pk="members_page"),
    case("deliberation:announcements", group="group", seen=by("sally", group=1), reading=True),
    case(
        "deliberation:announcement-new", group="group", post=ANNOUNCEMENT, seen=by("sally", group=1)
    ),
    case(
        "deliberation:announcement",
        "for everybody",
        pk="announcement",
        seen=by("doreen", pk=1),
        reading=True,
    ),
    case("deliberation:announcement", "for members", pk="members_announcement"),
    case("deliberation:announcement", "withdrawn", pk="withdrawn_announcement"),
    case(
        "deliberation:announcement-change",
        pk="announcement",
        post=ANNOUNCEMENT | {"after": 1},
        seen=by("sally", pk=1),
    ),
    case(
        "deliberation:announcement-change",
        "for members",
        pk="members_announcement",
        post=ANNOUNCEMENT | {"after": 1},
    ),
    case("deliberation:announcement-withdraw", pk="announcement", post={}, seen=by("sally", pk=1)),
    case("deliberation:announcement-withdraw", "for members", pk="members_announcement", post={}),
    case(
        "deliberation:announcement-read",
        "for everybody",
        pk="announcement",
        get=False,
        post={"version": 1},
    ),
    case(
        "deliberation:announcement-read",
        "for members",
        pk="members_announcement",
        get=False,
        post={"version": 1},
    ),
    case(
        "deliberation:announcement-told",
        pk="announcement",
        person="caller",
        get=False,
        post={"version": 1},
    ),
    case("deliberation:break-glasses", seen=by("tom"), reading=True),
    case("deliberation:break-glass-new", post=GLASS, seen=by("tom")),
    case("deliberation:break-glass", pk="glass", seen=ON_THE_WAY, reading=True),
    case("deliberation:break-glass", "running", pk="running"),
    case("deliberation:break-glass", "named readers", pk="named_glass"),
    case(
        "deliberation:break-glass-confirm", "asked by another", pk="glass", post={}, seen=ON_THE_WAY
    ),
    case("deliberation:break-glass-confirm", "asked by the administrator", pk="own_glass", post={}),
    case("deliberation:break-glass-confirm", "named readers", pk="named_glass", post={}),
    case("deliberation:break-glass-withdraw", pk="glass", post={}, seen=NOT_NOW),
    case("deliberation:break-glass-withdraw", "named readers", pk="named_glass", post={}),
    case("deliberation:break-glass-end", pk="running", post={}, seen=ON_THE_WAY),
    case("deliberation:break-glass-end", "only asked for", pk="glass", post={}),
    case(
        "deliberation:break-glass-read",
        "of the administrator",
        pk="running",
        get=False,
        post={},
        seen=ON_THE_WAY,
    ),
    case("deliberation:break-glass-read", "of another", pk="other_running", get=False, post={}),
    case("deliberation:break-glass-read", "not confirmed", pk="own_glass", get=False, post={}),
]
