"""A quarterly meeting of today with seventeen people invited, and some of them at its pages.

``arrange`` runs in a process of the portal; ``Voters`` sit at the pages without a browser, and
in an ``Evening`` seven others with one.
"""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from accounts.models import AdvisoryGroup, User
from core.clock import now, today
from core.jobs import run_due_jobs
from core.pdf.tools import write
from deliberation import actions as talk
from iag_portal.story import past, words
from meetings import actions as meet
from tests.e2e.people import PHONE
from tests.e2e.telling import kept
from tests.e2e.visitor import Visitor
from tests.signing_in import signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocketRoute

    from deliberation.models import Topic
    from iag_portal.story.people import Cast
    from meetings.models import Meeting
    from tests.e2e.people import People
    from tests.e2e.portal import Portal

LINES = 3  # that Piotr's telephone had: it lost two
ZOOMED = {"width": 640, "height": 450}  # a screen of 1280 by 900 at 200 %
SEATS = {"marjorie": {}, "sally": {}, "ansty": {}, "hannah": {}, "gwen": {},
         "doreen": {"viewport": ZOOMED}, "piotr": {"viewport": PHONE}}  # fmt: skip
STREAM = re.compile("/stream/")
COUNTER, BUS = "The front counter on Quay Street", "The last bus on Fridays"
SLIDES = ("Keep the counter open five days", "Open it on three fixed days")
OPTIONS = "<title>Options</title>" + "".join(
    f"<section><h1>{line}</h1></section>" for line in SLIDES
)
WITHOUT_A_BROWSER = ["tariq", "ama", "harpreet", "nuala", "colin"]
# Who answers, in this order, and how many hold each choice: support, with reservations, can live
# with it, stand aside, object.
ORDER = [*WITHOUT_A_BROWSER, "marjorie", "doreen", "piotr", "gwen", "leroy"]
CHOICES = ["support", "reservations", "live_with", "stand_aside", "object"]


def arrange(states: str) -> None:
    """Two topics and a meeting about them, called just now; the cookies of further people."""
    people = {
        "leroy": User.objects.get(name="Leroy Samuels"),
        **{user.email.partition("@")[0]: user for user in User.objects.exclude(email=None)},
    }
    sally, group = people["sally"], AdvisoryGroup.objects.get(code="HAR")
    guests = [people[name] for name in ("ansty", "adeyemi", "hannah", "joan")]
    topics = {
        title: talk.open_topic(
            actor=sally,
            group=group,
            title=title,
            decision_due=today() + timedelta(days=50),
            guests=guests[:3],
            asker="The command team",
            ask="What matters most to you?",
        )
        for title in (COUNTER, BUS)
    }
    tied = {words.AGENDA[3]: topics[COUNTER], words.AGENDA[4]: topics[BUS]}
    held = meet.call_meeting(
        actor=sally,
        group=group,
        title="Evening at the hub",
        starts_at=now() + timedelta(minutes=5),
        venue="Harbour Community Hub, room 2",
        telephone="01632 960 456, code 7714",
        agenda=[meet.PlannedItem(title, topic=tied.get(title)) for title in words.AGENDA],
        guests=guests,
    )
    bring_slides(sally, held, topics[COUNTER])
    past.come(cast("Cast", SimpleNamespace(people=people)), held)
    for short in (*WITHOUT_A_BROWSER, "piotr"):
        cookies = kept(signed_in(people[short]))
        (Path(states) / f"{short}.json").write_text(json.dumps(cookies))


def bring_slides(actor: User, held: Meeting, topic: Topic) -> None:
    """Two slides for the item on ``topic``, which are ready before anybody comes in."""
    content = write(OPTIONS, "section { break-before: page }")
    file = SimpleUploadedFile("options.pdf", content, "application/pdf")
    item = held.agenda.get(topic=topic)
    meet.upload_paper(actor=actor, meeting=held, title="Options", file=file, kind="pdf", item=item)
    run_due_jobs()


