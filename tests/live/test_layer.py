"""The layer only makes it faster: what it loses costs a moment, never a change."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from channels.layers import get_channel_layer
from django.db import connection

from accounts import actions as accounts
from accounts.models import Membership
from core.live.hub import hub
from core.live.room import GONE
from meetings import actions
from tests.live.conftest import do
from tests.live.open_page import fresh
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broken_layer(monkeypatch):
    """Nothing gets through, and every try fails, as with a dead Redis."""

    async def fail(*args, **kwargs):
        raise ConnectionError("no layer")

    for name in ("group_send", "group_add", "group_discard"):
        monkeypatch.setattr(get_channel_layer(), name, fail)


async def test_what_goes_through_the_layer_is_where_to_look_and_no_word(
    people, open_meeting, monkeypatch
):
    sent = []

    async def keep(name, message):
        sent.append((name, message))

    monkeypatch.setattr(get_channel_layer(), "group_send", keep)
    item = await do(open_meeting.agenda.get, number=2)
    await do(actions.declare_interest, actor=people.member, item=item, reason="Lobelia")
    place = await do(Membership.objects.get, user=people.member)
    await do(accounts.end_membership, actor=people.chair, membership=place)

    keys = {message["key"] for name, message in sent if message["type"] == "stream.changed"}
    rest = [entry for entry in sent if entry[1]["type"] != "stream.changed"]
    assert rest == [("people", {"type": "access.changed", "people": [people.member.pk]})]
    assert open_meeting.stream in keys
    assert {(name, *message) for name, message in sent if name != "people"} == {
        (f"stream.{key}", "type", "key") for key in keys
    }
    assert [key for key in keys if not re.fullmatch(r"[a-z]+\.\d+(?:\.[a-z]+)?", key)] == []


async def test_without_a_layer_the_watcher_brings_the_change(
    people, open_meeting, window, quick, broken_layer
):
    page = await window(people.member, open_meeting.stream)

    await do(actions.raise_hand, actor=people.officer, meeting=open_meeting)
    await page.until(lambda it: it.frames)

    assert page.regions == await do(fresh, open_meeting.stream, people.member)


async def test_without_a_layer_the_press_of_a_button_still_succeeds(
    people, open_meeting, window, quick, broken_layer
):
    page = await window(people.member, open_meeting.stream)
    client = await do(signed_in, people.officer)
    address = f"/meetings/{open_meeting.pk}/live/hand/"

    answer = await do(client.post, address, headers={"hx-request": "true"})
    await page.until(lambda it: it.frames)

    assert answer.status_code == 204
    assert "Dele Adeyemi" in page.regions["queue"]


async def test_without_a_layer_leaving_is_seen_within_the_beat(
    people, open_meeting, window, quick, broken_layer
):
    page = await window(people.member, open_meeting.stream)
    membership = await do(Membership.objects.get, user=people.member, group=people.group)

    await do(accounts.end_membership, actor=people.chair, membership=membership)
    await page.until(lambda it: it.code)

    assert page.code == GONE


async def test_when_the_layer_comes_back_the_hub_joins_its_groups_again(
    people, open_meeting, window, settings, monkeypatch
):
    settings.LIVE_WATCH, settings.LIVE_BEAT = 0.05, 3600
    layer = get_channel_layer()
    real = layer.group_add
    joined = asyncio.Event()
    broken = True

    async def group_add(name, channel):
        if broken:
            raise ConnectionError
        await real(name, channel)
        if {name, *hub._joined} >= {"people", f"stream.{open_meeting.stream}"}:
            joined.set()

    monkeypatch.setattr(layer, "group_add", group_add)
    page = await window(people.member, open_meeting.stream)
    broken = False
    await asyncio.wait_for(joined.wait(), 10)
    membership = await do(Membership.objects.get, user=people.member, group=people.group)

    await do(accounts.end_membership, actor=people.chair, membership=membership)
    await page.until(lambda it: it.code)

    assert page.code == GONE


async def test_an_action_of_another_process_is_seen_without_any_message(
    people, open_meeting, window, quick, monkeypatch
):
    """A thread that knows nothing of our loop, as a job in another process knows nothing of it."""
    monkeypatch.setattr("core.emit.publish", lambda keys, people: None)
    page = await window(people.member, open_meeting.stream)

    def action():
        try:
            actions.raise_hand(actor=people.officer, meeting=open_meeting)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        await asyncio.wrap_future(elsewhere.submit(action))
    await page.until(lambda it: it.frames)

    assert page.regions == await do(fresh, open_meeting.stream, people.member)


async def test_a_redraw_that_fails_is_tried_again(
    people, open_meeting, window, quick, counted, monkeypatch
):
    page = await window(people.member, open_meeting.stream)
    real, failures = counted.draw_for_each, iter([True, True])

    def draw(*args):
        if next(failures, False):
            raise RuntimeError("the database is locked")
        return real(*args)

    monkeypatch.setattr(counted, "draw_for_each", draw)
    await do(actions.raise_hand, actor=people.officer, meeting=open_meeting)
    await page.until(lambda it: it.frames)

    assert next(failures, None) is None
    assert "Dele Adeyemi" in page.regions["queue"]


async def test_a_change_of_rights_just_after_the_news_was_read_is_not_lost(
    people, open_meeting, ama, window, slow, counted, monkeypatch
):
    """The item in which Ama is recused starts in the very middle of a redraw."""
    item = await do(open_meeting.agenda.get, number=2)
    await do(actions.declare_interest, actor=ama, item=item, reason="I work there.")
    page = await window(ama, open_meeting.stream)
    real, once = counted.audiences, iter([True])

    def audiences(thing, asked):
        answer = real(thing, asked)
        if next(once, False):
            actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
        return answer

    monkeypatch.setattr(counted, "audiences", audiences)
    await do(actions.raise_hand, actor=people.officer, meeting=open_meeting)
    await page.until(lambda it: "You declared an interest" in it.regions["hand"])

    assert page.regions == await do(fresh, open_meeting.stream, ama)


async def test_a_layer_that_does_not_hear_that_nobody_is_left_keeps_no_page_open(
    people, open_meeting, window, monkeypatch
):
    """Python 3.11's ``wait_for``, which redis-py waits by, swallows a cancel that comes with the answer."""
    layer, new_channel = get_channel_layer(), get_channel_layer().new_channel

    async def deaf(prefix):
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        return await new_channel(prefix)

    monkeypatch.setattr(layer, "new_channel", deaf)
    page = await window(people.stranger, open_meeting.stream)
    await page.until(lambda it: it.code)

    assert (page.code, hub._channel) == (GONE, "")
