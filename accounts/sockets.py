"""Who is on the other end of a socket, now."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from channels.db import database_sync_to_async
from channels.sessions import CookieMiddleware
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, load_backend
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare

from accounts.backends import FactorMiddleware
from accounts.queries import agreement_to_accept
from core.live.room import SIGN_IN

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from accounts.models import User


GATE = FactorMiddleware(HttpResponse)  # we only ask it a question


def verified_user(session_key: str | None, *, stay: bool = False) -> User | None:
    """The active person of this session, second factor shown and agreement accepted, or None.

    It only reads: a socket cannot set cookies, so it must neither flush nor cycle the
    session (Channels' own ``get_user`` flushes it after a rotation of the secret key).

    :param stay: a live meeting is open there: the session does not run out meanwhile.
    """
    if not session_key:
        return None
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    session = dict(store.load())
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    user: Any = load_backend(session[BACKEND_SESSION_KEY]).get_user(session.get(SESSION_KEY))
    if user is None or not _same_password(user, session.get(HASH_SESSION_KEY, "")):
        return None
    user = GATE._verify_user_sync(SimpleNamespace(session=session), user)  # noqa: SLF001 -- pinned by tests
    if not user.is_verified() or agreement_to_accept(user):
        return None
    if stay:
        store.stay(in_meeting=True)
    return user  # type: ignore[no-any-return]


def _same_password(user: User, told: str) -> bool:
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(told, one) for one in hashes)


def still_verified(session_key: str, person_id: int, *, stay: bool = False) -> bool:
    """Whether this session still belongs to that person, checked in full."""
    user = verified_user(session_key, stay=stay)
    return user is not None and user.pk == person_id


class VerifiedUserMiddleware:
    """Let only verified sessions through; the scope gains ``user`` and ``verified``.

    ``verified`` is a synchronous function that checks the session again, in full. A
    socket that may not pass is accepted and then closed with 4401, because a page
    cannot read why a handshake was refused.
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
        user = await database_sync_to_async(verified_user)(key)
        if user is None:
            await receive()  # websocket.connect
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": SIGN_IN})
            return
        verified = partial(still_verified, key, user.pk)
        await self.inner({**scope, "user": user, "verified": verified}, receive, send)
