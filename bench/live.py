"""Live pages: from an action to the last of all sockets, and a storm of connections."""

import asyncio
import random
import re
import time
from contextlib import AsyncExitStack
from http.client import HTTPConnection
from typing import NamedTuple

import websockets

from bench.pages import ask, reading

SEQ = re.compile(r'"seq": (\d+)')
STORM_WITHIN = 60  # seconds


class Channel(NamedTuple):
    """Where a program's sockets are, and its actions, which each person does in turn.

    :ivar body: of the form that is sent, with the number of the action in it: no two are the same.
    """

    socket: str
    actions: tuple[str, ...]
    body: str = ""


class Crowd:
    """Sockets of many people at one server, and the highest step that each has seen."""

    def __init__(self, server, channel, number):
        self.server, self.channel, self.number = server, channel, number
        self.seen = [0] * number
        self.bytes = 0
        self._news = asyncio.Event()

    async def connect(self, stack, after=0):
        opening = (self._open(place, after) for place in range(self.number))
        outcomes = await asyncio.gather(*opening, return_exceptions=True)
        sockets = [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
        for place, socket in enumerate(sockets):
            stack.push_async_callback(socket.close)
            task = asyncio.create_task(self._listen(place, socket))
            stack.callback(task.cancel)
        return len(sockets)

    async def _open(self, place, after):
        sessions = self.server.facts["sessions"]
        return await websockets.connect(
            f"ws://127.0.0.1:{self.server.port}{self.channel.socket}?after={after}",
            origin=self.server.origin,
            additional_headers={"Cookie": f"sessionid={sessions[place % len(sessions)]}"},
            compression=None, open_timeout=STORM_WITHIN, close_timeout=1, ping_interval=None,
        )  # fmt: skip

    async def _listen(self, place, socket):
        async for text in socket:
            if step := SEQ.search(text):  # else a sign of life, every 15 seconds
                self.bytes = len(text)
                self.seen[place] = max(self.seen[place], int(step[1]))
                self._news.set()

    async def all_at(self, step):
        """The moment at which the last of them had ``step``."""
        async with asyncio.timeout(STORM_WITHIN):
            while min(self.seen) < step:
                self._news.clear()
                await self._news.wait()
        return time.perf_counter()


async def events(server, channel, step, number, people=50):
    """``number`` actions, paced at random; the reading is of one event until the last socket."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    chance = random.Random()
    async with AsyncExitStack() as stack:
        crowd = Crowd(server, channel, people)
        if await crowd.connect(stack, step) < people:
            raise SystemExit(f"{server.name} did not take {people} sockets.")
        times, cpu = [], 0.0
        for count in range(number + 2):  # two to warm up
            await asyncio.sleep(chance.uniform(0.1, 0.25))
            person = 1 + (count // len(channel.actions)) % 40
            head = {**server.headers(person), "HX-Request": "true"}
            path = channel.actions[count % len(channel.actions)]
            before, begun = server.cpu(), time.perf_counter()
            body = channel.body.format(step)
            await asyncio.to_thread(ask, connection, path, head, "POST", body)
            step += 1
            done = await crowd.all_at(step)
            await asyncio.sleep(0.05)  # let it come to rest before its cost is read
            if count >= 2:
                times.append(done - begun)
                cpu += server.cpu() - before
        connection.close()
        return reading(cpu, times, crowd.bytes), step


class Storm(NamedTuple):
    """A storm of connections: how many held, seconds, CPU ms and KB for each."""

    connected: float
    seconds: float
    cpu: float
    kilobytes: float


async def storm(server, channel, number):
    """``number`` sockets at once, each with its session checked and its page brought up to date."""
    before, memory, begun = server.cpu(), server.memory(), time.perf_counter()
    async with AsyncExitStack() as stack:
        crowd = Crowd(server, channel, number)
        connected = await crowd.connect(stack)
        if connected == number:
            await crowd.all_at(1)
        seconds = time.perf_counter() - begun
        cpu = 1000 * (server.cpu() - before) / number
        held = (server.memory() - memory) * 1024 / number
    return Storm(connected, seconds, cpu, held)
