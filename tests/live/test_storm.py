"""After a lost network everybody comes back at once: nobody is looked after one by one."""

import asyncio

import pytest
from asgiref.sync import SyncToAsync

from core.live import pages, streams
from core.live.consumers import NOT_HEARD, stream
from core.live.hub import hub
from core.live.room import Listener, Room
from tests.live.open_page import EmptyPage


async def sent_by_a_socket(*messages):
    """What a socket answers when the page sends ``messages``."""
    scope = {
        "url_route": {"kwargs": {"key": "meeting.7"}},
        "query_string": b"after=4",
        "session": ("key", 1),
        "verified": None,
    }
    received, sent = iter(["websocket.connect", *messages]), []

    async def receive():
        return {"type": next(received)}

    async def send(message):
        sent.append((message["type"], message.get("code")))

    await stream(scope, receive, send)
    return sent


async def test_a_socket_goes_to_no_thread_of_its_own(monkeypatch):
    ways, joined = [], []

    async def join(_page, _key, listener):
        joined.append((listener.person, listener.seq))

    monkeypatch.setattr(SyncToAsync, "__call__", lambda *call: ways.append(call))
    monkeypatch.setattr(hub, "join", join)

    sent = await sent_by_a_socket("websocket.receive", "websocket.disconnect")

    assert sent == [("websocket.accept", None), ("websocket.close", NOT_HEARD)]
    assert (joined, ways) == ([(1, 4)], [])


@pytest.mark.django_db
async def test_a_socket_that_could_not_be_welcomed_is_forgotten(monkeypatch):
    def fail(*_which):
        raise ConnectionError

    monkeypatch.setitem(pages._PAGES, "meeting", EmptyPage())
    monkeypatch.setattr(streams, "news", fail)

    with pytest.raises(ConnectionError):
        await sent_by_a_socket("websocket.disconnect")

    assert hub.rooms == {}


@pytest.mark.django_db
async def test_those_who_come_during_a_look_share_the_next_one(monkeypatch):
    """Each says where its page stands: nobody asks the database for one socket alone."""
    looked_after = []
    monkeypatch.setattr(
        streams, "news", lambda _key, after: looked_after.append(after) or (9, {"event"})
    )
    room = Room(EmptyPage(), "meeting.7")
    crowd = [Listener(("key", seq), None, None, seq) for seq in (4, 6, 8, 10**17)]
    room.listeners.update(crowd)

    await asyncio.gather(*map(room.welcome, crowd))

    assert looked_after == [4, 6]
    assert [each.seq for each in crowd] == [4, 6, 8, 9]  # none is ahead of us
    assert room.seq == 9


@pytest.mark.django_db
async def test_a_page_that_says_it_is_ahead_keeps_the_room_where_the_stream_is(monkeypatch):
    monkeypatch.setattr(streams, "news", lambda _key, after: (after, frozenset()))
    monkeypatch.setattr(streams, "current", lambda _key: 5)
    room = Room(EmptyPage(), "meeting.7")
    odd = Listener(("key", 1), None, None, 10**17)
    room.listeners.add(odd)

    await room.welcome(odd)

    assert (room.seq, odd.seq) == (5, 5)
