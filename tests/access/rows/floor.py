"""An open meeting: its page, the floor, what is shown and asked, the video."""

from meetings.models import Meeting
from tests.access.cases import case, the
from tests.access.seen import FOR_MACHINES, Unseen, by

IN_CALL = Unseen("nobody is in the video of the story; test_in_video looks at it")
NO_LINE = Unseen("the story has no telephone line; test_telephone looks at it")

JSON = {"accept": "application/json"}
TEXT = {"text": "Keep a line that a person answers"}
WHILE_IT_WAITS = Unseen("words wait for their turn in an open meeting alone")
PROPOSAL = {**TEXT, "after": ""}  # the form of a wording, which here follows none


def topic_item_begins(world):
    """The item under way is for everybody in the meeting."""
    Meeting.objects.filter(pk=world.live.pk).update(item=world.topic_item)


CASES = [
    case(
        "meetings:live",
        pk="live",
        seen=by("marjorie", "doreen", "sally", "ansty", "hannah", pk=2),
        reading=True,
    ),
    case("meetings:live", "called", pk="called"),
    case("meetings:live", "no guest invited", pk="inner"),
    case("meetings:hand-raise", pk="live", get=False, post={}),
    case("meetings:hand-raise", "no guest invited", pk="inner", get=False, post={}),
    case("meetings:my-hand-lower", pk="live", get=False, post={}),
    case("meetings:hand-raise-for", pk="live", get=False, post={"user": the("marjorie")}),
    case("meetings:hand-lower", "the member's", pk="hand_of_doreen", get=False, post={}),
    case("meetings:hand-lower", "somebody else's", pk="hand_of_ama", get=False, post={}),
    case("meetings:speaker-call", pk="hand_of_ama", get=False, post={}),
    case("meetings:speaker-finish", pk="hand_of_leroy", get=False, post={}),
    case("meetings:point-raise", pk="live", get=False, post={}),
    case("meetings:contribution-write", pk="live", get=False, post=TEXT),
    case("meetings:contribution-write", "no guest invited", pk="inner", get=False, post=TEXT),
    case(
        "meetings:contribution-write-for",
        pk="live",
        get=False,
        post={**TEXT, "user": the("marjorie")},
    ),
    case("meetings:my-contribution", pk="live", post=TEXT, seen=WHILE_IT_WAITS),
    case("meetings:contribution-change", pk="contribution", post=TEXT, seen=WHILE_IT_WAITS),
    case("meetings:person-call", pk="live", get=False, post={"user": the("marjorie")}),
    case(
        "meetings:floor-rules-set",
        pk="live",
        get=False,
        post={"soft_limit": "3", "fresh_first": "on", "remote_first": "on"},
    ),
    case("meetings:captions-read", pk="live", seen=by("doreen", pk=2), reading=True),
    case("meetings:captions-news", pk="live", headers=JSON, seen=FOR_MACHINES, reading=True),
    case(
        "meetings:captions-write",
        pk="live",
        post={**TEXT, "item": the("topic_item")},
        before=topic_item_begins,
        seen=by("kerry", pk=2),
        reading=True,
    ),
    case(
        "meetings:captions-write",
        "handling first",
        pk="live",
        post={**TEXT, "item": the("briefing_item")},
        reading=True,
    ),
    case("meetings:item-start", pk="live_item", get=False, post={}),
    case("meetings:item-start", "named readers", pk="named_item", get=False, post={}),
    case("meetings:slide-show", pk="live", slide="slide", hidden="slide", get=False, post={}),
    case(
        "meetings:slide-show",
        "named readers",
        pk="live",
        slide="named_slide",
        hidden="slide",
        get=False,
        post={},
    ),
    case("meetings:wording-show", pk="live", get=False, post={"key_message": the("message")}),
    case(
        "meetings:wording-show",
        "named readers",
        pk="live",
        get=False,
        post={"key_message": the("named_message")},
    ),
    case(
        "meetings:message-propose",
        pk="live",
        topic="topic",
        hidden="topic",
        get=False,
        post=PROPOSAL,
    ),
    case(
        "meetings:message-propose",
        "named readers",
        pk="live",
        topic="named",
        hidden="topic",
        get=False,
        post=PROPOSAL,
    ),
    case(
        "meetings:wording-change",
        pk="live",
        key_message="message",
        hidden="key_message",
        get=False,
        post={**TEXT, "after": 1},
    ),
    case(
        "meetings:wording-change",
        "named readers",
        pk="live",
        key_message="named_message",
        hidden="key_message",
        get=False,
        post={**TEXT, "after": 1},
    ),
    case(
        "meetings:round-open",
        pk="live",
        key_message="message",
        hidden="key_message",
        get=False,
        post={"method": "", "last_day": ""},
    ),
    case(
        "meetings:round-open",
        "named readers",
        pk="live",
        key_message="named_message",
        hidden="key_message",
        get=False,
        post={},
    ),
    case("meetings:video-join", pk="live", get=False, headers=JSON, post={"mode": ""}),
    case("meetings:video-join", "called", pk="called", get=False, headers=JSON, post={"mode": ""}),
    case(
        "meetings:video-join",
        "no guest invited",
        pk="inner",
        get=False,
        headers=JSON,
        post={"mode": ""},
    ),
    case("meetings:in-video", pk="live", seen=by("marjorie", pk=2)),
    case("meetings:in-video", "ended", pk="ended"),
    case("meetings:video-put-out", "a member", pk="live", person="doreen", post={}, seen=IN_CALL),
    case("meetings:video-put-out", "the chair", pk="live", person="marjorie", post={}),
    case("meetings:telephone", pk="live", seen=by("doreen", pk=2)),
    case("meetings:telephone", "ended", pk="ended"),
    case("meetings:telephone-of", pk="live", person="doreen", seen=NO_LINE),
    case("meetings:video-join", "without a script", pk="live", get=False, post={"mode": ""}),
]
