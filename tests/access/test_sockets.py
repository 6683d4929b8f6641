"""Each socket lets in exactly whom its polling twin answers, by the same row of the table."""

import asyncio

import pytest
from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer
from channels.testing import WebsocketCommunicator
from django.conf import settings

from core.live.hub import hub
from iag_portal.routing import websockets
from tests.access import table
from tests.access.people import PEOPLE
from tests.access.rows.live import CASES
from tests.access.test_pages import KEPT_FROM, WORDS
from tests.signing_in import session_key

pytestmark = pytest.mark.django_db
ORIGIN = b"http://localhost"
PATIENCE = 20  # seconds, for a busy machine; nothing waits that long when all is well
GATE, GONE = 4401, 4404  # close codes
MEANS = {"yes": 0, "404": GONE, "sign in": GATE, "second step": GATE, "agree": GATE}


async def open_socket(key, session):
    """The close code, 0 when it stays open, and the first words that it brings."""
    headers = [(b"origin", ORIGIN)]
    if session:
        headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode()))
    socket = WebsocketCommunicator(websockets, f"/stream/{key}/?after=0", headers=headers)
    assert (await socket.connect(timeout=PATIENCE))[0]
    async with asyncio.timeout(PATIENCE):
        while socket.output_queue.empty() and not waits_for_news(key):  # noqa: ASYNC110 -- no event
            await asyncio.sleep(0)
    frame = {} if socket.output_queue.empty() else await socket.receive_output(timeout=PATIENCE)
    await socket.disconnect(timeout=PATIENCE)
    return frame.get("code", 0), frame.get("text", "")


def waits_for_news(key):
    """Whether somebody has been let into a page that draws nothing again."""
    room = hub.rooms.get(key)
    quiet = key.startswith("glass.")
    return quiet and room and all(listener.audience is not None for listener in room.listeners)


def keep():
    """Leave the connection open, as Django's test client does."""


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.why)
def answers(request, world):
    """What the socket of one stream says to each kind of person; and the stream."""
    by_person = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("channels.db.close_old_connections", keep)  # the world stands on it
        # Each socket here has a loop of its own, over which no connection to Redis lives; sockets
        # on Redis are those of tests/live.
        patch.setattr("core.live.hub.get_channel_layer", InMemoryChannelLayer)
        for who in PEOPLE:
            key = request.param.given(world, who)["key"]
            session = session_key(world.client[who]) if who != "anonymous" else ""
            by_person[who] = async_to_sync(open_socket)(key, session)
    assert hub.rooms == {}
    return request.param, by_person


def test_a_socket_lets_in_whom_the_table_lets_in(answers):
    case, by_person = answers
    row = table.read("portal")[case.title, "GET"]

    assert {who: code for who, (code, _text) in by_person.items()} == {
        who: MEANS[row[who]] for who in PEOPLE
    }


def test_a_socket_brings_no_word_to_whom_it_is_not_for(answers):
    _case, by_person = answers
    heard = {
        (who, name)
        for who, (_code, text) in by_person.items()
        for name in KEPT_FROM.get(who, ())
        if WORDS[name] in text
    }

    assert heard == set()
