"""The meeting of a network that decided a national topic, and its summary on the way out."""

from datetime import timedelta

from core.clock import now
from deliberation.models import AgreementRound, MinorityStatement
from meetings.models import Attendance, Presence
from network import actions as network_actions
from publications import actions
from publications.snapshot import Draft
from tests.network import nation, plenary
from tests.publications.harbour import decided

SIX = (  # the message, its positions, what came of it
    ("Publish every planned deployment two days before", (31, 0, 0, 0, 0), "unanimous"),
    ("Publish results after each one within a week", (26, 3, 2, 0, 0), "consensus"),
    ("A named group sees the impact assessment", (24, 3, 1, 1, 2), "majority_with_dissent"),
    ("No child on a list without a written reason", (17, 3, 4, 1, 6), "majority_with_dissent"),
    ("Independent testing, published yearly", (29, 1, 0, 1, 0), "consensus"),
    ("Stop all use until there is a law", (11, 2, 1, 2, 15), "not_agreed"),
)
FOR, AGAINST = "A law comes first.", "Rules are enough."
LINK = {
    "title": "A talk about cameras",
    "url": "https://www.example.org/cameras",
    "published_on": None,
    "transcript_url": "https://www.example.org/cameras/words",
    "note": "With captions: hyacinth.",
    "chosen_by": "members",
}


def took_part(world, named=("SOL", "UPL")):
    """Three forces take part, each with a message out in both languages; there is a link."""
    nation.opened(world)
    network_actions.add_reading(
        actor=nation.chair(world), national_topic=world.national_topic, reading=LINK
    )
    world.local = {}
    for code in ("SOL", "UPL", "FEN"):
        fields = {"actor": nation.chair(world, code), "asked": world.asked[code]}
        world.local[code] = network_actions.accept_asked(**fields, named=code in named)
        plenary.admitted(world, code)
        plenary.mandated(world, code)
    world.rows = [row for code in world.local for row in both_languages(world, code)]
    return world


def both_languages(world, code):
    message = nation.agreed(world.local[code], f"Signs by the road: zinnia {code.lower()}x")
    offers = nation.offered(
        world, code, message, in_welsh={message.pk: f"Arwyddion {code.lower()}x"}
    )
    return nation.released(world, code, *offers)


def met(world):
    """The meeting is over, and decided six messages; three representatives were there."""
    begins, ends = now() - timedelta(hours=3), now() - timedelta(hours=1)
    times = {"starts_at": begins, "opened_at": begins, "ended_at": ends}
    world.meeting = plenary.meeting_on(world, state="ended", **times)
    people = [world.of[code]["member"] for code in world.local] + [world.people["member"]]
    for person in people:
        Attendance.objects.create(meeting=world.meeting, user=person, mode="video", said_at=begins)
        there = {"began_at": begins, "ended_at": ends, "mode": "video"}
        Presence.objects.create(meeting=world.meeting, user=person, **there)
    by = world.people["member"]
    world.six = [
        decided(world.topic, *row, reference=f"NAT-2026-{number:03}", by=by)
        for number, row in enumerate(SIX, start=1)
    ]
    AgreementRound.objects.filter(key_message__in=world.six).update(unit="groups")
    for side, text in (("for", FOR), ("against", AGAINST)):
        fields = {"key_message": world.six[5], "written_by": by}
        MinorityStatement.objects.create(side=side, text=text, **fields)


def draft(world, **changes):
    fields = {
        "title": "Live facial recognition",
        "audience": "public",
        "lede": "What the groups ask for.",
        "asked": "What must the public be told?",
        "next_steps": [],
        "references": [message.reference for message in world.six],
        "not_names": [],
    }
    return Draft(**{**fields, **changes})


def prepared(world, **changes):
    """What the secretary prepared, which the police lead and the chair have approved."""
    release = actions.prepare_release(
        actor=nation.afresh(world.people["secretary"]),
        meeting=world.meeting,
        draft=draft(world, **changes),
    )
    lead = nation.afresh(world.people["police_lead"])
    actions.check_release(actor=lead, release=release, version=1)
    actions.approve_release(actor=nation.chair(world), release=release, version=1)
    return nation.afresh(release)


def published(world, release):
    return actions.publish_edition(
        actor=nation.afresh(world.people["secretary"]), release=release, version=1
    )
