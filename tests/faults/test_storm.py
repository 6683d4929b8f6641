"""A meeting that goes on while its processes are killed and messages are lost.

Thirty people follow the live page and press its buttons, some twice. The web process is
killed twice and the jobs once. A third of what is done is done by another web process,
whose messages the in-memory layer never carries here. Afterwards every page shows what a
fresh one shows, and what was done was done once.
"""

import asyncio
import random
import time
from collections import Counter

import pytest

from tests.faults.portal import until

pytestmark = pytest.mark.faults
ELSEWHERE = 0.3  # of the actions are done by the other process
TWICE = 0.2  # of the actions are pressed twice at once
CALLED = 10  # people who are given the floor
PATIENCE = 40  # seconds


class Storm:
    """The actions, and what happens at which of them."""

    def __init__(self, portal, other):
        self.portal, self.other = portal, other
        self.chance = random.Random(7)
        self.done = 0
        self.killed = {}
        self.at = {30: "daphne", 50: "work", 70: "daphne"}
        self.healing = []

    async def do(self, person, path, **data):
        """Press until the portal has said yes, or that it is done already."""
        twice = self.chance.random() < TWICE
        answers = []
        while not {204, 403} & set(answers):
            port = self.other if self.chance.random() < ELSEWHERE else self.portal.port
            presses = [person.post(path, port, **data) for _ in range(1 + twice)]
            answers = await asyncio.gather(*presses)
            assert set(answers) <= {0, 204, 403}, answers
            if not any(answers):
                await asyncio.sleep(0.1)  # as a person would, before pressing again
        self.done += 1
        if word := self.at.pop(self.done, None):
            self.healing.append(asyncio.create_task(self.kill(word)))

    async def kill(self, word):
        """Kill a part once it is up, and wait until the supervisor has started it again."""
        pid = await asyncio.to_thread(self.portal.kill, word)
        await asyncio.to_thread(until, lambda: self.portal.part(word) not in (None, pid))
        self.killed.setdefault(word, []).append(pid)

    async def member(self, person, limit):
        live = f"/meetings/{self.portal.meeting}/live/"
        for path in ("hand/", "hand/lower/", "hand/"):
            async with limit:
                await self.do(person, live + path)

    async def chair(self, person, number):
        """Give the floor to the first ``number`` who wait."""
        waiting = self.portal.rows(
            "SELECT id FROM meetings_speakerrequest WHERE state = 'waiting' ORDER BY id"
        )
        for [request] in waiting[:number]:
            await self.do(person, f"/speaker-requests/{request}/call/")


@pytest.mark.long("thirty pages while processes are killed")
async def test_thirty_pages_are_whole_after_kills_losses_and_double_presses(portal_of, visit):
    portal = portal_of().start()
    other = portal.start_web()
    page = f"/meetings/{portal.meeting}/live/"
    names = [name for name in portal.people if name.startswith("member")]
    people = await asyncio.gather(*(visit(portal, name, page) for name in names))
    chair = await visit(portal, "chair", page)
    for person in [*people, chair]:
        person.follow()
    storm = Storm(portal, other)

    limit = asyncio.Semaphore(8)
    await asyncio.gather(*(storm.member(person, limit) for person in people))
    await storm.chair(chair, CALLED)
    await asyncio.gather(*storm.healing)

    steps = portal.steps(chair.key)
    await everybody_is_at(steps[-1][0], [*people, chair])
    assert storm.done == 100
    assert Counter({word: len(pids) for word, pids in storm.killed.items()}) == {
        "daphne": 2,
        "work": 1,
    }
    assert_nothing_is_lost_or_doubled(steps, people, chair)
    await assert_pages_are_as_fresh_ones([*people, chair], page)
    await assert_sockets_carry_the_next_action(storm, chair, people)
    assert "Traceback" not in portal.said()


async def nobody_is_left(people, left):
    """Wait until ``left`` is true of nobody any more; name those of whom it is."""
    end = time.monotonic() + PATIENCE
    while waiting := [person.state() for person in people if left(person)]:
        assert not [person.name for person in people if person.following.done()]
        assert time.monotonic() < end, waiting
        await asyncio.sleep(0.05)


async def everybody_is_at(step, people):
    await nobody_is_left(people, lambda person: person.seq < step)


def assert_nothing_is_lost_or_doubled(steps, people, chair):
    before = next(seq for seq, event, _ in steps if event == "meeting.opened")
    assert [seq for seq, _, _ in steps] == list(range(1, len(steps) + 1))
    done = Counter((event, actor) for seq, event, actor in steps if seq > before)
    expected = Counter({("hand.raised", person.id): 2 for person in people})
    expected |= Counter({("hand.lowered", person.id): 1 for person in people})
    expected[("speaker.called", chair.id)] = CALLED
    assert done == expected


async def assert_pages_are_as_fresh_ones(people, page):
    for person in people:
        kept = (person.seq, person.shown())
        await person.open(page)
        assert kept == (person.seq, person.shown()), person.name


async def assert_sockets_carry_the_next_action(storm, chair, people):
    """Polling helped in between: afterwards each page has its socket back."""
    await nobody_is_left(people, lambda person: not person.live)
    before = {person.name: person.frames for person in people}
    await storm.chair(chair, 1)
    await nobody_is_left(people, lambda person: person.frames == before[person.name])
