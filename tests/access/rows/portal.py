"""The home page, what is open to all, and the record."""

from tests.access.cases import case
from tests.access.seen import ANYBODY, FOR_MACHINES, by

CASES = [
    case("home", seen=by("marjorie", "ansty", "tom"), reading=True),
    case("help", seen=by(ANYBODY)),
    case("components", seen=by("tom")),
    case("accessibility", seen=by(ANYBODY)),
    case("reading", seen=by("doreen"), reading=True),
    case("groups", seen=by("marjorie"), reading=True),
    case("directory", seen=by("marjorie"), reading=True),
    case("group", pk="group", seen=by("doreen", pk=1), reading=True),
    case("search", post={"words": "said"}, seen=by("doreen")),
    case("status", seen=by(ANYBODY)),
    case("health-live", seen=FOR_MACHINES),
    case("health-ready", seen=FOR_MACHINES),
    case("health-metrics", seen=FOR_MACHINES),
    case("recorded", pk="caller_place", seen=by("sally", pk=7), reading=True),
    case("recorded", "who has an email", pk="place"),
    case("letters", pk="group", seen=by("sally", pk=1), reading=True),
    case("letters-file", pk="group", seen=FOR_MACHINES),
    case("letter-file", pk="group", place="caller_place", seen=FOR_MACHINES),
    case("group-record", pk="group", seen=by("marjorie", pk=1), reading=True),
    case("group-record-file", pk="group", get=False, post={}),
    case("installation-record", seen=by("tom"), reading=True),
    case("installation-record-file", get=False, post={}),
]
