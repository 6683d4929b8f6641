"""One socket's small queue: the latest state wins, and a slow reader holds one copy of each region."""

import asyncio
import json

import pytest

from core.live.room import Frame, Listener, Room
from iag_portal.settings import LIVE_PULSE, LIVE_TIMES, LIVE_WATCH
from tests.live.open_page import EmptyPage


@pytest.fixture
def listener():
    async def close(code):
        raise ConnectionError

    return Listener(session=("key", 7), verified=lambda them: them, close=close, seq=4)


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


async def test_a_pulse_says_that_nothing_is_new(listener):
    listener.pulse()

    assert json.loads(await listener.get()) == {"pulse": True}
    assert listener.seq == 4


@pytest.mark.parametrize("first", ["pulse", "frame"])
async def test_a_frame_that_waits_takes_the_place_of_a_pulse(listener, first):
    frame = Frame(4, 5, {"queue": "five"})
    acts = [listener.pulse, lambda: listener.put(frame)]
    for act in acts if first == "pulse" else reversed(acts):
        act()

    assert json.loads(await listener.get())["seq"] == 5
    assert not listener._ready.is_set()


async def test_a_room_that_is_behind_does_not_say_that_it_is_up_to_date(listener, settings):
    settings.LIVE_PULSE = 0
    room = Room(page=None, key="meeting.7", seq=4)
    listener.audience = ("member",)
    room.listeners.add(listener)

    room.pulse(5)
    behind = listener._ready.is_set()
    room.pulse(4)

    assert (behind, listener._ready.is_set()) == (False, True)


@pytest.mark.django_db(transaction=True)
async def test_a_page_that_is_still_being_welcomed_is_not_told_that_nothing_is_new(
    listener, settings
):
    """It was drawn at a step of its own, and nobody has looked yet what came after that."""
    settings.LIVE_PULSE = 0
    passes = []

    class Page(EmptyPage):
        def audiences(self, _thing, people):
            passes.append(room.pulse(4) or listener._ready.is_set())
            return super().audiences(_thing, people)

    room = Room(page=Page(), key="meeting.7", seq=4)
    room.listeners.add(listener)
    await room.welcome(listener)
    room.pulse(4)

    assert (passes, listener._ready.is_set()) == ([False], True)


@pytest.mark.django_db(transaction=True)
async def test_a_page_that_is_closed_while_somebody_looks_gets_no_more(listener):
    """Its session has ended, or its person was suspended, after the look began."""

    class Page(EmptyPage):
        def audiences(self, _thing, people):
            room.listeners.discard(listener)
            return super().audiences(_thing, people)

        def every_region(self):
            return {"queue"}

        def draw_for_each(self, _thing, audiences, regions):
            return dict.fromkeys(audiences, dict.fromkeys(regions, "said among members"))

    room = Room(page=Page(), key="meeting.7", seq=4)
    listener.audience = ("guest",)
    room.listeners.add(listener)
    await room.refresh()

    assert (listener._waiting, listener.audience) == (None, ("guest",))


def test_with_the_times_of_production_a_dead_line_is_told_within_40_seconds():
    silence, answer, poll = (LIVE_TIMES[name] for name in ("silence", "answer", "poll"))

    assert silence + answer <= 40_000 - 1_000  # a second until it is said
    assert poll + answer <= 40_000 - 1_000
    # One late second of the watcher and a slow line are no loss.
    assert silence >= (LIVE_PULSE + 2 * LIVE_WATCH) * 1000 + 5_000
