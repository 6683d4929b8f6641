"""The home page, what is open to all, and the record."""

from tests.access.cases import case

CASES = [
    case("home"),
    case("help"),
    case("components"),
    case("accessibility"),
    case("reading"),
    case("groups"),
    case("directory"),
    case("group", pk="group"),
    case("search", post={"words": "said"}),
    case("health-live"),
    case("health-ready"),
    case("recorded", pk="caller_place"),
    case("recorded", "who has an email", pk="place"),
    case("group-record", pk="group"),
    case("group-record-file", pk="group", get=False, post={}),
    case("installation-record"),
    case("installation-record-file", get=False, post={}),
]
