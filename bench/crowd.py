"""W4c: twenty meetings of fifty people at once, over two web processes behind the proxy."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

from bench import stores
from bench.figures import Result
from bench.gathering import Gathering, trusting
from bench.pages import percentile
from bench.processes import cpu_of, pss_of, tree
from bench.proxy import Proxy
from bench.servers import ROOT, is_open, prepared, run
from core.processes import tied

MEETINGS, PEOPLE, WEB = 20, 50, 2
ALONE, EACH = 16, 4  # presses of a round: in the one meeting, and in each of the twenty
PAUSE = (1.0, 3.0)  # seconds between two presses of one of twenty meetings
BEAT = 15  # seconds between two looks at all sessions
COLUMNS = "| | presses | p50 ms | p95 ms | worst ms | later than 30 s |"
ONE, TWENTY = "one meeting", "twenty, each at its own pace"
AT_ONCE, CUT = "twenty, in the same moment", "each line cut once"
QUIET = "nobody presses"


class Gate:
    """The portal as people come to it: the proxy, and behind it web processes and a worker."""

    def __init__(self, env, folder):
        first = _two_ports()
        self.ports = range(first, first + WEB)
        self.origin = f"http://localhost:{first}"
        self.env = {**os.environ, **env, "PYTHONUNBUFFERED": "1"}
        self._proxy = Proxy(folder / "proxy", self.ports)
        self.port, self.tls = self._proxy.port, trusting(self._proxy.certificate)
        self._database = psycopg.connect(env["IAG_DATABASE_URL"], autocommit=True)

    @contextmanager
    def opened(self):
        """While it is there; SIGTERM ends it too."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        words = ["manage.py", "start", "--port", str(self.ports[0]), "--web", str(WEB)]
        self._process = subprocess.Popen(
            tied([sys.executable, *words]), cwd=ROOT, env=self.env, start_new_session=True,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            if not self._process.stdout.readline().startswith("READY"):
                raise SystemExit("The portal does not start.")
            self._proxy.start()
            self._proxy.wait()
            yield self
        finally:
            self._proxy.stop()
            self._process.terminate()
            self._process.wait(20)

    async def cut(self):
        """End each line that stands, as a restart of the proxy does."""
        await asyncio.to_thread(self._proxy.stop)
        self._proxy.start()
        await asyncio.to_thread(self._proxy.wait)

    def headers(self, session):
        return {
            "Host": "localhost",
            "Cookie": f"sessionid={session}; csrftoken={'c' * 32}",
            "X-CSRFToken": "c" * 32,
            "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def rows(self, sql, *values):
        return self._database.execute(sql, values).fetchall()

    def step(self, key):
        """The step at which a stream stands."""
        return self.rows("SELECT seq FROM live_stream WHERE key = %s", key)[0][0]

    def version(self, message):
        """Of the newest wording of a key message."""
        sql = "SELECT max(version) FROM deliberation_wording WHERE key_message_id = %s"
        return self.rows(sql, message)[0][0]

    def web(self):
        """Process ids of the web processes."""
        own = tree(self._process.pid)
        return [pid for pid in own if b"daphne\0" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _two_ports():
    """The first of as many free ports in a row as there are web processes."""
    for first in range(20_000 + os.getpid() % 10_000, 32_000, WEB):
        if not any(is_open(first + each) for each in range(WEB)):
            return first
    raise SystemExit("There are no free ports.")


class Spread(NamedTuple):
    """From a press to each of fifty sockets, in milliseconds, and how many never had it."""

    presses: int
    p50: float
    p95: float
    worst: float
    lost: int

    @classmethod
    def of(cls, presses):
        """``presses``: of each, the seconds until each socket had it."""
        last = [1000 * max(took for took in each if took) for each in presses if any(each)]
        lost = sum(took is None for each in presses for took in each)
        return cls(len(presses), percentile(last, 0.5), percentile(last, 0.95), max(last), lost)


class Wrong(NamedTuple):
    """What the record and the sockets say beside what people did; none of it may be."""

    lost: int = 0  # events that were answered with yes and are not in the record
    doubled: int = 0
    gaps: int = 0  # frames that could not be put on what a page had

    @classmethod
    def of(cls, gatherings):
        lost = doubled = 0
        for gathering in gatherings:
            wanted, recorded = Counter(gathering.done), gathering.recorded()
            lost += (wanted - recorded).total()
            doubled += (recorded - wanted).total()
        return cls(lost, doubled, sum(seat.gaps for each in gatherings for seat in each.seats))


class Cost(NamedTuple):
    """Of all web processes meanwhile: seconds, processor seconds, and the memory of each in MB."""

    took: float
    cpu: float
    memory: list[float]


def crowd(folder, options):
    """W4c: one meeting and twenty in turns, all of them at once, and a cut of every line."""
    if not stores.urls:
        raise SystemExit("Two web processes need --postgresql.")
    (folder / "crowd").mkdir()
    env = prepared(folder / "crowd")
    facts = run(["-m", "bench.fill_crowd", str(MEETINGS), str(PEOPLE)], env)
    gate = Gate(env, folder / "crowd")
    with gate.opened():
        return asyncio.run(_measured(gate, facts["meetings"], options.rounds))


async def _measured(gate, facts, rounds):
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(MEETINGS))
    gatherings = [Gathering(each, gate, number) for number, each in enumerate(facts)]
    presses = {ONE: [], TWENTY: [], AT_ONCE: [], CUT: []}
    costs, came = {ONE: [], TWENTY: [], QUIET: []}, []
    await gatherings[0].come()
    for left in reversed(range(rounds)):
        alone = _one_after_the_other(gatherings[0], ALONE, (0.1, 0.25))
        await _note(presses, costs, ONE, gate, alone)
        begun = time.perf_counter()
        await asyncio.gather(*(gathering.come() for gathering in gatherings[1:]))
        came.append(time.perf_counter() - begun)
        costs[QUIET].append((await _costs(gate, asyncio.sleep(BEAT)))[1])
        await _note(presses, costs, TWENTY, gate, _together(gatherings))
        for _ in range(EACH):
            presses[AT_ONCE] += await asyncio.gather(*(each.press() for each in gatherings))
        if left:
            for gathering in gatherings[1:]:
                await gathering.go()
    outcomes, seconds_to_whole = await _cut(gate, gatherings)
    presses[CUT] += outcomes
    spreads = {name: Spread.of(each) for name, each in presses.items()}
    wrong = Wrong.of(gatherings)
    for gathering in gatherings:
        await gathering.go()
    return _result(spreads, costs, came, seconds_to_whole, wrong)


async def _note(presses, costs, name, gate, work):
    outcomes, cost = await _costs(gate, work)
    presses[name] += outcomes
    costs[name].append(cost)


async def _one_after_the_other(gathering, number, pause):
    outcomes = []
    for _ in range(number):
        await asyncio.sleep(random.uniform(*pause))
        outcomes.append(await gathering.press())
    return outcomes


async def _together(gatherings):
    work = (_one_after_the_other(gathering, EACH, PAUSE) for gathering in gatherings)
    return [took for each in await asyncio.gather(*work) for took in each]


async def _costs(gate, work):
    """What ``work`` answers, and what the web processes cost meanwhile."""
    pids = gate.web()
    before, begun = sum(map(cpu_of, pids)), time.perf_counter()
    outcome = await work
    took = time.perf_counter() - begun
    cpu = sum(map(cpu_of, pids)) - before
    return outcome, Cost(took, cpu, [pss_of(pid) / 1024 for pid in pids])


async def _cut(gate, gatherings):
    """The proxy ends every line while people press; seconds until each page was whole again."""
    working = asyncio.create_task(_together(gatherings))
    await asyncio.sleep(PAUSE[1])
    begun = time.perf_counter()
    await gate.cut()
    await asyncio.gather(*(gathering.settled() for gathering in gatherings))
    seconds_to_whole = time.perf_counter() - begun
    return await working, seconds_to_whole


def _result(spreads, costs, came, seconds_to_whole, wrong):
    lines = [f"### W4c {MEETINGS} meetings of {PEOPLE} people, {WEB} web processes", ""]
    lines += [COLUMNS, "|---|" + "---|" * 5]
    for name, spread in spreads.items():
        times = " | ".join(
            f"{value:.0f} ({value / alone:.2f})"
            for value, alone in zip(spread[1:4], spreads[ONE][1:4], strict=True)
        )
        lines.append(f"| {name} | {spread.presses} | {times} | {spread.lost} |")
    memory = " and ".join(
        f"{max(sizes):.0f} MB" for sizes in zip(*(c.memory for c in costs[TWENTY]), strict=True)
    )
    quiet = sum(c.cpu for c in costs[QUIET]) / sum(c.took for c in costs[QUIET])
    each = {
        name: 1000 * (sum(c.cpu for c in costs[name])) / spreads[name].presses
        for name in (ONE, TWENTY)
    }
    seconds = sum(c.took for c in costs[TWENTY])
    people = MEETINGS * PEOPLE
    lines += [
        "",
        "- the times are of all presses of all rounds together",
        f"- events lost {wrong.lost}, doubled {wrong.doubled}; gaps on pages {wrong.gaps}",
        f"- a press costs the web processes {each[ONE]:.0f} ms of processor time in one meeting",
        f"- {each[TWENTY]:.0f} ms in twenty, at {spreads[TWENTY].presses / seconds:.1f} a second",
        f"- {people} pages of which nobody presses: {100 * quiet:.1f} % of a core; {memory}",
        f"- {people - PEOPLE} more pages came within {max(came):.1f} s",
        f"- after the cut all {people} were whole again within {seconds_to_whole:.1f} s",
        "",
    ]
    return Result(lines, [])
