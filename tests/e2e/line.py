"""A line between browsers and a portal that can fall silent, as a proxy does that nobody closes."""

from __future__ import annotations

import asyncio
import random
import socket
import threading
from contextlib import suppress
from typing import Self


class Line:
    """``with Line(port) as line:`` forwards ``line.origin`` to the port, byte for byte.

    ``stall()`` stops forwarding on every connection, old and new, and closes none;
    ``flow()`` goes on with what was kept. ``lose(share)`` loses this share of what is sent from
    now on, in both directions, and with each piece its connection.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._loop = asyncio.new_event_loop()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._lost = 0.0
        self._chance = random.Random(7)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self.origin = f"http://localhost:{self.port}"
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def stall(self) -> None:
        """Forward nothing more."""
        self._loop.call_soon_threadsafe(self._flowing.clear)

    def flow(self) -> None:
        """Forward again."""
        self._loop.call_soon_threadsafe(self._flowing.set)

    def lose(self, share: float) -> None:
        """Lose this share of what is sent; 0 for none."""
        self._lost = share

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._flowing.wait()
            inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except (OSError, asyncio.CancelledError):
            writer.close()
            return
        both = self._forward(reader, inner_writer), self._forward(inner_reader, writer)
        with suppress(asyncio.CancelledError):  # or asyncio complains of it when the line ends
            await asyncio.gather(*both)

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError):
                while data := await reader.read(65536):
                    await self._flowing.wait()
                    if self._chance.random() < self._lost:
                        return
                    writer.write(data)
                    await writer.drain()
        finally:  # also when the line ends before the browser does
            writer.close()

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._begin(), self._loop).result()
        return self

    def __exit__(self, *exc: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _begin(self) -> None:
        self._server = await asyncio.start_server(self._connected, sock=self._door)

    async def _end(self) -> None:
        self._server.close()
        ours = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in ours:
            task.cancel()
        await asyncio.gather(*ours, return_exceptions=True)
