"""An open page as the browser keeps it: it applies frames exactly as ``static/js/live.js`` does."""

import asyncio
import json

from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings

from core.live import streams
from core.live.hub import hub
from core.live.pages import page_of
from core.live.room import PULSE
from iag_portal.routing import websockets
from tests.signing_in import session_key, signed_in

ORIGIN = b"http://localhost"
PATIENCE = 20  # seconds until a test gives up waiting


def fresh(key, user):
    """The regions of ``key`` as ``user`` gets them now; ``None`` when they may not look."""
    page = page_of(key)
    thing = page.find(key)
    audience = thing and page.audiences(thing, [user.pk]).get(user.pk)
    return audience and page.draw(thing, audience, page.every_region())


class EmptyPage:
    """A live page that everybody sees alike, and on which there is nothing."""

    def find(self, key):
        return key

    def audiences(self, _thing, people):
        return dict.fromkeys(people, ("member",))

    def changed_by(self, _events):
        return set()

    def every_region(self):
        return set()

    def draw_for_each(self, _thing, audiences, _regions):
        return {audience: {} for audience in audiences}


class OpenPage:
    """One window of one person.

    :ivar regions: what stands on the screen, by name.
    :ivar frames: what the socket brought, decoded; ``texts`` as it came.
    :ivar code: with which the socket was closed; ``None`` while it is open.
    """

    def __init__(self, user, key):
        self.user = user
        self.key = key
        self.frames, self.texts = [], []
        self.code = None
        self.gaps = self.pulses = 0
        self._news = asyncio.Event()

    async def open(self, *, client=None, after=None, asks=None, origin=ORIGIN, waits=True):
        """Load the page, then open its socket.

        ``after``: as if it had been drawn at that step. ``asks``: what its address says
        instead of the step. ``waits``: until the hub has taken it in.
        """
        await database_sync_to_async(self._load)(client)
        if after is not None:
            self.seq = after
        cookie = f"{settings.SESSION_COOKIE_NAME}={session_key(self.client)}".encode()
        self.socket = WebsocketCommunicator(
            websockets,
            f"/stream/{self.key}/?after={self.seq if asks is None else asks}",
            headers=[(b"origin", origin), (b"cookie", cookie)],
        )
        self._others = self._listeners()
        connected, self.code = await self.socket.connect(timeout=PATIENCE)
        if connected:
            self.code = None
            self._reader = asyncio.create_task(self._read())
            if waits:
                await self._settle()
        return self

    async def _settle(self):
        """Wait until the hub has taken us in, or has closed the socket."""
        async with asyncio.timeout(PATIENCE):
            while self.code is None and not self._is_taken_in():  # noqa: ASYNC110 - the hub has no such event
                await asyncio.sleep(0)

    def _is_taken_in(self):
        mine = [
            listener
            for listener in self._listeners() - self._others
            if listener.person == self.user.pk
        ]
        return bool(mine) and all(listener.audience is not None for listener in mine)

    def _listeners(self):
        room = hub.rooms.get(self.key)
        return set(room.listeners) if room else set()

    def _load(self, client):
        self.client = client or signed_in(self.user)
        self.seq = streams.current(self.key)
        self.regions = fresh(self.key, self.user) if page_of(self.key) else None

    async def _read(self):
        while self.code is None:
            message = await self.socket.output_queue.get()
            if message["type"] == "websocket.close":
                self.code = message["code"]
            elif message["text"] == PULSE:
                self.pulses += 1
            else:
                self.texts.append(message["text"])
                await self._receive(json.loads(message["text"]))
            self._news.set()

    async def _receive(self, frame):
        self.frames.append(frame)
        if frame["after"] > self.seq:
            self.gaps += 1
            await self.poll()
        else:
            self.apply(frame)

    async def poll(self):
        """Ask the polling twin; answers its status."""
        address = f"/stream/{self.key}/?after={self.seq}"
        answer = await database_sync_to_async(self.client.get)(
            address, headers={"accept": "application/json"}
        )
        if answer.status_code == 200:
            self.apply(answer.json())
        return answer.status_code

    def apply(self, frame):
        if frame["seq"] < self.seq:
            return
        self.regions |= frame["regions"]
        self.seq = frame["seq"]

    async def until(self, condition):
        """Wait until ``condition(self)`` holds."""
        async with asyncio.timeout(PATIENCE):
            while not condition(self):
                self._news.clear()
                await self._news.wait()

    async def close(self):
        """Close the window."""
        if self.code is None:
            self._reader.cancel()
        await self.socket.disconnect(timeout=PATIENCE)
