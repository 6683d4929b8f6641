"""People in a live meeting while one part after the other fails; what came of it, as a table.

``python -m tests.faults`` runs all of it on SQLite; with ``--postgresql`` on two servers
of its own, which it kills and starts again. During each fault everybody raises a hand and lowers
it, and presses again until the portal has said yes. Once the fault has ended the clock runs until
every page shows what a fresh one shows.
"""

import asyncio
import os
import random
import resource
import subprocess
import time
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.canary.files import pdf
from tests.faults.person import Person
from tests.faults.portal import ROOT, free_port, until

WHOLE_WITHIN = 10  # seconds after the fault has ended
DONE = {204, 403}  # yes, or that it is done already
NOT_NOW = {0, 502, 503}  # no answer, or that it is to be tried again
HANDS = ("hand.raised", "hand.lowered")
AT_ONCE = 8  # presses
CLOCK_AHEAD = 120  # seconds
SMALL = 4096  # bytes that a file may have while the disk is full
# Python would keep, beside our sources, what it compiled then, cut off, and fail on it for good.
OF_A_FULL_DISK = {"PYTHONDONTWRITEBYTECODE": "1"}


@dataclass
class Outcome:
    """What came of one fault."""

    fault: str
    presses: int = 0
    again: int = 0  # presses that had no answer, or were told to come again
    lost: int = 0
    doubled: int = 0
    whole_after: float = 0.0  # seconds
    seconds: float = 0.0

    def row(self):
        cells = [self.fault, self.presses, self.again, self.lost, self.doubled]
        return f"| {' | '.join(map(str, cells))} | {self.whole_after:.1f} s |"


HEAD = "| fault | presses | again | lost | doubled | every page whole after |\n|---|---|---|---|---|---|"


