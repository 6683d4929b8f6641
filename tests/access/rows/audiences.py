"""Guests, named readers, wider and narrower audiences, handling, terms, break-glass."""

from datetime import timedelta

from core.clock import today
from tests.access.cases import case, the

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
    case("deliberation:topic-guests", pk="topic"),
    case("deliberation:topic-guests", "named readers", pk="named"),
    case("deliberation:guest-invite", pk="topic", person="joan", post={}),
    case(
        "deliberation:guest-invite",
        "somebody who is no guest",
        pk="topic",
        person="ama",
        hidden="person",
        post={},
    ),
    case("deliberation:guest-invite", "named readers", pk="named", person="joan", post={}),
    case("deliberation:guest-remove", pk="topic", person="hannah", post={}),
    case("deliberation:guest-remove", "named readers", pk="named", person="hannah", post={}),
    case("deliberation:guests-close", pk="topic", post={}),
    case("deliberation:guests-close", "named readers", pk="named", post={}),
    case("deliberation:topic-audience", pk="topic"),
    case("deliberation:topic-audience", "named readers", pk="named"),
    case("deliberation:reader-name", "not for named readers", pk="topic", person="ama", post={}),
    case("deliberation:reader-name", "named readers", pk="named", person="ama", post={}),
    case("deliberation:reader-remove", "not for named readers", pk="topic", person="ama", post={}),
    case("deliberation:reader-remove", "named readers", pk="named", person="doreen", post={}),
    case("deliberation:history-narrow", pk="topic", post={}),
    case("deliberation:history-narrow", "named readers", pk="named", post={}),
    case("deliberation:history-widen", pk="late", post={}),
    case("deliberation:history-widen", "named readers", pk="named", post={}),
    case("deliberation:secretary-admit", pk="late", post={}),
    case(
        "deliberation:secretary-admit",
        "the terms allow it",
        pk="late",
        post={},
        before=let_secretary_in,
    ),
    case("deliberation:secretary-admit", "named readers", pk="named", post={}),
    case("deliberation:handling-change", pk="topic", post=HANDLING),
    case("deliberation:handling-change", "named readers", pk="named", post=HANDLING),
    case("deliberation:handling-accept", pk="briefing", get=False, post={"version": 1}),
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
    case("deliberation:audience-change", pk="change"),
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
    case("deliberation:audience-answer-record", pk="change", post=TOLD),
    case(
        "deliberation:audience-answer-record",
        "the secretary reads the members’ space",
        pk="secretary_change",
        post=TOLD,
    ),
    case("deliberation:audience-answer-record", "named readers", pk="named_change", post=TOLD),
    case("deliberation:audience-change-withdraw", pk="change", post={}),
    case("deliberation:audience-change-withdraw", "named readers", pk="named_change", post={}),
    case("deliberation:terms", group="group", post={"secretary": "yes"}),
    case("deliberation:tags", group="group", post={"added": "Buses"}),
    case("deliberation:openers", group="group", post={"members": "no"}),
    case("deliberation:unattributed-posts", group="group", post={"members": "yes"}),
    case("deliberation:handbook", group="group"),
    case("deliberation:handbook-page-new", group="group", post=PAGE),
    case("deliberation:handbook-page", "for everybody", pk="page"),
    case("deliberation:handbook-page", "for members", pk="members_page"),
    case("deliberation:handbook-page", "archived", pk="archived_page"),
    case("deliberation:handbook-page-change", pk="page", post=PAGE | {"after": 1}),
    case(
        "deliberation:handbook-page-change",
        "for members",
        pk="members_page",
        post=PAGE | {"after": 1},
    ),
    case("deliberation:handbook-page-move", pk="page", get=False, post={"to": "down"}),
    case("deliberation:handbook-page-archive", pk="page", post={}),
    case("deliberation:handbook-page-restore", pk="archived_page", post={}),
    case("deliberation:handbook-versions", "for everybody", pk="page"),
    case("deliberation:handbook-versions", "for members", pk="members_page"),
    case("deliberation:announcements", group="group"),
    case("deliberation:announcement-new", group="group", post=ANNOUNCEMENT),
    case("deliberation:announcement", "for everybody", pk="announcement"),
    case("deliberation:announcement", "for members", pk="members_announcement"),
    case("deliberation:announcement", "withdrawn", pk="withdrawn_announcement"),
    case("deliberation:announcement-change", pk="announcement", post=ANNOUNCEMENT | {"after": 1}),
    case(
        "deliberation:announcement-change",
        "for members",
        pk="members_announcement",
        post=ANNOUNCEMENT | {"after": 1},
    ),
    case("deliberation:announcement-withdraw", pk="announcement", post={}),
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
    case("deliberation:break-glasses"),
    case("deliberation:break-glass-new", post=GLASS),
    case("deliberation:break-glass", pk="glass"),
    case("deliberation:break-glass", "running", pk="running"),
    case("deliberation:break-glass", "named readers", pk="named_glass"),
    case("deliberation:break-glass-confirm", "asked by another", pk="glass", post={}),
    case("deliberation:break-glass-confirm", "asked by the administrator", pk="own_glass", post={}),
    case("deliberation:break-glass-confirm", "named readers", pk="named_glass", post={}),
    case("deliberation:break-glass-withdraw", pk="glass", post={}),
    case("deliberation:break-glass-withdraw", "named readers", pk="named_glass", post={}),
    case("deliberation:break-glass-end", pk="running", post={}),
    case("deliberation:break-glass-end", "only asked for", pk="glass", post={}),
    case("deliberation:break-glass-read", "of the administrator", pk="running", get=False, post={}),
    case("deliberation:break-glass-read", "of another", pk="other_running", get=False, post={}),
    case("deliberation:break-glass-read", "not confirmed", pk="own_glass", get=False, post={}),
]
