"""Real sockets of verified sessions; ``open_socket`` is a fixture of the folder."""

import json

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator

from core.live.hub import hub
from iag_portal.routing import websockets
from tests.signing_in import session_key, signed_in

ORIGIN = b"http://localhost"
PATIENCE = 20  # seconds, for a busy machine; nothing waits that long when all is well


@pytest.fixture
def open_socket(settings):
    """``await open_socket(user, key)``: a socket of the stream in a verified session of theirs."""
    opened = []

    async def enter(user, key, after=0):
        cookie = await database_sync_to_async(lambda: session_key(signed_in(user)))()
        socket = WebsocketCommunicator(
            websockets,
            f"/stream/{key}/?after={after}",
            headers=[
                (b"origin", ORIGIN),
                (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode()),
            ],
        )
        assert (await socket.connect(timeout=PATIENCE))[0]
        opened.append(socket)
        return socket

    yield enter
    assert hub.rooms == {}, "a test left its sockets open"


def do(action, **fields):
    return database_sync_to_async(action)(**fields)


async def frame(socket):
    return json.loads(await socket.receive_from(timeout=PATIENCE))


async def closed_with(socket):
    return (await socket.receive_output(timeout=PATIENCE))["code"]
