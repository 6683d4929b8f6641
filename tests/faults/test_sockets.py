"""Sockets of a real server: they speak at length and hear nothing."""

import json

import pytest
import websockets

pytestmark = pytest.mark.faults
LONGEST_IN = 4096  # bytes


@pytest.fixture
async def person(portal_of, visit):
    portal = portal_of()
    portal.start_web(portal.port)
    return await visit(portal, "member0", f"/meetings/{portal.meeting}/live/")


def listen(person):
    address = f"ws://127.0.0.1:{person.port}/stream/{person.key}/?after=0"
    headers = {"Cookie": person.cookie}
    return websockets.connect(address, origin=person.portal.origin, additional_headers=headers)


@pytest.mark.long("starts a web process of its own")
async def test_a_region_longer_than_what_a_page_may_say_arrives_and_a_page_may_say_nothing(person):
    async with listen(person) as socket:
        text = await socket.recv()
        assert len(text) > LONGEST_IN
        assert json.loads(text)["seq"] == person.seq
        await socket.send("hello")
        await socket.wait_closed()
    assert socket.close_code == 4400
    async with listen(person) as socket:
        await socket.send("x" * (LONGEST_IN + 1))
        await socket.wait_closed()
    assert socket.close_code != 4400  # cut off by the server, before the portal read a word
