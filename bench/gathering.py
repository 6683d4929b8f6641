"""Fifty people in a meeting behind the proxy: their sockets, kept as live.js does, and presses."""

import asyncio
import json
import random
import ssl
import time
from collections import Counter
from contextlib import suppress
from http.client import HTTPException, HTTPSConnection
from urllib.parse import urlencode

import websockets

WITHIN = 30  # seconds until a step that has not come counts as lost
SETTLED_WITHIN = 120  # seconds: a machine may be busy
LONGEST_WAIT = 15  # seconds between two tries to connect, as in live.js
YES, DONE_BEFORE, NOT_NOW = 204, (403, 409), (502, 503)

KINDS = {
    "hand.raised": "hand", "wording.changed": "wording", "hand.lowered": "hand down",
    "agreement_round.opened": "round",
}  # fmt: skip


class Seat:
    """One open page: its socket, and at which moment it had which step."""

    def __init__(self, gathering, session):
        self.gathering, self.session = gathering, session
        self.seq, self.at = gathering.seq, []
        self.gaps = 0  # frames that came too late to be put on what was there
        self.live = False

    async def follow(self):
        tries = 0
        while True:
            with suppress(OSError, websockets.WebSocketException, TimeoutError):
                async with self.gathering.socket(self) as socket:
                    tries, self.live = 0, True
                    self.gathering.tell()
                    await self._listen(socket)
            self.live = False
            await asyncio.sleep(min(2**tries, LONGEST_WAIT) * random.uniform(0.5, 1.5))
            tries += 1

    async def _listen(self, socket):
        try:
            async for text in socket:
                frame = json.loads(text)
                if "seq" in frame:  # else a sign of life
                    self._take(frame)
        finally:
            self.live = False

    def _take(self, frame):
        if frame["after"] > self.seq:
            self.gaps += 1
        elif frame["seq"] > self.seq:
            self.seq = frame["seq"]
            self.at.append((self.seq, time.perf_counter()))
            self.gathering.tell()

    def when(self, step):
        """The moment at which it had ``step``; none where it never came."""
        return next((moment for seq, moment in self.at if seq >= step), None)


class Gathering:
    """A meeting, who follows it, and what they do one after the other.

    :ivar done: the kind of each press to which the portal said yes: so many events there must be.
    """

    def __init__(self, facts, gate, number):
        self.facts, self.gate = facts, gate
        self.address = f"127.0.1.{number + 1}"  # one for each meeting, as a building has one
        self.key = f"meeting.{facts['meeting']}"
        self.page = f"/meetings/{facts['meeting']}/live/"
        self.seq = self.first = gate.step(self.key)
        self._news = asyncio.Event()
        self.seats = [Seat(self, session) for session in facts["sessions"]]
        self.version, self.turn = gate.version(facts["message"]), 0
        self.done = []
        self._tasks, self._connection = [], None

    def socket(self, seat):
        return websockets.connect(
            f"wss://localhost:{self.gate.port}/stream/{self.key}/?after={seat.seq}",
            host="127.0.0.1", port=self.gate.port, ssl=self.gate.tls, local_addr=(self.address, 0),
            origin=self.gate.origin, additional_headers={"Cookie": f"sessionid={seat.session}"},
            compression=None, open_timeout=60, close_timeout=1, ping_interval=None,
        )  # fmt: skip

    async def come(self):
        """All of them open the page; they are there once each has a socket."""
        self._tasks = [asyncio.create_task(seat.follow()) for seat in self.seats]
        await self.settled()

    async def settled(self):
        """Wait until each has a socket, and the step at which the meeting stands."""
        step = await asyncio.to_thread(self.gate.step, self.key)
        await self._until(lambda seat: seat.live and seat.seq >= step, SETTLED_WITHIN)

    async def _until(self, is_so, seconds):
        """Wait until it is so of every seat."""
        async with asyncio.timeout(seconds):
            while not all(map(is_so, self.seats)):
                await self._news.wait()

    def tell(self):
        """Wake whoever waits for something of a seat."""
        self._news.set()
        self._news = asyncio.Event()

    async def go(self):
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for seat in self.seats:
            seat.at.clear()

    def recorded(self):
        """How often each kind of press is in the record since they came."""
        rows = self.gate.rows(
            "SELECT r.event, count(*) FROM live_change c JOIN audit_record r ON r.id = c.record_id"
            " WHERE c.stream_id = %s AND c.seq > %s GROUP BY r.event",
            self.key, self.first,
        )  # fmt: skip
        return Counter({KINDS[event]: number for event, number in rows if event in KINDS})

    # --- what they do ------------------------------------------------------------------------

    async def press(self):
        """The next thing that happens; seconds until each seat has it, None where one never did."""
        kind, path, person, fields = self._next()
        begun = time.perf_counter()
        await asyncio.to_thread(self._post, path, person, fields)
        self.done.append(kind)
        step = await asyncio.to_thread(self.gate.step, self.key)
        with suppress(TimeoutError):
            await self._until(lambda seat: seat.seq >= step, WITHIN)
        moments = [seat.when(step) for seat in self.seats]
        return [moment and moment - begun for moment in moments]

    def _next(self):
        """A hand goes up, words change, the hand goes down, everybody is asked; and so on."""
        message = f"{self.page}key-messages/{self.facts['message']}/"
        member = 1 + (self.turn // 4) % (len(self.seats) - 1)
        kind = list(KINDS.values())[self.turn % 4]
        self.turn += 1
        if kind == "wording":
            words = {"text": f"Keep the door open, until {self.version}", "after": self.version}
            self.version += 1
            return kind, f"{message}wording/", 0, words
        if kind == "round":
            return kind, f"{message}ask/", 0, {"although_short": "on"}
        return kind, self.page + ("hand/" if kind == "hand" else "hand/lower/"), member, {}

    def _post(self, path, person, fields):
        """Press until the portal has said yes, as a person would."""
        until, again = time.monotonic() + 60, False
        while (status := self._status(path, person, fields)) != YES:
            if again and status in DONE_BEFORE:
                break  # the answer was lost, and what it was about was done
            if status or time.monotonic() > until:
                raise SystemExit(f"{path} was answered with {status}.")
            again = True
            time.sleep(random.uniform(0.1, 0.4))

    def _status(self, path, person, fields):
        """What was answered; 0 where no answer came."""
        if self._connection is None:
            self._connection = HTTPSConnection(
                "127.0.0.1", self.gate.port, timeout=60, context=self.gate.tls,
                source_address=(self.address, 0),
            )  # fmt: skip
        try:
            self._connection.request(
                "POST", path, urlencode(fields), self.gate.headers(self.facts["sessions"][person])
            )
            answer = self._connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            self._connection.close()
            self._connection = None
            return 0
        return 0 if answer.status in NOT_NOW else answer.status


def trusting(certificate):
    """A context for TLS that trusts this certificate."""
    context = ssl.create_default_context(cafile=certificate)
    context.check_hostname = False  # HTTPSConnection goes to 127.0.0.1 by number
    return context