@dataclass
class Chaos:
    """A meeting, and who takes part; ``people`` press, ``watchers`` look on."""

    portal: object
    line: object
    people: list
    watchers: list = field(default_factory=list)
    redis: object = None
    cluster: object = None
    video: object = None
    whole_within: int = WHOLE_WITHIN

    @property
    def page(self):
        return f"/meetings/{self.portal.meeting}/live/"

    @classmethod
    async def begin(cls, portal, line, members, watchers, **stores):
        """Everybody opens the page through the line, and follows it."""
        names = [name for name in portal.people if name.startswith("member")]
        chosen = [names[n % len(names)] for n in range(members + watchers)]
        people = [Person(portal, name, line.port) for name in chosen]
        chaos = cls(portal, line, people[:members], people[members:], **stores)
        for person in people:
            await person.open(chaos.page)
            person.follow()
        return chaos

    async def end(self):
        for person in self.people + self.watchers:
            await person.leave()

    async def run(self, name):
        """One fault from its beginning until every page is whole again."""
        outcome, begun = Outcome(name), time.monotonic()
        before = self.events()
        async with getattr(self, name.replace(" ", "_"))():
            limit = asyncio.Semaphore(AT_ONCE)
            work = [self._raise_and_lower(person, outcome, limit) for person in self.people]
            await asyncio.gather(*work)
        outcome.whole_after = await self._until_whole()
        new = Counter(
            {event: n for event, n in (self.events() - before).items() if event[0] in HANDS}
        )
        wanted = Counter({(event, person.id): 1 for person in self.people for event in HANDS})
        outcome.lost, outcome.doubled = (wanted - new).total(), (new - wanted).total()
        outcome.seconds = time.monotonic() - begun
        return outcome

    def events(self):
        steps = self.portal.steps(f"meeting.{self.portal.meeting}")
        assert [seq for seq, _, _ in steps] == list(range(1, len(steps) + 1))
        return Counter((event, actor) for _seq, event, actor in steps)

    async def _raise_and_lower(self, person, outcome, limit):
        for path in ("hand/", "hand/lower/"):
            async with limit:
                await self._press(person, path, outcome)

    async def _press(self, person, path, outcome):
        end = time.monotonic() + 60
        while True:
            outcome.presses += 1
            answer = await person.post(self.page + path)
            if answer in DONE:
                return
            assert answer in NOT_NOW, answer
            assert time.monotonic() < end, f"{person.name} was not heard for a minute"
            outcome.again += 1
            await asyncio.sleep(random.uniform(0.1, 0.4))  # as a person would, before the next

    async def _until_whole(self):
        """Seconds until every page shows what a fresh one shows."""
        begun = time.monotonic()
        key = f"meeting.{self.portal.meeting}"
        last = await asyncio.to_thread(until, lambda: self._last_step(key))
        everybody = self.people + self.watchers
        while behind := [person.state() for person in everybody if person.seq < last]:
            assert time.monotonic() < begun + self.whole_within, behind
            await asyncio.sleep(0.05)
        took = time.monotonic() - begun
        for person in everybody:
            kept = (person.seq, person.shown())
            await person.open(self.page, self.portal.port)
            assert kept == (person.seq, person.shown()), person.name
        return took

    def _last_step(self, key):
        return self.portal.rows(f"SELECT max(seq) FROM live_change WHERE stream_id = '{key}'")[0][0]

    # --- the faults -------------------------------------------------------------------------

    @asynccontextmanager
    async def nothing(self):
        yield

    @asynccontextmanager
    async def web_killed_three_times(self):
        async with self._killed("daphne"):
            yield

    @asynccontextmanager
    async def worker_killed_three_times(self):
        async with self._killed("work"):
            yield

    @asynccontextmanager
    async def _killed(self, word):
        """Killed at once, and twice more once it is up again."""

        def kill():
            for _time in range(3):
                pid = self.portal.kill(word)
                until(lambda pid=pid: self.portal.part(word) not in (None, pid))
            until(self.portal.answers)

        killing = asyncio.create_task(asyncio.to_thread(kill))
        await asyncio.sleep(0.1)
        yield
        await killing

    @asynccontextmanager
    async def a_third_of_the_line_lost(self):
        self.line.lose(0.3)
        yield
        self.line.lose(0)

    @asynccontextmanager
    async def disk_full(self):
        """No process of web and jobs can make a file longer; a moment later it can again.

        A paper is refused meanwhile, as a whole, and taken afterwards.
        """
        assert self.portal.env.items() >= OF_A_FULL_DISK.items()
        papers = f"/meetings/{self.portal.meeting}/papers/new/"
        paper = ("options", pdf("Keep it open" + "." * SMALL))
        secretary = await Person(self.portal, "secretary").open(self.page)
        pids = [self.portal.part("daphne"), self.portal.part("work")]
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (SMALL, resource.RLIM_INFINITY))

        async def clean_up():
            await asyncio.sleep(2)
            for pid in pids:
                unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
                resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)

        assert await secretary.upload(papers, *paper) == 503
        cleaning = asyncio.create_task(clean_up())
        yield
        await cleaning
        assert await secretary.upload(papers, *paper) == 302
        assert self.portal.rows("SELECT count(*) FROM meetings_paper")[0][0] == 1
        await secretary.leave()

    @asynccontextmanager
    async def clock_two_minutes_ahead(self):
        """A third of the people are served by a process whose clock is wrong."""
        ours = float(os.environ.get("CLOCK_MOVED_BY", "0"))  # tests may be at another moment
        moved = {**self.portal.env, "CLOCK_MOVED_BY": str(ours + CLOCK_AHEAD)}
        moved["PYTHONPATH"] = str(ROOT / "tests" / "moved_clock")
        right, self.portal.env = self.portal.env, moved
        port = await asyncio.to_thread(self.portal.start_web)
        self.portal.env = right
        for person in self.people[::3]:
            person.port = port
        yield
        for person in self.people:
            person.port = self.line.port
        await asyncio.to_thread(self._stop, self.portal.processes.pop())

    @staticmethod
    def _stop(process):
        process.terminate()
        process.wait(20)

    @asynccontextmanager
    async def video_host_gone(self):
        self.video.close()
        yield
        self.video.open()

    @asynccontextmanager
    async def redis_gone(self):
        self.redis.kill()
        yield
        await asyncio.to_thread(self.redis.start)

    @asynccontextmanager
    async def database_restarted(self):
        """Everything that it was doing is cut off, as by a power cut."""
        restarting = asyncio.create_task(asyncio.to_thread(self.cluster.restart))
        yield
        await restarting


class VideoHost:
    """An address that takes connections, or does not."""

    def __init__(self):
        self.port, self._process = free_port(), None

    def open(self):
        words = ["python3", "-m", "http.server", str(self.port), "--bind", "127.0.0.1"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(words, cwd=ROOT / "docs" / "templates", **quiet)

    def close(self):
        self._process.kill()
        self._process.wait()
