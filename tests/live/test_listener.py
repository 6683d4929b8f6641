"""One socket's small queue: the latest state wins, and a slow reader holds one copy of each region."""

import asyncio
import json

import pytest

from iag_portal.live.room import Frame, Listener


@pytest.fixture
def listener():
    async def close(code):
        raise ConnectionError

    return Listener(person=7, verified=lambda: True, close=close, seq=4)


async def test_a_frame_comes_out_as_it_was_encoded_for_all(listener):
    frame = Frame(4, 5, {"queue": "<ol>5</ol>"})
    text = frame.encode()

    listener.put(frame, text)

    assert listener.seq == 5
    assert await listener.get() is text


async def test_frames_that_wait_are_merged_and_the_latest_wins(listener):
    listener.put(Frame(4, 5, {"queue": "five", "now": "five"}), "text of five")
    listener.put(Frame(5, 6, {"queue": "six"}), "text of six")
    listener.put(Frame(6, 9, {"round": "nine"}), "text of nine")

    assert json.loads(await listener.get()) == {
        "after": 4,
        "seq": 9,
        "regions": {"queue": "six", "now": "five", "round": "nine"},
    }


async def test_after_a_merge_the_next_frame_follows_on(listener):
    listener.put(Frame(4, 5, {"queue": "five"}), "text")
    listener.put(Frame(5, 6, {"queue": "six"}), "text")
    await listener.get()

    listener.put(Frame(6, 7, {"queue": "seven"}), "text of seven")

    assert await listener.get() == "text of seven"


async def test_it_waits_until_there_is_something(listener):
    waiting = asyncio.create_task(listener.get())
    await asyncio.sleep(0)
    assert not waiting.done()

    listener.put(Frame(4, 5, {"queue": "five"}))

    assert json.loads(await waiting)["seq"] == 5


async def test_closing_a_socket_that_has_gone_by_itself_disturbs_nobody(listener):
    await listener.end(4404)
