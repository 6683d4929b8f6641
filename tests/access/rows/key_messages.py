"""Key messages, their wordings, sendings and rounds."""

from core.clock import now
from tests.access.cases import case, plain, the
from tests.access.seen import NOT_NOW, Unseen, by

TEXT = {"text": "Keep a line that a person answers"}
POSITION = {"choice": "support", "reason": "", "next": ""}


def close_just_now(world):
    """Which is not when the world was made."""
    world.just_closed_round.closed_at = now()
    world.just_closed_round.save()


CASES = [
    case("deliberation:key-messages", seen=by("doreen", "hannah"), reading=True),
    case("deliberation:key-message-new", pk="topic", post=TEXT, seen=by("doreen", pk=3)),
    case("deliberation:key-message-new", "named readers", pk="named", post=TEXT),
    case("deliberation:key-message-new", "handling first", pk="briefing", post=TEXT),
    case("deliberation:key-message", pk="message", seen=by("doreen", pk=7), reading=True),
    case("deliberation:key-message", "agreed", pk="agreed", seen=by("doreen", pk=4)),
    case("deliberation:key-message", "sent, no guest invited", pk="sent", seen=by("doreen", pk=3)),
    case("deliberation:key-message", "named readers", pk="named_message"),
    case("deliberation:key-message", "sent, named readers", pk="named_sent"),
    case("deliberation:key-message", "handling first", pk="briefing_message"),
    case(
        "deliberation:wording-new", pk="message", post={**TEXT, "after": 1}, seen=by("doreen", pk=8)
    ),
    case(
        "deliberation:wording-new", "named readers", pk="named_message", post={**TEXT, "after": 1}
    ),
    case("deliberation:wording-new", "agreed", pk="agreed", post={**TEXT, "after": 1}),
    case(
        "deliberation:key-message-explain",
        pk="message",
        post={"why": "Two buses", "addressed_to": "The force", "after": 0},
        seen=by("doreen", pk=8),
    ),
    case("deliberation:key-message-explain", "asked already", pk="asked", post={"after": 0}),
    case(
        "deliberation:key-message-explain", "named readers", pk="named_message", post={"after": 0}
    ),
    case(
        "deliberation:evidence-add",
        pk="message",
        post={"posts": the("told_post")},
        seen=by("doreen", pk=8),
    ),
    case("deliberation:evidence-add", "asked already", pk="asked", post={}),
    case("deliberation:evidence-add", "named readers", pk="named_message", post={}),
    case("deliberation:evidence-remove", pk="evidence", get=False, post={}),
    case("deliberation:suggestions", pk="message", seen=by("doreen", pk=8), reading=True),
    case("deliberation:suggestions", "named readers", pk="named_message"),
    case(
        "deliberation:suggestion-new",
        pk="message",
        post={"kind": "delete", "sentence": "x", "words": "", "why": "x", "after": 1},
        seen=by("doreen", pk=8),
    ),
    case(
        "deliberation:suggestion-accept",
        pk="suggestion",
        post={"after": 1},
        seen=by("sally", pk=1),
    ),
    case(
        "deliberation:suggestion-refuse",
        pk="suggestion",
        post={"reason": "It was clearer"},
        seen=by("sally", pk=1),
    ),
    case("deliberation:suggestion-withdraw", pk="own_suggestion", post={}, seen=by("gwen", pk=2)),
    case("deliberation:key-message-withdraw", pk="message", post={}, seen=by("marjorie", pk=8)),
    case("deliberation:key-message-withdraw", "agreed", pk="agreed", post={}),
    case("deliberation:key-message-withdraw", "named readers", pk="named_message", post={}),
    case(
        "deliberation:key-message-send",
        pk="to_send",
        post={"seen": the("to_send_seen")},
        seen=Unseen("all that is agreed in the story is published"),
    ),
    case("deliberation:key-message-send", "being discussed", pk="message", post={"seen": "0"}),
    case("deliberation:key-message-send", "named readers", pk="named_message", post={"seen": "0"}),
    case(
        "deliberation:key-message-sent",
        pk="sent_inside",
        seen=Unseen("all that is agreed in the story is published"),
        reading=True,
    ),
    case("deliberation:key-message-sent", "never sent", pk="agreed"),
    case("deliberation:key-message-sent", "named readers", pk="named_sent_inside"),
    case(
        "deliberation:key-message-sent-withdraw",
        pk="sent_inside",
        post={"reason": "Too early"},
        seen=Unseen("all that is agreed in the story is published"),
    ),
    case(
        "deliberation:key-message-sent-withdraw",
        "named readers",
        pk="named_sent_inside",
        post={"reason": "Too early"},
    ),
    case("deliberation:statement-new", pk="agreed", post=TEXT, seen=NOT_NOW),
    case("deliberation:statement-new", "being discussed", pk="message", post=TEXT),
    case("deliberation:statement-new", "named readers", pk="named_message", post=TEXT),
    case(
        "deliberation:statement-draft",
        pk="two_views",
        side=plain("against"),
        post={**TEXT, "after": 1},
        seen=NOT_NOW,
    ),
    case("deliberation:statement-confirm", pk="view", post={"version": 1}, seen=NOT_NOW),
    case("deliberation:statement-discard", pk="view", post={}, seen=NOT_NOW),
    case(
        "deliberation:statement-change",
        pk="own_statement",
        post={**TEXT, "after": 1},
        seen=NOT_NOW,
    ),
    case("deliberation:statement-withdraw", pk="own_statement", post={}, seen=NOT_NOW),
    case(
        "deliberation:statement-sign",
        pk="unsigned",
        post={"version": 1},
        seen=NOT_NOW,
    ),
    case("deliberation:signature-withdraw", pk="statement", post={}, seen=NOT_NOW),
    case("deliberation:round-open", pk="message", post={}, seen=by("marjorie", pk=8)),
    case("deliberation:round-open", "asked already", pk="asked", post={}),
    case("deliberation:round-open", "named readers", pk="named_message", post={}),
    case(
        "deliberation:position-take",
        pk="round",
        post=POSITION,
        seen=by("doreen", pk=7),
        reading=True,
    ),
    case("deliberation:position-take", "closed", pk="closed_round", post=POSITION),
    case("deliberation:position-take", "named readers", pk="named_round", post=POSITION),
    case(
        "deliberation:position-record",
        pk="round",
        post={**POSITION, "user": the("doreen"), "via": "telephone"},
        seen=by("sally", pk=7),
    ),
    case(
        "deliberation:position-record",
        "named readers",
        pk="named_round",
        post={**POSITION, "user": the("doreen"), "via": "telephone"},
    ),
    case(
        "deliberation:position-confirm",
        pk="recorded_position",
        post={"taken_at": ""},
        seen=by("sally", pk=7),
    ),
    case("deliberation:round-extend", pk="round", post={"last_day": ""}, seen=by("marjorie", pk=7)),
    case("deliberation:round-extend", "named readers", pk="named_round", post={"last_day": ""}),
    case("deliberation:round-close", pk="round", post={}, seen=by("marjorie", pk=7)),
    case("deliberation:round-close", "named readers", pk="named_round", post={}),
    case("deliberation:round-reopen", pk="closed_round", get=False, post={}),
    case(
        "deliberation:round-reopen",
        "just closed",
        pk="just_closed_round",
        get=False,
        post={},
        before=close_just_now,
    ),
    case("deliberation:round-reopen", "named readers", pk="named_round", get=False, post={}),
    case(
        "deliberation:round-positions", pk="closed_round", seen=by("marjorie", pk=3), reading=True
    ),
    case(
        "deliberation:round-positions", "just closed", pk="just_closed_round", before=close_just_now
    ),
    case("deliberation:round-positions", "open", pk="round"),
    case("deliberation:round-positions", "named readers", pk="named_round"),
]