def called(portal: Portal, states: Path) -> str:
    """The address of that meeting."""
    code = f"from tests.e2e.evening import arrange; arrange({str(states)!r})"
    portal.manage("shell", "--no-imports", "--verbosity", "0", "-c", code)
    return portal.address_of("Evening at the hub")


class Voters:
    """Everybody who answers, at the pages as a browser without scripts has them."""

    def __init__(self, portal: Portal, states: Path, meeting: str) -> None:
        self.live = f"{meeting}live/"
        shorts = [*ORDER[:-1], "sally"]
        self.seats = {short: Visitor(portal.origin) for short in shorts}
        for short, visitor in self.seats.items():
            visitor.keep(states / f"{short}.json")

    def come_in(self) -> None:
        """In the room, but for Ama; whoever has a browser comes in there."""
        for short in WITHOUT_A_BROWSER:
            way = "On video" if short == "ama" else "In the room"
            self.seats[short].go(self.live).send(way)

    def ask(self, text: str) -> str:
        """The chair proposes a message and asks about it: the address of an own position."""
        self.seats["marjorie"].go(self.live).send("Propose it", text=text)
        self.seats["marjorie"].send("Ask for positions")
        return self.asked()

    def asked(self) -> str:
        """The address of an own position in the round that is open on the live page."""
        (link,) = self.seats["tariq"].go(self.live).page.xpath("//@data-position-form")
        return f"/rounds/{link}/"

    def answer(self, asked: str, counts: tuple[int, ...], *, but: tuple[str, ...] = ()) -> None:
        """Each holds one choice, in ``ORDER``; ``but`` these, who answer elsewhere or not now.

        All at once, as people do: a page that changes ten times in a second is drawn less often.
        """
        choices = [choice for choice, n in zip(CHOICES, counts, strict=True) for _ in range(n)]
        entitled = [short for short in ORDER if short not in but]
        assert len(entitled) == len(choices)
        with ThreadPoolExecutor() as all_at_once:
            list(all_at_once.map(partial(self._answer, asked), entitled, choices))

    def _answer(self, asked: str, short: str, choice: str) -> None:
        reason = "It must not be so." if choice in {"reservations", "object"} else ""
        fields = {"choice": choice, "reason": reason}
        if short == "leroy":
            sally = self.seats["sally"].go(f"{asked}record/")
            leroy = sally.value("user", "Leroy")
            sally.send("Record this position", user=leroy, via="telephone", **fields)
        else:
            self.seats[short].go(f"{asked}position/").send_off("Save my position", **fields)

    def close(self) -> None:
        for visitor in self.seats.values():
            visitor.close()


class Evening:
    """Seven browsers at one meeting; ``voters`` are the others."""

    def __init__(self, people: People, portal: Portal, states: Path) -> None:
        self.people, self.portal = people, portal
        self.address = called(portal, states)
        self.live = f"{self.address}live/"
        self.voters = Voters(portal, states, self.address)
        self.seats = {short: people.page(short, **how) for short, how in SEATS.items()}
        self.lines: list[WebSocketRoute] = []
        self.seats["piotr"].route_web_socket(STREAM, self._line)

    def __getitem__(self, short: str) -> Page:
        return self.seats[short]

    def _line(self, socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        self.lines.append(socket)

    def lose_the_line(self) -> None:
        """Of Piotr's telephone; his page connects again by itself."""
        self.lines[-1].close(code=4000)

    def go_live(self, short: str) -> None:
        self[short].goto(self.live)
        expect(self[short].locator("[data-connection]")).to_contain_text("This page is up to date")

    def all_see(self, region: str, *words: str | re.Pattern[str]) -> None:
        """Everybody has these words in this region, and nobody pressed anything."""
        for page in self.seats.values():
            shown = page.locator(f"[data-region={region}]")
            for each in words:
                expect(shown).to_contain_text(each)
