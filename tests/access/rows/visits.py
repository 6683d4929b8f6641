"""Observation visits."""

from django.core.files.uploadedfile import SimpleUploadedFile

from core.clock import today
from tests.access.cases import case, the
from tests.access.seen import FOR_MACHINES, Unseen, by
from tests.visits.arranged import jpeg
from visits.actions import CHECKLIST


def a_photograph(world, who):
    return SimpleUploadedFile("desk.jpg", jpeg(), "image/jpeg")


WANTED = {"wants": "How stops are explained", "dates": "Fridays"}
CHECKS = {
    "is_adult": "on",
    "checked_on_day": lambda world, who: today().day,
    "checked_on_month": lambda world, who: today().month,
    "checked_on_year": lambda world, who: today().year,
}
BOOKING = {
    "day_day": 1,
    "day_month": 2,
    "day_year": lambda world, who: today().year + 1,
    "time": "18:30",
    "hours": 4,
    "meeting_place": "Front desk",
    "officer": "The duty inspector",
    "after": 1,
}
REPORT = {
    "treated": "well",
    "explained": "always",
    "words": "Two people were stopped",
    "went_well": "",
    "would_ask": "",
    "safety": "",
    "after": 1,
}
PHOTOGRAPH = {"photograph": a_photograph, "shows": "The desk"}
CHECKED = dict.fromkeys(CHECKLIST, "on")
CASES = [
    case("visits:visits", pk="group", seen=by("doreen", "sally", pk=1), reading=True),
    case("visits:visit-request", pk="group", post=WANTED, seen=by("nuala", pk=1)),
    case(
        "visits:digest-prepare",
        pk="group",
        post={"quarter": lambda world, who: world.visit_quarter},
        seen=by("sally", pk=1),
    ),
    case("visits:risk-assessment", pk="group", seen=by("doreen", pk=1), reading=True),
    case(
        "visits:risk-assessment-adopt",
        pk="group",
        post={"text": "Stay in the car.", "after": 1},
        seen=by("sally", pk=1),
    ),
    case("visits:visit", pk="visit", seen=by("doreen", "sally", pk=1), reading=True),
    case("visits:visit", "took place", pk="done_visit"),
    case("visits:visit", "of the chair, to come", pk="asked_visit"),
    case(
        "visits:risk-assessment-accept",
        pk="visit",
        post={"is_read": "on", "version": 1},
        seen=by("doreen", pk=1),
    ),
    case("visits:visit-check", pk="asked_visit", post=CHECKS, seen=by("sally", pk=2)),
    case("visits:visit-book", pk="visit", post=BOOKING, seen=by("sally", pk=1)),
    case("visits:visit-cancel", pk="visit", post={"reason": "Ill"}, seen=by("doreen", pk=1)),
    case("visits:visit-calendar", pk="visit", seen=FOR_MACHINES),
    case("visits:visit-hold", pk="visit", post={"reason": "A court asked"}, seen=by("sally", pk=1)),
    case("visits:visit", "reported", pk="reported_visit", seen=by("ama", "tariq", pk=3)),
    case("visits:report-write", pk="draft_visit", post=REPORT, seen=by("piotr", pk=4)),
    case("visits:photograph-add", pk="draft_visit", post=PHOTOGRAPH, seen=by("piotr", pk=4)),
    case("visits:report-send", pk="draft_visit", post=CHECKED, seen=by("piotr", pk=4)),
    case(
        "visits:report-approve",
        pk="sent_visit",
        post={"seen": lambda world, who: world.sent_report.fingerprint},
        seen=Unseen("no report of the story waits; test_reports looks at it"),
    ),
    case(
        "visits:report-return",
        pk="sent_visit",
        post={"words": "Say less of the place"},
        seen=Unseen("no report of the story waits; its form is that of one that is withdrawn"),
    ),
    case(
        "visits:report-correct",
        pk="reported_visit",
        post={"words": "It was three"},
        seen=by("sally", pk=3),
    ),
    case(
        "visits:report-withdraw",
        pk="reported_visit",
        post={"words": "Too close to a case"},
        seen=by("sally", pk=3),
    ),
    case(
        "visits:report-share",
        pk="reported_visit",
        post={"where": the("where_to_share"), "summary": "Stops on a Friday night"},
        seen=by("sally", pk=3),
    ),
    case("visits:photograph", pk="photograph", seen=FOR_MACHINES),
    case("visits:photograph", "in a draft", pk="draft_photograph"),
    case(
        "visits:photograph-remove",
        pk="draft_photograph",
        post={},
        seen=Unseen("the draft of the story has no photograph"),
    ),
]
