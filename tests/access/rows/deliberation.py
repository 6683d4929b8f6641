"""Topics and their two spaces, posts, reports, notes."""

from core.clock import now, today
from tests.access.cases import case, plain, the


def place_of(person):
    return person.memberships.get(ends_at=None).pk


WORDS = {"body": "Fit to be read", "reply_to": "", "label": ""}
CHANGED = {"body": "Fit to be read, and better", "after": 1}
WRONG = {"reason": "offends", "words": ""}
NOTHING_TO_DO = {"state": "nothing_to_do", "why": "", "note": ""}
NOTE = {"addressee": lambda world, who: place_of(world.sally), "body": "Fit to be read"}
AGREE = {"kind": "agree"}
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
CONFIRMED = {
    "via": "telephone",
    "confirmed_on_day": lambda world, who: today().day,
    "confirmed_on_month": lambda world, who: today().month,
    "confirmed_on_year": lambda world, who: today().year,
    "after": 1,
}
ASKED = {"asker": "The command team", **DUE}


def written_just_now(world):
    """Which is not when the world was made."""
    for post in (world.post, world.members_post, world.named_post):
        post.written_at = now()
        post.save()


def asked_just_now(world):
    """The posts ask something; nothing has become of it."""
    for post in (world.post, world.members_post, world.named_post):
        post.label = "question"
        post.save()


def about_topic(name, why):
    """A note about a topic, which stands behind the question mark."""
    about = {"topic": the(name)}
    return case("deliberation:note-new", why, group="group", query=about, hidden="topic")


