"""What a member writes for everybody about a visit."""

from tests.access.cases import case
from tests.access.seen import Unseen, by
from visits.actions import CHECKLIST

WORDS = {"title": "A Friday night", "words": "Calm", "photograph": "", "after": 1}
CHECKED = dict.fromkeys(CHECKLIST, "on") | {"version": 1}
WALKED = Unseen("the one of the story is published; a walk through the nation looks at it")
CASES = [
    case("publications:note", pk="offered_visit", seen=by("ama", pk=3), reading=True),
    case("publications:note", "draft", pk="drafted_visit"),
    case("publications:note", "no note", pk="reported_visit"),
    case("publications:note-write", pk="drafted_visit", post=WORDS, seen=by("ama", pk=3)),
    case("publications:note-write", "offered", pk="offered_visit", post=WORDS),
    case("publications:note-write", "not approved", pk="sent_visit", post=WORDS),
    case("publications:note-offer", pk="drafted_visit", post=CHECKED, seen=WALKED),
    case("publications:note-take-back", pk="offered_visit", post={}, seen=WALKED),
    case("publications:note-name", pk="drafted_visit", post={}, seen=WALKED),
    case("publications:note-unname", pk="offered_visit", post={}, seen=by("ama", pk=3)),
    case(
        "publications:note-prepare",
        pk="offered_note",
        post={"subjects": "", "not_names": "", "version": 1},
        seen=WALKED,
    ),
    case(
        "publications:note-return",
        pk="offered_note",
        post={"words": "Say less of the place", "version": 1},
        seen=WALKED,
    ),
]
