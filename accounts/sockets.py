"""Who is on the other end of a socket, now."""

from __future__ import annotations

import asyncio
from copy import copy
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from channels.db import database_sync_to_async
from channels.sessions import CookieMiddleware
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare

from accounts.backends import Backend, FactorMiddleware
from accounts.queries import agreement_to_accept
from accounts.sessions import SessionStore
from core.live.room import SIGN_IN, Session
from core.numbers import number

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from accounts.models import User


GATE = FactorMiddleware(HttpResponse)  # we only ask it a question


def verified_users(session_keys: Collection[str]) -> dict[str, User]:
    """The active person of each of these sessions, by its key; whoever is not verified is absent.

    Verified is: second factor shown and agreement accepted. Two queries for most, however many
    sessions. It only reads: a socket cannot set cookies, so it must neither flush nor cycle the
    session (Channels' own ``get_user`` flushes it after a rotation of the secret key).
    """
    sessions = {
        key: session
        for key, session in SessionStore.load_all(session_keys).items()
        if session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    }
    people = Backend().get_users(
        {number(session.get(SESSION_KEY)) for session in sessions.values()}
    )
    verified = {}
    for key, session in sessions.items():
        person = people.get(number(session.get(SESSION_KEY)))
        if person is None or not _same_password(person, session.get(HASH_SESSION_KEY, "")):
            continue
        # Its own copy: the same person may have another session that is not verified.
        user = GATE._verify_user_sync(SimpleNamespace(session=session), copy(person))  # noqa: SLF001 -- pinned by tests
        if user.is_verified() and not agreement_to_accept(user):
            verified[key] = user
    return verified


def _same_password(user: User, session_hash: str) -> bool:
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(session_hash, known_hash) for known_hash in hashes)


def still_verified(sessions: Collection[Session], *, stay: bool = False) -> set[Session]:
    """Those of ``sessions`` that still belong to their person, checked in full.

    Two queries for most, however many sessions, and one more to let them stay.

    :param stay: a live meeting is open there: they do not run out meanwhile.
    """
    people = verified_users({key for key, _person in sessions})
    standing = {
        (key, person) for key, person in sessions if key in people and people[key].pk == person
    }
    if stay:
        SessionStore.stay_in_meeting({key for key, _person in standing})
    return standing


class SharedLook:
    """Sessions of sockets that come at the same moment are looked at together.

    After a server was lost, everybody comes back at once.
    """

    def __init__(self) -> None:
        self._keys: set[str] = set()  # for the next look
        self._next: asyncio.Task[dict[str, User]] | None = None
        self._now: asyncio.Task[dict[str, User]] | None = None

    async def at(self, session_key: str) -> User | None:
        """The verified person of this session, or None."""
        self._keys.add(session_key)
        if self._next is None:
            self._next = asyncio.create_task(self._look(after=self._now))
        people = await asyncio.shield(self._next)  # whoever leaves takes it from nobody else
        return people.get(session_key)

    async def _look(self, after: asyncio.Task[dict[str, User]] | None) -> dict[str, User]:
        if after is not None:
            await asyncio.wait([after])  # those who come meanwhile are looked at together
        keys, self._keys = self._keys, set()
        self._now, self._next = self._next, None
        try:
            return await database_sync_to_async(verified_users)(keys)
        finally:
            self._now = None  # a task that is kept keeps its loop


_LOOKS: WeakKeyDictionary[asyncio.AbstractEventLoop, SharedLook] = WeakKeyDictionary()


def shared_look() -> SharedLook:
    """That of this event loop."""
    return _LOOKS.setdefault(asyncio.get_running_loop(), SharedLook())


class VerifiedUserMiddleware:
    """Let only verified sessions through; the scope gains ``session`` and ``verified``.

    ``session`` is its key and whose it is; the row of the person would only grow old there, as
    long as the page is open. ``verified`` is ``still_verified``, which checks any number of
    sessions again, together. A socket that may not pass is accepted and then closed with 4401,
    because a page cannot read why a handshake was refused.
    """

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self._with_cookies = CookieMiddleware(self._enter)

    async def __call__(
        self,
        scope: Any,
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        await self._with_cookies(scope, receive, send)

    async def _enter(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        key = scope["cookies"].get(settings.SESSION_COOKIE_NAME)
        session = await _session(key) if key else None
        if session is None:
            await receive()  # websocket.connect
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": SIGN_IN})
            return
        # No copy: each would stay as long as the page is open, a thousand times.
        scope |= {"session": session, "verified": still_verified}
        await self.inner(scope, receive, send)


async def _session(key: str) -> Session | None:
    person = await shared_look().at(key)
    return (key, person.pk) if person else None
