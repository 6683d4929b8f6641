"""Webcasts of topics, and the moments that people marked in them."""

from tests.access.cases import case
from tests.access.seen import by

PLAN = {
    "title": "National conference, day 2",
    "address": "https://conference.example/day-2",
    "telephone": "",
    "captions": "",
    "transcript": "",
    "recording": "",
}
MARK = {"moment": "12:05", "words": "Fit to be read", "space": "shared"}
CASES = [
    case("webcasts:webcasts", pk="topic", seen=by("doreen", "hannah", pk=1), reading=True),
    case("webcasts:webcasts", "no guest invited", pk="quiet"),
    case("webcasts:webcasts", "named readers", pk="named"),
    case("webcasts:webcasts", "handling first", pk="briefing"),
    case("webcasts:webcast-add", pk="topic", post=PLAN, seen=by("doreen", pk=1)),
    case("webcasts:webcast-add", "named readers", pk="named", post=PLAN),
    case("webcasts:webcast-add", "closed", pk="closed", post=PLAN),
    case(
        "webcasts:webcast", pk="webcast", post=MARK, seen=by("doreen", "hannah", pk=1), reading=True
    ),
    case("webcasts:webcast", "named readers", pk="named_webcast", post=MARK),
    case(
        "webcasts:webcast",
        "in the members’ space",
        pk="webcast",
        post={**MARK, "space": "members"},
    ),
    case(
        "webcasts:webcast-change",
        pk="webcast",
        post={**PLAN, "after": 1},
        seen=by("doreen", pk=1),
    ),
    case("webcasts:webcast-cancel", pk="webcast", post={}, seen=by("doreen", pk=1)),
    case("webcasts:bookmark-remove", pk="bookmark", post={}, seen=by("doreen", pk=1)),
    case("webcasts:bookmark-remove", "in the members’ space", pk="members_bookmark", post={}),
]
