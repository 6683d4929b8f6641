"""The same words on sockets: whoever opens any live page is sent nothing that is not for them."""

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings

from core import clock
from core.live.models import Stream
from core.live.room import GONE, SIGN_IN
from iag_portal.routing import websockets
from tests.canary.actions import belong, meet
from tests.canary.beginnings import decide, first_days, gather
from tests.canary.channels import texts
from tests.canary.oracle import Reader, may_find
from tests.canary.world import World
from tests.signing_in import session_key

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = (
    "Marjorie",
    "Colin",
    "Doreen",
    "Sally",
    "Rob",
    "Dele",
    "Hannah",
    "Piotr",
    "Gwen",
    "Nadia",
    "Adam",
    "Zainab",
)
PATIENCE = 20  # seconds


def prepare():
    """A meeting is open, on a topic that not everybody has opened; one person is shut out."""
    world = World()
    topics = first_days(world)
    decide(world, topics["open"])
    meeting = gather(world, topics)
    assert meet.start_item(world, "Marjorie", meeting, topics["briefed"])
    cookies = {name: session_key(world.browser(name, anew=True)) for name in PEOPLE}
    assert belong.suspend(world, "Adam", "Colin")
    return world, cookies, list(Stream.objects.order_by("key").values_list("key", flat=True))


async def sent(cookie, key):
    """All that the socket of one page says until it is quiet, and the code it closes with."""
    headers = [
        (b"origin", b"http://localhost"),
        (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode()),
    ]
    socket = WebsocketCommunicator(websockets, f"/stream/{key}/?after=0", headers=headers)
    await socket.connect(timeout=PATIENCE)
    answer = await socket.receive_output(timeout=PATIENCE)
    await socket.disconnect(timeout=PATIENCE)
    return answer.get("text", "").encode(), answer.get("code")


@pytest.mark.long("every person at every stream")
async def test_a_socket_sends_a_person_only_what_is_for_them():
    world, cookies, keys = await database_sync_to_async(prepare)()
    try:
        with clock.at(world.history.now):
            for name in PEOPLE:
                check(world, name, {key: await sent(cookies[name], key) for key in keys})
    finally:
        world.stop()


def check(world, name, answers):
    me = Reader(world.history, name)
    for key, (texts_heard, _code) in answers.items():
        for text in sorted(texts(texts_heard)):
            if not may_find(me, world.history.words[text]):
                world.fail(f"{name} was sent {world.meaning(text)} by the socket of {key}")
    closed = {key: code for key, (_said, code) in answers.items() if code}
    assert closed == due_to_close(world, me, answers), name


def due_to_close(world, me, keys):
    """Which pages close at once for this person, and with which code."""
    if me.person.out:
        return dict.fromkeys(keys, SIGN_IN)
    return {key: GONE for key in keys if not may_open(world, me, key)}


def may_open(world, me, key):
    kind, pk, space = (*key.split("."), "")[:3]
    if kind == "topic":
        topic = next(topic for topic in world.history.topics if topic.pk == int(pk))
        return me.inside(topic, space)
    meeting = next(meeting for meeting in world.history.meetings if meeting.pk == int(pk))
    return me.comes(meeting) and me.name in meeting.invited
