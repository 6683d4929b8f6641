"""A meeting of the network of today, to which groups send whoever speaks for them.

``arrange`` runs in a process of the portal; some ``Speakers`` sit at the pages without a browser.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from accounts.models import AdvisoryGroup, User
from core.clock import now
from iag_portal.story.nation import TITLE
from meetings import actions as meet
from network.models import NationalTopic
from tests.e2e.telling import kept
from tests.e2e.visitor import Visitor
from tests.signing_in import signed_in

if TYPE_CHECKING:
    from tests.e2e.portal import Portal

MEETING = "The plenary on live facial recognition"
AT_HOME = "hgh"  # the chair of Glan Hafren, by the letters of its force, on a telephone
WITHOUT_A_BROWSER = ("wmc", "pks", "nmr")
ASSOCIATE = "rwp"  # a force that is counted apart: its group has no position


def arrange(states: str) -> None:
    """The meeting with the national topic on its agenda, called just now; the cookies of its people."""
    nadia = User.objects.get(email="nadia@example.org")
    topic = NationalTopic.objects.select_related("topic").get(topic__title=TITLE).topic
    meet.call_meeting(
        actor=nadia,
        group=AdvisoryGroup.objects.get(code="NAT"),
        title=MEETING,
        starts_at=now() + timedelta(minutes=5),
        agenda=[meet.PlannedItem("What the public must be told", topic=topic)],
    )
    for short in (AT_HOME, *WITHOUT_A_BROWSER, ASSOCIATE):
        speaker = User.objects.get(email=f"{short}@example.org")
        (Path(states) / f"{short}.json").write_text(json.dumps(kept(signed_in(speaker))))


def called(portal: Portal, states: Path) -> str:
    """The address of that meeting."""
    code = f"from tests.e2e.plenary import arrange; arrange({str(states)!r})"
    portal.manage("shell", "--no-imports", "--verbosity", "0", "-c", code)
    return portal.address_of(MEETING)


class Speakers:
    """Who speaks for three groups and for an associate, at the pages as they are without scripts."""

    def __init__(self, portal: Portal, states: Path, meeting: str) -> None:
        self.live = f"{meeting}live/"
        self.seats = {short: Visitor(portal.origin) for short in (*WITHOUT_A_BROWSER, ASSOCIATE)}
        for short, visitor in self.seats.items():
            visitor.keep(states / f"{short}.json")

    def come_in(self) -> None:
        for visitor in self.seats.values():
            visitor.go(self.live).send("On video")

    def asked(self, short: str) -> list[str]:
        """The key of the round of which the live page has a form for them, if it has one."""
        return [
            str(key) for key in self.seats[short].go(self.live).page.xpath("//@data-position-form")
        ]

    def support(self) -> None:
        """Each with its mandate on the page."""
        for short in WITHOUT_A_BROWSER:
            (key,) = self.asked(short)
            self.seats[short].go(f"/rounds/{key}/position/").send_off(
                "Save my position", choice="support"
            )

    def close(self) -> None:
        for visitor in self.seats.values():
            visitor.close()
