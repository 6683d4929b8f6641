"""Many meetings at once, by two web processes, each behind a line that loses what it carries.

``python -m tests.faults --meetings 20 --people 10 --watchers 40 --postgresql`` is the evening of a
force: 1,000 open pages. Every other page of a meeting is served by the other process, so that each
step has to reach both.
"""

import asyncio
import copy
import statistics
import time
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field

from tests.e2e.line import Line
from tests.faults.chaos import HEAD, Chaos, Outcome
from tests.faults.person import Person

AT_ONCE = 16  # pages that are opened
LOST = 0.1  # of the pieces that a line carries, and with each its connection


@dataclass
class Meeting(Chaos):
    """One of them; ``lines`` are those of all."""

    lines: list = field(default_factory=list)
    together: asyncio.Barrier | None = None

    @asynccontextmanager
    async def lines_that_lose(self):
        """From when all have begun until all have done."""
        await self.together.wait()
        for line in self.lines:
            line.lose(LOST)
        yield
        await self.together.wait()
        for line in self.lines:
            line.lose(0)


async def evening(portal, stories, options, say):
    """Everybody opens the page and follows it; then all meetings raise and lower hands."""
    ports = [portal.port, await asyncio.to_thread(portal.start_web)]
    together, limit = asyncio.Barrier(len(stories)), asyncio.Semaphore(AT_ONCE)
    with ExitStack() as stack:
        lines = [stack.enter_context(Line(port)) for port in ports]
        begun = time.monotonic()
        meetings = [_meeting(portal, story, options, lines, together) for story in stories]
        everybody = [
            (evening, person)
            for evening in meetings
            for person in evening.people + evening.watchers
        ]
        await asyncio.gather(*(_open(evening.page, person, limit) for evening, person in everybody))
        say(f"{len(everybody)} pages were open after {time.monotonic() - begun:.0f} s.")
        say(HEAD)
        try:
            for fault in ("nothing", "lines that lose"):
                outcomes = await asyncio.gather(*(meeting.run(fault) for meeting in meetings))
                say(_sum(fault, outcomes).row())
        finally:
            await asyncio.gather(*(person.leave() for _one, person in everybody))


def _meeting(portal, story, options, lines, together):
    place = copy.copy(portal)
    place.people, place.meeting, place.topic = story["people"], story["meeting"], story["topic"]
    names = [name for name in place.people if name.startswith("member")]
    number = options.people + options.watchers
    people = [
        Person(place, names[at % len(names)], lines[at % len(lines)].port) for at in range(number)
    ]
    pressing, watching = people[: options.people], people[options.people :]
    return Meeting(
        place, lines[0], pressing, watching,
        whole_within=options.within, lines=lines, together=together,
    )  # fmt: skip


async def _open(page, person, limit):
    async with limit:
        await person.open(page)
        person.follow()


def _sum(fault, outcomes):
    """Of all meetings together; whole once the last one is."""
    whole = max(outcome.whole_after for outcome in outcomes)
    total = Outcome(f"{fault}, {len(outcomes)} meetings", whole_after=whole)
    for name in ("presses", "again", "lost", "doubled"):
        setattr(total, name, sum(getattr(outcome, name) for outcome in outcomes))
    total.seconds = statistics.fmean(outcome.seconds for outcome in outcomes)
    return total
