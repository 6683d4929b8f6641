"""Somebody at a browser: posts forms as a page does, and follows a page as live.js does."""

import asyncio
import json
import random
import re
from contextlib import suppress
from html import unescape

import httpx
import lxml.html
import websockets

from core.live.room import PULSE

# Seconds, as in live.js: a page that asks more often keeps a busy machine from its sockets.
PATIENCE = 3  # without a socket before the polling twin is asked, and between two questions
LONGEST_WAIT = 15  # between two tries to connect
OPENING = 60  # until the server has answered a try
ENDED = (4401, 4404)


class Person:
    """Somebody with one page open at ``port``; without ``name`` a stranger, not signed in."""

    def __init__(self, portal, name, port=None):
        me = portal.people[name] if name else {"id": None, "session": ""}
        self.name, self.id = name, me["id"]
        self.portal, self.port = portal, port or portal.port
        self.cookie = f"sessionid={me['session']}"
        self.seq, self.regions, self.ended = 0, {}, None
        self.live, self.tries = False, 0
        self.following = None
        self.frames = self.polls = 0
        self._http = httpx.AsyncClient(timeout=30)

    # --- the page ------------------------------------------------------------------------

    async def get(self, path, port=None, **headers):
        headers = {"Host": f"localhost:{self.portal.port}", "Cookie": self.cookie, **headers}
        return await self._http.get(f"http://127.0.0.1:{port or self.port}{path}", headers=headers)

    async def open(self, path, port=None):
        """Look at a page: what its regions show, the step they stand at, a token for its forms."""
        answer = await self.get(path, port)
        assert answer.status_code == 200, (self.name, answer.status_code, answer.text[:300])
        page = lxml.html.fromstring(answer.text)
        self.token = re.search(r'"X-CSRFToken": "(\w+)"', unescape(answer.text))[1]
        self.csrf = answer.cookies.get("csrftoken")
        for root in page.xpath("//*[@data-stream]"):
            self.key, self.seq = root.get("data-stream"), int(root.get("data-seq"))
            self.regions = {
                region.get("data-region"): region for region in root.xpath(".//*[@data-region]")
            }
        return self

    def shown(self):
        """What the page shows now: each region in its canonical form."""
        return {name: canonical(region) for name, region in self.regions.items()}

    async def send(self, path, port=None, *, htmx=True, **data):
        """Send a form, as htmx does or as a page without script."""
        headers = {
            "Host": f"localhost:{self.portal.port}",
            "Cookie": f"{self.cookie}; csrftoken={self.csrf}",
            "X-CSRFToken": self.token,
        }
        if htmx:
            headers["HX-Request"] = "true"
        address = f"http://127.0.0.1:{port or self.port}{path}"
        return await self._http.post(address, data=data, headers=headers)

    async def post(self, path, port=None, **data):
        """Send a form as htmx does. Answers the status, or 0 when no answer came."""
        try:
            return (await self.send(path, port, **data)).status_code
        except httpx.TransportError:
            return 0

    async def upload(self, path, title, content):
        """Send a paper, as the form of papers does. Answers the status, or 0 when none came."""
        headers = {
            "Host": f"localhost:{self.portal.port}",
            "Cookie": f"{self.cookie}; csrftoken={self.csrf}",
            "X-CSRFToken": self.token,
        }
        file = (f"{title}.pdf", content, "application/pdf")
        answer = await self._http.post(
            f"http://127.0.0.1:{self.port}{path}", data={"title": title}, files={"file": file},
            headers=headers,
        )  # fmt: skip
        return answer.status_code

    # --- the stream ----------------------------------------------------------------------

    def follow(self):
        """Keep the page up to date from now on, as live.js does."""
        self.following = asyncio.create_task(self._follow())

    async def _follow(self):
        polling = asyncio.create_task(self._poll_while_there_is_no_socket())
        try:
            while not self.ended:
                await self._listen()
                wait = min(2**self.tries, LONGEST_WAIT)
                self.tries += 1
                await asyncio.sleep(wait * random.uniform(0.5, 1.5))
        finally:
            polling.cancel()

    async def _listen(self):
        address = f"ws://127.0.0.1:{self.port}/stream/{self.key}/?after={self.seq}"
        with suppress(OSError, websockets.WebSocketException, TimeoutError):
            async with websockets.connect(
                address,
                origin=self.portal.origin,
                additional_headers={"Cookie": self.cookie},
                open_timeout=OPENING,
            ) as socket:
                self.live, self.tries = True, 0
                try:
                    async for text in socket:
                        if text != PULSE:
                            await self._receive(json.loads(text))
                finally:
                    self.live = False
            self.ended = socket.close_code if socket.close_code in ENDED else None

    async def _poll_while_there_is_no_socket(self):
        while True:
            await asyncio.sleep(PATIENCE)
            if not self.live:
                await self.poll()

    async def poll(self):
        with suppress(httpx.TransportError):
            answer = await self.get(
                f"/stream/{self.key}/?after={self.seq}", Accept="application/json"
            )
            if answer.status_code == 200:
                self.polls += 1
                self._apply(answer.json())

    async def _receive(self, frame):
        self.frames += 1
        if frame["after"] > self.seq:
            await self.poll()
        else:
            self._apply(frame)

    def _apply(self, frame):
        if frame["seq"] < self.seq:
            return
        for name, html in frame["regions"].items():
            opening = html[: html.index(">")]
            assert f'data-region="{name}"' in opening, f"{name} would vanish from the page"
            if name in self.regions:
                self.regions[name] = html
        self.seq = frame["seq"]

    def state(self):
        """Where they are, for the message of a failure."""
        return (
            f"{self.name} at {self.seq}, live {self.live}, {self.frames} frames, {self.polls} polls"
        )

    async def leave(self):
        """Close the page."""
        if self.following:
            self.following.cancel()
            with suppress(asyncio.CancelledError):
                await self.following
        await self._http.aclose()


def canonical(element):
    """An element as tags, attributes and words; without form tokens and what scripts show or hide."""
    if isinstance(element, str):
        element = lxml.html.fragment_fromstring(element.strip())
    if not isinstance(element.tag, str) or element.get("name") == "csrfmiddlewaretoken":
        return None
    skip = {"hidden"} if element.get("data-hand") else set()
    children = [made for child in element if (made := canonical(child))]
    words = " ".join(
        " ".join([element.text or "", *(child.tail or "" for child in element)]).split()
    )
    attributes = sorted((n, v) for n, v in element.attrib.items() if n not in skip)
    return (element.tag, attributes, words, children)
