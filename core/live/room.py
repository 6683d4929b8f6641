"""One watched stream in one web process: who has it open, and what they were last sent."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from channels.db import database_sync_to_async
from django.conf import settings

from core.live import streams

if TYPE_CHECKING:
    from core.live.pages import Audience, LivePage, Regions

log = logging.getLogger(__name__)
GONE = 4404  # close code: not there, or no longer there for this person
PULSE = '{"pulse": true}'  # nothing new, and looked for: a page may say that it is up to date
SIGN_IN = 4401  # close code: the session, its second factor or the account has ended


Session: TypeAlias = tuple[str, int]  # its key, and whose it was when the socket was opened


class Look(Protocol):
    """Answers those of ``sessions`` that still belong to their person, checked in full."""

    def __call__(self, sessions: Collection[Session], *, stay: bool = False) -> set[Session]: ...


class Frame(NamedTuple):
    """What one audience is sent: the regions that changed between two steps."""

    after: int
    seq: int
    regions: Regions

    def encode(self) -> str:
        """The JSON that the socket and the polling twin answer."""
        return json.dumps({"after": self.after, "seq": self.seq, "regions": self.regions})


@dataclass(eq=False, slots=True)
class Listener:
    """One open page of one person.

    Frames wait here for its socket. A newer frame is merged into one that still waits,
    so that a slow reader delays nobody and holds one copy of each region at the most.
    """

    session: Session
    verified: Look
    close: Callable[[int], Awaitable[None]]
    seq: int  # as the page says, until somebody has looked
    audience: Audience | None = None
    _waiting: Frame | None = None
    _text: str | None = None
    _ready: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, frame: Frame, text: str | None = None) -> None:
        """Queue ``frame``; ``text`` is its encoding where others are sent the same."""
        if self._waiting is None:
            self._waiting, self._text = frame, text
        else:
            merged = {**self._waiting.regions, **frame.regions}
            self._waiting, self._text = Frame(self._waiting.after, frame.seq, merged), None
        self.seq = frame.seq
        self._ready.set()

    def pulse(self) -> None:
        """Say that nothing is new; a frame that waits says more."""
        if self._waiting is None:
            self._text = PULSE
            self._ready.set()

    @property
    def person(self) -> int:
        """Whose page it is."""
        return self.session[1]

    async def end(self, code: int) -> None:
        """Close the socket; one that has gone by itself keeps nobody else waiting."""
        try:
            await self.close(code)
        except Exception as error:  # noqa: BLE001 - whatever a server raises for a lost connection
            log.info("live: closing a socket failed with %s", type(error).__name__)

    async def get(self) -> str:
        """Wait for the next frame, and take it."""
        await self._ready.wait()
        self._ready.clear()
        frame, text = self._waiting, self._text
        self._waiting = self._text = None
        if text is not None:
            return text
        if frame is None:  # pragma: no cover -- the event is only set with a frame or a pulse
            raise RuntimeError("A listener was woken without a frame.")
        return frame.encode()


class Drawing(NamedTuple):
    """The outcome of one look at a stream, for everybody who has it open."""

    seq: int
    audiences: dict[int, Audience]
    changed: dict[Audience, Regions]
    whole: dict[Audience, Regions]


class Room:
    """Everybody in this process who has one live page open.

    :ivar seq: the step to which everybody has been brought, but those who are still being
        welcomed; None until somebody has looked.
    """

    def __init__(self, page: LivePage, key: str, seq: int | None = None) -> None:
        self.page = page
        self.key = key
        self.seq = seq
        self.listeners: set[Listener] = set()
        self._drawing = asyncio.Lock()
        self._again = False
        self._new: set[Listener] = set()
        self._welcoming = asyncio.Lock()
        self._pulse_at = monotonic() + settings.LIVE_PULSE

    def pulse(self, seq: int) -> None:
        """Tell everybody, when it is time, that the database stands at ``seq`` and so do they.

        A room that could not be drawn stays behind and says nothing: its pages are not up to date.
        Nor may a page be for which nobody has looked yet.
        """
        if self.seq is None or seq > self.seq or monotonic() < self._pulse_at:
            return
        self._pulse_at = monotonic() + settings.LIVE_PULSE
        for listener in self.listeners:
            if listener.audience is not None:
                listener.pulse()

    async def welcome(self, listener: Listener) -> None:
        """Bring a new listener to the present; those who come at the same time share one look.

        A lost server or network brings everybody back within a second.
        """
        self._new.add(listener)
        async with self._welcoming:
            if listener not in self._new:
                return  # the look of somebody who came before was for this one too
            together, self._new = self._new, set()
            try:
                await self.refresh(only=together)
            except BaseException:
                self._new |= together - {listener}  # the next of them looks
                raise

    async def refresh(self, *, only: set[Listener] | None = None) -> None:
        """Look once at the stream and send each audience what changed for it.

        :param only: some of the listeners, such as new ones; the step of the room, which
            stands for all, stays where it is, but at the first look.

        Calls that come while one look is under way share the next one.
        """
        if only is None and self._drawing.locked():
            if self._again:
                return
            self._again = True
        async with self._drawing:
            if only is None:
                self._again = False
            listeners = [
                listener for listener in (only or self.listeners) if listener in self.listeners
            ]
            if not listeners:
                return
            after = min(listener.seq for listener in listeners)
            known: dict[int, set[Audience | None]] = {}
            for listener in listeners:
                known.setdefault(listener.person, set()).add(listener.audience)
            drawing = await database_sync_to_async(self._draw)(after, known)
            if only is None or self.seq is None:
                self.seq = max(self.seq or 0, drawing.seq)
            await self._send(listeners, drawing)

    def _draw(self, after: int, known: dict[int, set[Audience | None]]) -> Drawing:
        """One set query for the rights, then each region once for each audience."""
        seq, events = streams.news(self.key, after)  # first: what comes later is sent again
        if not events:
            seq = min(after, streams.current(self.key))  # a page may say that it is ahead of us
        thing = self.page.find(self.key)
        audiences = {} if thing is None else dict(self.page.audiences(thing, known.keys()))
        names = self.page.changed_by(events)
        moved = {
            audience for person, audience in audiences.items() if known[person] - {None, audience}
        }
        present = set(audiences.values())
        whole = self.page.draw_for_each(thing, moved, self.page.every_region())
        changed = self.page.draw_for_each(thing, present - moved, names)
        changed |= {a: {name: regions[name] for name in names} for a, regions in whole.items()}
        return Drawing(seq, audiences, changed, whole)

    async def _send(self, listeners: list[Listener], drawing: Drawing) -> None:
        texts: dict[tuple[Audience, int, bool], str] = {}
        for listener in listeners:
            if listener not in self.listeners:
                continue  # it was closed while this was drawn
            audience = drawing.audiences.get(listener.person)
            if audience is None:
                await listener.end(GONE)
                continue
            moved = listener.audience not in (None, audience)
            listener.audience = audience
            listener.seq = min(listener.seq, drawing.seq)
            regions = (drawing.whole if moved else drawing.changed)[audience]
            if moved or (regions and drawing.seq > listener.seq):
                frame = Frame(listener.seq, drawing.seq, regions)
                alike = (audience, listener.seq, moved)
                if alike not in texts:
                    texts[alike] = frame.encode()
                listener.put(frame, texts[alike])
