"""Topics and their two spaces, and what is written there first."""

from core.clock import today
from tests.access.cases import case, plain, the
from tests.access.seen import FOR_MACHINES, NOT_NOW, by

WORDS = {"body": "Fit to be read", "reply_to": "", "label": ""}
CARRIED = {"state": "carried", "answer": ""}
SUMMARY = {"body": "Two of four questions are answered", "minor": "", "after": 0}
SHARED, MEMBERS = plain("shared"), plain("members")
DUE = {
    "decision_due_day": lambda world, who: today().day,
    "decision_due_month": lambda world, who: today().month,
    "decision_due_year": lambda world, who: today().year,
}
QUESTION = {
    "title": "A question",
    "ask": "What do you think?",
    "asker": "The command team",
    **DUE,
    "marking": "official",
    "history": "from_start",
    "handling": "",
}
OWN = {
    "title": "A question of our own",
    "ask": "What do we think?",
    "marking": "official",
    "history": "from_start",
    "handling": "",
}
TOLD = {
    "author": the("caller"),
    "via": "telephone",
    "told_on_day": lambda world, who: today().day,
    "told_on_month": lambda world, who: today().month,
    "told_on_year": lambda world, who: today().year,
    "body": "Fit to be read",
    "label": "",
}
ASKED = {"asker": "The command team", **DUE}


def asked_just_now(world):
    """The posts ask something; nothing has become of it."""
    for post in (world.post, world.members_post, world.named_post):
        post.label = "question"
        post.save()


