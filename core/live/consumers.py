"""The socket of a live page: it speaks and never listens.

People change things by ordinary form posts, which have one permission check and one
CSRF check and which work without JavaScript. The socket only carries news back.

It is an ASGI application of its own. Channels' consumers go to a thread before each message,
to look after database connections; ours has none, and a thousand sockets that come back at
once would wait for four thousand such ways (decision 0005).
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from core.live.hub import hub
from core.live.pages import page_of
from core.live.room import GONE, Listener
from core.numbers import number

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

NOT_HEARD = 4400  # close code: the page sent a message, which no page of ours does
FAILED = 4500  # close code: a frame could not be sent; the page asks again by itself
log = logging.getLogger(__name__)


async def stream(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Send one person the regions of one page, afresh whenever an event touches them.

    The address is ``/stream/<key>/?after=<seq of the page>``. The scope carries ``session`` and
    ``verified``, as ``accounts.sockets`` puts them there.
    """
    await receive()  # websocket.connect
    # Accept, then say by the close code why not: a refused handshake tells a page nothing.
    await send({"type": "websocket.accept"})
    await Socket(scope, send).speak(receive)


class Socket:
    """One open socket: what the hub puts down for it is sent."""

    def __init__(
        self, scope: dict[str, Any], send: Callable[[dict[str, Any]], Awaitable[None]]
    ) -> None:
        self._key: str = scope["url_route"]["kwargs"]["key"]
        self._send = send
        self._listener = Listener(
            session=scope["session"],
            verified=scope["verified"],
            close=self._end,
            seq=number(parse_qs(scope["query_string"].decode()).get("after", [""])[0]),
        )

    async def speak(self, receive: Callable[[], Awaitable[dict[str, Any]]]) -> None:
        """Stay until the page has gone, whatever happens meanwhile."""
        sender = asyncio.create_task(self._send_frames())
        try:
            if page := page_of(self._key):
                await hub.join(page, self._key, self._listener)
            else:
                await self._end(GONE)
            while (await receive())["type"] != "websocket.disconnect":
                await self._end(NOT_HEARD)  # any message ends the conversation
        finally:
            sender.cancel()  # first: whoever ends us while we leave would forget it
            await hub.leave(self._key, self._listener)
            with suppress(asyncio.CancelledError):
                await sender

    async def _end(self, code: int) -> None:
        await hub.leave(self._key, self._listener)
        await self._send({"type": "websocket.close", "code": code})

    async def _send_frames(self) -> None:
        """Send what the hub puts down; a socket that cannot be written to is closed."""
        try:
            while True:
                text = await self._listener.get()
                await self._send({"type": "websocket.send", "text": text})
        except Exception as error:  # noqa: BLE001 -- whatever the server raises
            log.warning("live socket: sending failed with %s", type(error).__name__)
            await self._end(FAILED)
