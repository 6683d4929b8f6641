"""The socket of a live page: it speaks and never listens.

People change things by ordinary form posts, which have one permission check and one
CSRF check and which work without JavaScript. The socket only carries news back.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from iag_portal.live.hub import hub
from iag_portal.live.pages import page_of
from iag_portal.live.room import GONE, Listener

NOT_HEARD = 4400  # close code: the page sent a message, which no page of ours does


class StreamConsumer(AsyncWebsocketConsumer):
    """Send one person the regions of one page, afresh whenever an event touches them.

    The address is ``/stream/<key>/?after=<seq of the page>``. The scope carries
    ``user`` and ``verified``, a function that checks the session in full, from
    ``accounts.sockets``.
    """

    listener: Listener | None = None
    sender: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Accept, then say by the close code why not: a refused handshake tells a page nothing."""
        await self.accept()
        self.key: str = self.scope["url_route"]["kwargs"]["key"]
        page = page_of(self.key)
        person: int = self.scope["user"].pk
        if page is None or not await database_sync_to_async(page.audiences)(self.key, [person]):
            await self.close(code=GONE)
            return
        self.listener = Listener(person, self.scope["verified"], self._end, self._after())
        self.sender = asyncio.create_task(self._send_frames(self.listener))
        await hub.join(page, self.key, self.listener)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Any message ends the conversation."""
        await self.close(code=NOT_HEARD)

    async def disconnect(self, code: int) -> None:
        """Leave the hub."""
        if self.listener:
            await hub.leave(self.key, self.listener)
        if self.sender:
            self.sender.cancel()
            with suppress(asyncio.CancelledError):
                await self.sender

    def _after(self) -> int:
        given: Any = parse_qs(self.scope["query_string"].decode()).get("after", ["0"])[0]
        return int(given) if str(given).isdecimal() else 0

    async def _end(self, code: int) -> None:
        if self.listener:
            await hub.leave(self.key, self.listener)
        await self.close(code=code)

    async def _send_frames(self, listener: Listener) -> None:
        while True:
            await self.send(text_data=await listener.get())
