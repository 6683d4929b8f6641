"""Networks, national topics, and what a group is asked. The group next door is the network."""

from datetime import timedelta

from core.clock import today
from tests.access.cases import case, the
from tests.access.seen import FOR_MACHINES, NOT_NOW, Unseen, by

LINK = {"title": "A talk", "url": "https://www.example.org/talk", "chosen_by": "members"}
BY_LOT = Unseen("its reference is drawn by lot; the list draws the same words")
TILE = {"lead_group": "", "code": "FNL", "row": "", "column": ""}


def last_day():
    day = today() + timedelta(days=9)
    boxes = {"day": day.day, "month": day.month, "year": day.year}
    return {f"closes_on_{name}": number for name, number in boxes.items()}


CASES = [
    case("network:networks", seen=by("nadia", "marjorie"), reading=True),
    case("network:forces", group="other", seen=by("nadia", group=2), reading=True),
    case("network:forces", "no network", group="group"),
    case(
        "network:force-add",
        group="other",
        post={**TILE, "organisation": the("new_force"), "standing": "force"},
        seen=by("nadia", group=2),
    ),
    case("network:force", pk="network_force", seen=by("nadia", "marjorie", pk=1), reading=True),
    case("network:force-agree", pk="network_force", post={}, seen=NOT_NOW),
    case("network:force-decline", pk="network_force", post={}, seen=NOT_NOW),
    case("network:force-change", pk="network_force", post=TILE, seen=by("nadia", pk=1)),
    case("network:force-end", pk="network_force", post={}, seen=by("nadia", pk=1)),
    case(
        "network:national-topic-new",
        group="other",
        post={"topic": the("to_put"), **last_day()},
        seen=by("nadia", group=2),
    ),
    case(
        "network:national-topic",
        pk="national_topic",
        seen=by("nadia", "marjorie", "imran", pk=1),
        reading=True,
    ),
    case("network:national-topic", "a draft", pk="national_draft"),
    case(
        "network:ask",
        pk="national_topic",
        post={"forces": the("force_to_ask")},
        seen=by("nadia", pk=1),
    ),
    case("network:window-change", pk="national_topic", post=last_day(), seen=by("nadia", pk=1)),
    case("network:reading-add", pk="national_topic", post=LINK, seen=by("nadia", pk=1)),
    case("network:reading-remove", pk="reading_item", post={}, seen=by("nadia", pk=1)),
    case("network:national-topic-open", pk="national_draft", post={}, seen=NOT_NOW),
    case("network:national-topic-close", pk="national_topic", post={}, seen=by("nadia", pk=1)),
    case("network:national-topic-cancel", pk="national_topic", post={}, seen=by("nadia", pk=1)),
    case("network:asked", pk="asked_force", seen=by("marjorie", pk=8), reading=True),
    case("network:asked-remove", pk="asked_of_draft", post={}, seen=NOT_NOW),
    case("network:asked-accept", pk="asked_force", post={}, seen=by("marjorie", pk=8)),
    case("network:asked-naming", pk="accepted_force", post={"named": "on"}, seen=NOT_NOW),
    case(
        "network:asked-decline",
        pk="asked_force",
        post={"reason": "Too many topics this spring"},
        seen=by("marjorie", pk=8),
    ),
    case("network:mandates", pk="national_topic", seen=by("nadia", pk=1), reading=True),
    case(
        "network:representative-name",
        pk="accepted_force",
        post={"user": the("nuala")},
        seen=by("marjorie", pk=8),
    ),
    case(
        "network:mandate",
        pk="accepted_force",
        post={"kind": "words", "words": "Notice of 48 hours, or we object"},
        seen=NOT_NOW,
    ),
    case(
        "network:representation",
        pk="representation",
        seen=by("nadia", pk=1),
        reading=True,
    ),
    case("network:representative-admit", pk="representation", post={}, seen=by("nadia", pk=6)),
    case("network:representation-end", pk="representation", post={}, seen=by("nadia", pk=1)),
    case(
        "network:offer",
        pk="taking_part",
        post={"messages": the("to_offer")},
        seen=by("emrys", pk=3),
    ),
    case(
        "network:release",
        pk="taking_part",
        post={"offers": the("offer"), "seen": the("offer_seen")},
        seen=by("gwenllian", pk=3),
    ),
    case("network:offer-take-back", pk="offer", post={}, seen=by("emrys", pk=5)),
    case("network:offer-withdraw", pk="out", post={}, seen=by("gwenllian", pk=1)),
    case(
        "network:released",
        reference="released.reference",
        unknown="NXT-2026-R999",
        seen=BY_LOT,
        reading=True,
    ),
    case(
        "network:rests-on",
        pk="national_message",
        post={"released": the("released.reference")},
        seen=by("nadia", pk=16),
    ),
    case("network:messages", pk="national_out", seen=by("nadia", "imran", pk=1), reading=True),
    case("network:messages-table", pk="national_out", seen=FOR_MACHINES),
    case("network:messages-pack", pk="national_out", seen=FOR_MACHINES),
    case("network:themes", pk="national_out", post={}, seen=by("nadia", pk=1)),
    case("network:theme-add", pk="national_out", post={"name": "Costs"}, seen=by("nadia", pk=1)),
    case(
        "network:theme-change",
        pk="theme",
        post={"name": "Signs", "order": "1"},
        seen=by("nadia", pk=1),
    ),
    case("network:theme-remove", pk="theme", post={}, seen=by("nadia", pk=1)),
    case("network:forwardings", seen=by("marjorie", "imran"), reading=True),
    case(
        "network:forwarding-new",
        group="group",
        post={"message": the("to_offer"), "receiver": the("to_whom")},
        seen=by("sally", group=1),
    ),
    case("network:forwarding", pk="forwarding", seen=by("marjorie", "sally", pk=2), reading=True),
    case("network:forwarding", "with a body", pk="forwarded", reading=True),
    case("network:forwarding", "received", pk="received", reading=True),
    case(
        "network:forwarding-send",
        pk="forwarding",
        post={"seen": the("forwarding_seen")},
        seen=by("marjorie", pk=2),
    ),
    case("network:forwarding-take-back", pk="forwarding", post={}, seen=by("sally", pk=2)),
    case("network:forwarding-withdraw", pk="forwarded", post={}, seen=by("marjorie", pk=3)),
    case(
        "network:forwarding-acknowledge",
        pk="received",
        post={},
        seen=by("sally", pk=1),
    ),
    case("network:forwarding-acknowledge", "for a body", pk="forwarded", post={}),
    case(
        "network:forwarding-discuss",
        pk="received",
        post={"title": "Guardians", "ask": "Do we agree?"},
        seen=by("doreen", pk=1),
    ),
    case(
        "network:forwarding-request-new",
        pk="received",
        post={"receiver": the("to_whom"), "reason": "They are asked the same."},
        seen=by("sally", pk=1),
    ),
    case(
        "network:forwarding-request-new",
        "for a body",
        pk="forwarded",
        post={"receiver": the("to_whom_next"), "reason": "They are asked the same."},
    ),
    case(
        "network:forwarding-request-take-back", pk="request_made", post={}, seen=by("sally", pk=1)
    ),
    case("network:forwarding-request-take-back", "of a body", pk="request_received", post={}),
    case(
        "network:forwarding-request-decline",
        pk="request_received",
        post={"refusal": "We speak with them first."},
        seen=by("gwenllian", pk=1),
    ),
    case("network:forwarding-request-grant", pk="request_there", post={}, seen=NOT_NOW),
    case("network:enquiries", seen=by("marjorie", "emrys"), reading=True),
    case(
        "network:enquiry-new",
        group="group",
        post={
            "title": "Searches",
            "question": "Who knows?",
            "groups": the("coast"),
            **last_day(),
        },
        seen=by("sally", group=1),
    ),
    case("network:enquiry", pk="enquiry", seen=by("marjorie", "emrys", pk=1), reading=True),
    case("network:enquiry", "a draft", pk="enquiry_draft", reading=True),
    case("network:enquiry", "of another group", pk="enquired.enquiry", reading=True),
    case("network:enquiry-ask", pk="enquiry_draft", post={}, seen=by("marjorie", pk=3)),
    case("network:enquiry-take-back", pk="enquiry_draft", post={}, seen=by("sally", pk=3)),
    case("network:enquiry-close", pk="enquiry", post={}, seen=by("sally", pk=2)),
    case(
        "network:answer",
        pk="enquired",
        post={"words": "We have, in June."},
        seen=by("sally", pk=1),
    ),
    case("network:answer-give", pk="answer_offered", post={}, seen=by("marjorie", pk=2)),
    case("network:answer-take-back", pk="answer_offered", post={}, seen=by("sally", pk=2)),
    case("network:answer-withdraw", pk="answer_given", post={}, seen=by("gwenllian", pk=1)),
]