CASES = [
    case("deliberation:topics"),
    case("deliberation:topic-new", query={"group": the("group")}, post=QUESTION),
    case("deliberation:topic-new", "the members’ own", query={"group": the("group")}, post=OWN),
    case("deliberation:topic-new", "of no group"),
    case("deliberation:topic-new", "after one for named readers", query={"from": the("named")}),
    case("deliberation:topic-follow", pk="topic", post={"level": "none"}),
    case("deliberation:topic-follow", "no guest invited", pk="quiet", post={"level": "all"}),
    case("deliberation:topic-follow", "named readers", pk="named", post={"level": "all"}),
    case("deliberation:topic", pk="topic"),
    case("deliberation:topic", "no guest invited", pk="quiet"),
    case("deliberation:topic", "named readers", pk="named"),
    case("deliberation:topic", "handling first", pk="briefing"),
    case("deliberation:topic", "closed", pk="closed"),
    case("deliberation:topic-members", pk="topic"),
    case("deliberation:topic-members", "named readers", pk="named"),
    case("deliberation:topic-members", "handling first", pk="briefing"),
    case("deliberation:people", pk="topic", space=SHARED),
    case("deliberation:people", "members’ space", pk="topic", space=MEMBERS),
    case("deliberation:people", "no guest invited", pk="quiet", space=SHARED),
    case("deliberation:people", "named readers", pk="named", space=SHARED),
    case("deliberation:people", "handling first", pk="briefing", space=SHARED),
    case("deliberation:people", "closed", pk="closed", space=SHARED),
    case("deliberation:post-new", pk="topic", space=SHARED, post={**WORDS, "unattributed": ""}),
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
    case("deliberation:post-new-for", pk="topic", space=SHARED, post=TOLD),
    case("deliberation:post-new-for", "members’ space", pk="topic", space=MEMBERS, post=TOLD),
    case("deliberation:post-new-for", "named readers", pk="named", space=SHARED),
    case("deliberation:post-new-for", "handling first", pk="briefing", space=SHARED),
    case("deliberation:post-new-for", "closed", pk="closed", space=SHARED),
    case("deliberation:topic-pin", pk="topic", post={}),
    case("deliberation:topic-pin", "named readers", pk="named", post={}),
    case("deliberation:topic-unpin", pk="pinned", post={}),
    case("deliberation:topic-unpin", "named readers", pk="named", post={}),
    case("deliberation:topic-change", pk="topic", post={**QUESTION, "after": 1}),
    case("deliberation:topic-change", "the members’ own", pk="own", post={**OWN, "after": 1}),
    case("deliberation:topic-change", "named readers", pk="named", post={**QUESTION, "after": 1}),
    case("deliberation:topic-change", "handling first", pk="briefing"),
    case("deliberation:topic-change", "a legal hold", pk="held"),
    case("deliberation:topic-versions", pk="topic"),
    case("deliberation:topic-versions", "named readers", pk="named"),
    case("deliberation:topic-versions", "handling first", pk="briefing"),
    case("deliberation:summary-write", pk="topic", space=SHARED, post=SUMMARY),
    case("deliberation:summary-write", "members’ space", pk="topic", space=MEMBERS, post=SUMMARY),
    case("deliberation:summary-write", "named readers", pk="named", space=SHARED, post=SUMMARY),
    case("deliberation:summary-write", "handling first", pk="briefing", space=SHARED, post=SUMMARY),
    case("deliberation:summary-write", "closed", pk="closed", space=SHARED, post=SUMMARY),
    case("deliberation:summary-write", "a legal hold", pk="held", space=SHARED, post=SUMMARY),
    case("deliberation:summary-versions", pk="topic", space=SHARED),
    case("deliberation:summary-versions", "members’ space", pk="topic", space=MEMBERS),
    case("deliberation:summary-versions", "named readers", pk="named", space=SHARED),
    case("deliberation:summary-versions", "handling first", pk="briefing", space=SHARED),
    case("deliberation:summary-remove", "none there", pk="topic", space=SHARED, post={}),
    case("deliberation:summary-remove", "members’ space", pk="topic", space=MEMBERS, post={}),
    case("deliberation:topic-questions", pk="topic"),
    case("deliberation:topic-questions", "named readers", pk="named"),
    case("deliberation:topic-questions", "handling first", pk="briefing"),
    case("deliberation:question-settle", pk="post", post=CARRIED, before=asked_just_now),
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
    case("deliberation:topic-promote", pk="own", post=ASKED),
    case("deliberation:topic-promote", "a consultation", pk="topic", post=ASKED),
    case("deliberation:topic-promote", "named readers", pk="named", post=ASKED),
    case("deliberation:topic-close", pk="topic", post={}),
    case("deliberation:topic-close", "named readers", pk="named", post={}),
    case("deliberation:topic-reopen", pk="closed", post={}),
    case("deliberation:topic-hold", pk="topic", post={"action": "hold", "reason": "An inquest"}),
    case(
        "deliberation:topic-hold",
        "named readers",
        pk="named",
        post={"action": "hold", "reason": "An inquest"},
    ),
    case("deliberation:topic-hold", "lifting is asked for", pk="held", post={"action": "lift"}),
    case("deliberation:post-remove", pk="post", post={"reason": "Said twice"}),
    case("deliberation:post-remove", "members’ space", pk="members_post", post={"reason": "Twice"}),
    case("deliberation:post-remove", "named readers", pk="named_post", post={"reason": "Twice"}),
    case("deliberation:post-edit", pk="post", post=CHANGED, before=written_just_now),
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
    case("deliberation:post-withdraw", pk="post", post={}),
    case("deliberation:post-withdraw", "members’ space", pk="members_post", post={}),
    case("deliberation:post-withdraw", "named readers", pk="named_post", post={}),
    case("deliberation:post-withdraw", "entered for somebody", pk="told_post", post={}),
    case("deliberation:post-correct", pk="told_post", post=CHANGED),
    case("deliberation:post-correct", "of a person who signs in", pk="post", post=CHANGED),
    case("deliberation:post-correct", "members’ space", pk="members_post", post=CHANGED),
    case("deliberation:post-correct", "named readers", pk="named_post", post=CHANGED),
    case("deliberation:post-confirm", pk="told_post", post=CONFIRMED),
    case("deliberation:post-confirm", "of a person who signs in", pk="post", post=CONFIRMED),
    case("deliberation:post-confirm", "members’ space", pk="members_post", post=CONFIRMED),
    case("deliberation:post-confirm", "named readers", pk="named_post", post=CONFIRMED),
    case("deliberation:post-react", pk="post", get=False, post=AGREE),
    case("deliberation:post-react", "members’ space", pk="members_post", get=False, post=AGREE),
    case("deliberation:post-react", "named readers", pk="named_post", get=False, post=AGREE),
    case("deliberation:post-versions", pk="post"),
    case("deliberation:post-versions", "members’ space", pk="members_post"),
    case("deliberation:post-versions", "named readers", pk="named_post"),
    case("deliberation:post-report", pk="post", post=WRONG),
    case("deliberation:post-report", "members’ space", pk="members_post", post=WRONG),
    case("deliberation:post-report", "named readers", pk="named_post", post=WRONG),
    case("deliberation:post-author", pk="unnamed_post"),
    case("deliberation:post-author", "of a post with a name", pk="post"),
    case("deliberation:post-unmask", pk="unnamed_post", post={"reason": "It names a witness"}),
    case(
        "deliberation:post-unmask",
        "members’ space",
        pk="members_unnamed_post",
        post={"reason": "It names a witness"},
    ),
    case("deliberation:reports", group="group"),
    case("deliberation:report", pk="report", post=NOTHING_TO_DO),
    case("deliberation:report", "members’ space", pk="members_report", post=NOTHING_TO_DO),
    case("deliberation:notes", group="group"),
    case("deliberation:note-new", group="group", post=NOTE),
    about_topic("topic", "on a topic"),
    about_topic("named", "named readers"),
    case("deliberation:note", pk="note", post={"body": "Fit to be read"}),
    case("deliberation:note", "named readers", pk="named_note", post={"body": "Fit to be read"}),
]
