"""The hub: one for each web process. It listens for all open pages together.

One channel-layer subscription for each stream and process, not for each socket
(measured four to five times cheaper, decision 0005). The layer only makes it faster:
once a second the hub asks the database for the step of every stream it watches, and
within every beat it checks each open page's session in full.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings

from core.live import streams
from core.live.publish import PEOPLE, group_name
from core.live.room import SIGN_IN, Listener, Room

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from core.live.pages import LivePage

log = logging.getLogger(__name__)
RETRY = 1.0  # seconds to wait after the layer or the database failed


class Hub:
    """The open pages of this process, by stream."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self._layer: Any = None
        self._channel = ""
        self._joined: set[str] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._redraws: set[asyncio.Task[None]] = set()

    async def join(self, page: LivePage, key: str, listener: Listener) -> None:
        """Listen first, then draw: an event in between is drawn twice, never lost."""
        self._start()
        room = self.rooms.setdefault(key, Room(page, key))
        room.listeners.add(listener)  # before any wait, or the last to leave would close the room
        await self._subscribe(group_name(key))
        await room.welcome(listener)

    async def leave(self, key: str, listener: Listener) -> None:
        """Forget the listener, and the stream when nobody else has it open."""
        room = self.rooms.get(key)
        if room is None:
            return
        room.listeners.discard(listener)
        if not room.listeners:
            del self.rooms[key]
            await self._unsubscribe(group_name(key))
        if not self.rooms:
            await self._stop()

    def _start(self) -> None:
        if self._tasks:
            return
        self._layer = get_channel_layer()
        self._tasks = [
            asyncio.create_task(self._for_ever(work))
            for work in (self._receive, self._watch, self._beat)
        ]

    async def _stop(self) -> None:
        """End the work. Whoever comes meanwhile finds a hub that can start afresh."""
        tasks, self._tasks = self._tasks, []
        joined, self._joined = self._joined, set()
        channel, self._channel = self._channel, ""
        others = [task for task in tasks if task is not asyncio.current_task()]
        for task in others:  # the current one closes the last page; it ends by itself
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for name in joined:
            await self._discard(name, channel)

    async def _for_ever(self, work: Callable[[], Awaitable[None]]) -> None:
        """A lost layer or a locked database delays the work; it never ends it."""
        while self._is_on():
            try:
                await work()
            except Exception as error:  # noqa: BLE001 -- whatever it is, the pages stay alive
                log.warning("live hub: %s failed with %s", work.__name__, type(error).__name__)
                await asyncio.sleep(RETRY)

    def _is_on(self) -> bool:
        """Whether the task that asks has not been ended.

        To be cancelled is not enough: before Python 3.12 ``asyncio.wait_for``, by which
        redis-py waits, forgets a cancel that comes together with what it waits for.
        """
        return asyncio.current_task() in self._tasks

    # --- the layer: sooner ---------------------------------------------------------------

    async def _receive(self) -> None:
        if not self._channel:
            channel = await self._layer.new_channel("live")
            if not self._is_on():
                return
            self._channel = channel
            for name in (PEOPLE, *map(group_name, self.rooms)):
                await self._subscribe(name)
        if not self._is_on():
            return
        message = await self._layer.receive(self._channel)
        if message["type"] == "access.changed":
            await self._check(set(message["people"]))
        elif room := self.rooms.get(message["key"]):
            self._redraw(room)

    def _redraw(self, room: Room) -> None:
        task = asyncio.create_task(self._refreshed(room))
        self._redraws.add(task)
        task.add_done_callback(self._redraws.discard)

    async def _refreshed(self, room: Room) -> None:
        try:
            await room.refresh()
        except Exception as error:  # noqa: BLE001 -- the watcher tries again within a second
            log.warning("live hub: a redraw failed with %s", type(error).__name__)

    async def _subscribe(self, name: str) -> None:
        channel = self._channel
        if not channel or name in self._joined:
            return
        try:
            await self._layer.group_add(name, channel)
            if channel == self._channel:
                self._joined.add(name)
        except Exception as error:  # noqa: BLE001 -- the watcher carries the page meanwhile
            log.warning("live hub: joining failed with %s", type(error).__name__)

    async def _unsubscribe(self, name: str) -> None:
        if name in self._joined:
            self._joined.discard(name)
            await self._discard(name, self._channel)

    async def _discard(self, name: str, channel: str) -> None:
        try:
            await self._layer.group_discard(name, channel)
        except Exception as error:  # noqa: BLE001 -- an abandoned channel expires by itself
            log.warning("live hub: leaving failed with %s", type(error).__name__)

    # --- the database: certain -----------------------------------------------------------

    async def _watch(self) -> None:
        await asyncio.sleep(settings.LIVE_WATCH)
        steps = await database_sync_to_async(streams.current_of)(list(self.rooms))
        for key, room in list(self.rooms.items()):
            seq = steps.get(key, 0)
            if room.seq is not None and seq > room.seq:
                self._redraw(room)
            room.pulse(seq)
        for name in (PEOPLE, *map(group_name, list(self.rooms))):
            await self._subscribe(name)

    async def _beat(self) -> None:
        await asyncio.sleep(settings.LIVE_BEAT)
        await self._check(None)  # the only look that also lets a session stay

    async def _check(self, people: Collection[int] | None) -> None:
        """Close every page (of ``people``) whose session, factor or membership has ended."""
        for room in list(self.rooms.values()):
            try:
                await self._check_room(room, people)
            except Exception as error:  # noqa: BLE001 -- it keeps no page of another room open
                log.warning("live hub: a check failed with %s", type(error).__name__)

    async def _check_room(self, room: Room, people: Collection[int] | None) -> None:
        mine = {
            listener for listener in room.listeners if people is None or listener.person in people
        }
        if not mine:
            return
        ended = await database_sync_to_async(_unverified)(mine, room, beat=people is None)
        for listener in ended:
            await listener.end(SIGN_IN)
        if mine - ended:
            await room.refresh(only=mine - ended)


def _unverified(listeners: set[Listener], room: Room, *, beat: bool) -> set[Listener]:
    """Those whose session has ended. All are looked at together, as they came."""
    thing = room.page.find(room.key) if beat else None
    stay = thing is not None and room.page.keeps_signed_in(thing)
    ended: set[Listener] = set()
    for look in {listener.verified for listener in listeners}:
        together = {listener for listener in listeners if listener.verified == look}
        standing = look({listener.session for listener in together}, stay=stay)
        ended |= {listener for listener in together if listener.session not in standing}
    return ended


hub = Hub()