CASES = [
    case("deliberation:topics", seen=by("doreen"), reading=True),
    case(
        "deliberation:topic-new",
        query={"group": the("group")},
        post=QUESTION,
        seen=by("sally", query={"group": 1}),
    ),
    case("deliberation:topic-new", "the members’ own", query={"group": the("group")}, post=OWN),
    case("deliberation:topic-new", "of no group"),
    case("deliberation:topic-new", "after one for named readers", query={"from": the("named")}),
    case("deliberation:topic-follow", pk="topic", post={"level": "none"}, seen=by("doreen", pk=1)),
    case("deliberation:topic-follow", "no guest invited", pk="quiet", post={"level": "all"}),
    case("deliberation:topic-follow", "named readers", pk="named", post={"level": "all"}),
    case("deliberation:topic", pk="topic", seen=by("doreen", "hannah", pk=1), reading=True),
    case("deliberation:topic", "no guest invited", pk="quiet"),
    case("deliberation:topic", "named readers", pk="named"),
    case("deliberation:topic", "handling first", pk="briefing"),
    case("deliberation:topic", "closed", pk="closed"),
    case("deliberation:topic-members", pk="topic", seen=by("doreen", pk=1), reading=True),
    case("deliberation:topic-members", "named readers", pk="named"),
    case("deliberation:topic-members", "handling first", pk="briefing"),
    case("deliberation:people", pk="topic", space=SHARED, seen=FOR_MACHINES, reading=True),
    case("deliberation:people", "members’ space", pk="topic", space=MEMBERS),
    case("deliberation:people", "no guest invited", pk="quiet", space=SHARED),
    case("deliberation:people", "named readers", pk="named", space=SHARED),
    case("deliberation:people", "handling first", pk="briefing", space=SHARED),
    case("deliberation:people", "closed", pk="closed", space=SHARED),
    case(
        "deliberation:post-new",
        pk="topic",
        space=SHARED,
        post={**WORDS, "unattributed": ""},
        seen=NOT_NOW,
    ),
    case("deliberation:post-new", "members’ space", pk="topic", space=MEMBERS, post=WORDS),
    case("deliberation:post-new", "no guest invited", pk="quiet", space=SHARED, post=WORDS),
    case("deliberation:post-new", "named readers", pk="named", space=SHARED, post=WORDS),
    case("deliberation:post-new", "handling first", pk="briefing", space=SHARED, post=WORDS),
    case("deliberation:post-new", "closed", pk="closed", space=SHARED, post=WORDS),
    case(
        "deliberation:post-new",
        "no such space",
        pk="topic",
        space=plain("police"),
        hidden="space",
        unknown="nowhere",
        post=WORDS,
    ),
    case(
        "deliberation:post-new",
        "answer to a post of the members’ space",
        pk="topic",
        space=SHARED,
        post={"body": "Fit to be read", "reply_to": the("members_post")},
    ),
    case(
        "deliberation:post-new-for",
        pk="topic",
        space=SHARED,
        post=TOLD,
        seen=by("sally", pk=3, space="shared"),
    ),
    case("deliberation:post-new-for", "members’ space", pk="topic", space=MEMBERS, post=TOLD),
    case("deliberation:post-new-for", "named readers", pk="named", space=SHARED),
    case("deliberation:post-new-for", "handling first", pk="briefing", space=SHARED),
    case("deliberation:post-new-for", "closed", pk="closed", space=SHARED),
    case("deliberation:topic-pin", pk="topic", post={}, seen=by("sally", pk=1)),
    case("deliberation:topic-pin", "named readers", pk="named", post={}),
    case("deliberation:topic-unpin", pk="pinned", post={}, seen=by("sally", pk=1)),
    case("deliberation:topic-unpin", "named readers", pk="named", post={}),
    case(
        "deliberation:topic-change",
        pk="topic",
        post={**QUESTION, "after": 1},
        seen=by("sally", pk=1),
    ),
    case("deliberation:topic-change", "the members’ own", pk="own", post={**OWN, "after": 1}),
    case("deliberation:topic-change", "named readers", pk="named", post={**QUESTION, "after": 1}),
    case("deliberation:topic-change", "handling first", pk="briefing"),
    case("deliberation:topic-change", "a legal hold", pk="held"),
    case("deliberation:topic-versions", pk="topic", seen=by("doreen", pk=1), reading=True),
    case("deliberation:topic-versions", "named readers", pk="named"),
    case("deliberation:topic-versions", "handling first", pk="briefing"),
    case(
        "deliberation:summary-write",
        pk="topic",
        space=SHARED,
        post=SUMMARY,
        seen=by("sally", pk=1, space="shared"),
    ),
    case("deliberation:summary-write", "members’ space", pk="topic", space=MEMBERS, post=SUMMARY),
    case("deliberation:summary-write", "named readers", pk="named", space=SHARED, post=SUMMARY),
    case("deliberation:summary-write", "handling first", pk="briefing", space=SHARED, post=SUMMARY),
    case("deliberation:summary-write", "closed", pk="closed", space=SHARED, post=SUMMARY),
    case("deliberation:summary-write", "a legal hold", pk="held", space=SHARED, post=SUMMARY),
    case(
        "deliberation:summary-versions",
        pk="topic",
        space=SHARED,
        seen=by("doreen", pk=1, space="shared"),
        reading=True,
    ),
    case("deliberation:summary-versions", "members’ space", pk="topic", space=MEMBERS),
    case("deliberation:summary-versions", "named readers", pk="named", space=SHARED),
    case("deliberation:summary-versions", "handling first", pk="briefing", space=SHARED),
    case(
        "deliberation:summary-remove",
        "none there",
        pk="topic",
        space=SHARED,
        post={},
        seen=by("sally", pk=1, space="shared"),
    ),
    case("deliberation:summary-remove", "members’ space", pk="topic", space=MEMBERS, post={}),
    case("deliberation:topic-questions", pk="topic", seen=by("doreen", pk=1), reading=True),
    case("deliberation:topic-questions", "named readers", pk="named"),
    case("deliberation:topic-questions", "handling first", pk="briefing"),
    case(
        "deliberation:question-settle",
        pk="post",
        post=CARRIED,
        before=asked_just_now,
        seen=by("sally", pk=14),
    ),
    case("deliberation:question-settle", "no question", pk="post", post=CARRIED),
    case(
        "deliberation:question-settle",
        "members’ space",
        pk="members_post",
        post=CARRIED,
        before=asked_just_now,
    ),
    case(
        "deliberation:question-settle",
        "named readers",
        pk="named_post",
        post=CARRIED,
        before=asked_just_now,
    ),
    case("deliberation:topic-promote", pk="own", post=ASKED, seen=NOT_NOW),
    case("deliberation:topic-promote", "a consultation", pk="topic", post=ASKED),
    case("deliberation:topic-promote", "named readers", pk="named", post=ASKED),
    case("deliberation:topic-close", pk="topic", post={}, seen=by("marjorie", pk=2)),
    case("deliberation:topic-close", "named readers", pk="named", post={}),
    case("deliberation:topic-reopen", pk="closed", post={}, seen=NOT_NOW),
    case(
        "deliberation:topic-hold",
        pk="topic",
        post={"action": "hold", "reason": "An inquest"},
        seen=by("marjorie", pk=3),
        reading=True,
    ),
    case(
        "deliberation:topic-hold",
        "named readers",
        pk="named",
        post={"action": "hold", "reason": "An inquest"},
    ),
    case("deliberation:topic-hold", "lifting is asked for", pk="held", post={"action": "lift"}),
]
