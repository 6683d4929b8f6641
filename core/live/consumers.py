"""The socket of a live page: it speaks and never listens.

People change things by ordinary form posts, which have one permission check and one
CSRF check and which work without JavaScript. The socket only carries news back.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from core.live import streams
from core.live.hub import hub
from core.live.pages import page_of
from core.live.room import GONE, Listener
from core.numbers import number

NOT_HEARD = 4400  # close code: the page sent a message, which no page of ours does
FAILED = 4500  # close code: a frame could not be sent; the page asks again by itself
log = logging.getLogger(__name__)


class StreamConsumer(AsyncWebsocketConsumer):
    """Send one person the regions of one page, afresh whenever an event touches them.

    The address is ``/stream/<key>/?after=<seq of the page>``. The scope carries
    ``user`` and ``verified``, a function that checks the session in full, from
    ``accounts.sockets``.
    """

    channel_layer_alias = None  # type: ignore[assignment]  # the hub listens, for all sockets together
    listener: Listener | None = None
    sender: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Accept, then say by the close code why not: a refused handshake tells a page nothing."""
        await self.accept()
        self.key: str = self.scope["url_route"]["kwargs"]["key"]
        page = page_of(self.key)
        if page is None:
            await self.close(code=GONE)
            return
        after = await database_sync_to_async(self._step)()
        person: int = self.scope["user"].pk
        self.listener = Listener(person, self.scope["verified"], self._end, after)
        self.sender = asyncio.create_task(self._send_frames(self.listener))
        await hub.join(page, self.key, self.listener)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Any message ends the conversation."""
        await self._end(NOT_HEARD)

    async def disconnect(self, code: int) -> None:
        """Leave the hub."""
        if self.listener:
            await hub.leave(self.key, self.listener)
        if self.sender:
            self.sender.cancel()
            with suppress(asyncio.CancelledError):
                await self.sender

    def _step(self) -> int:
        """The step the page was drawn at. Whether this person may look, the room asks for all."""
        after = parse_qs(self.scope["query_string"].decode()).get("after", [""])[0]
        return min(number(after), streams.current(self.key))  # none is ahead of us

    async def _end(self, code: int) -> None:
        if self.listener:
            await hub.leave(self.key, self.listener)
        await self.close(code=code)

    async def _send_frames(self, listener: Listener) -> None:
        """Send what the hub puts down; a socket that cannot be written to is closed."""
        try:
            while True:
                await self.send(text_data=await listener.get())
        except Exception as error:  # noqa: BLE001 -- whatever the server raises
            log.warning("live socket: sending failed with %s", type(error).__name__)
            await self._end(FAILED)
