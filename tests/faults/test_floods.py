"""Pages that talk too much, or never listen, cost the others nothing."""

import asyncio
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
import websockets

from iag_portal import start
from tests.faults.portal import free_port, until

pytestmark = pytest.mark.faults
FRAMES, LENGTH = 200, 4000  # of one flood; bytes of a frame that the server still takes
MEGABYTES = 20  # that a flood may cost


def memory(pid):
    """Megabytes that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def listen(person, port):
    address = f"ws://127.0.0.1:{port}/stream/{person.key}/?after=0"
    return websockets.connect(
        address, origin=person.portal.origin, additional_headers={"Cookie": person.cookie}
    )


async def flood(person):
    """Everything at once, without a look at what comes back; answers the close code."""
    async with listen(person, person.port) as socket:
        await socket.recv()
        sends = [socket.send("x" * LENGTH) for _ in range(FRAMES)]
        await asyncio.gather(*sends, return_exceptions=True)
        await socket.wait_closed()
        return socket.close_code


@pytest.mark.long("starts a web process, and measures its memory under a flood")
async def test_two_hundred_frames_at_once_close_the_socket_and_take_no_memory(portal_of, visit):
    portal = portal_of()
    portal.start_web(portal.port)
    person = await visit(portal, "member0", f"/meetings/{portal.meeting}/live/")
    await flood(person)  # what is loaded once is loaded now
    pid = portal.part("daphne")
    before = memory(pid)
    codes = [await flood(person) for _ in range(5)]
    after = memory(pid)

    assert set(codes) <= {4400, 1006}  # told why, or cut off in the midst of it
    assert after - before < MEGABYTES
    assert portal.part("daphne") == pid


@pytest.mark.long("starts a portal, and waits until it gives a page up")
async def test_a_page_that_never_answers_is_let_go(portal_of, visit):
    portal, port = portal_of(), free_port()
    options = ["--ping-interval", "1", "--ping-timeout", "1", "--verbosity", "0"]
    portal.run("-m", "daphne", "-p", str(port), *options, "asgi:application")
    until(lambda: portal.answers(port), portal.said)
    person = await visit(portal, "member0", f"/meetings/{portal.meeting}/live/", port)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [
        f"GET /stream/{person.key}/?after=0 HTTP/1.1", f"Host: localhost:{port}", f"Cookie: {person.cookie}",
        f"Origin: {portal.origin}", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ]  # fmt: skip
    writer.write("\r\n".join([*lines, "", ""]).encode())
    opened = await reader.readuntil(b"\r\n\r\n")
    began = time.monotonic()
    async with asyncio.timeout(10):
        with suppress(ConnectionResetError):
            while await reader.read(65536):
                pass  # and no pong
    writer.close()

    assert opened.startswith(b"HTTP/1.1 101")
    assert time.monotonic() - began < 10


def test_the_portal_itself_lets_it_go_within_45_seconds():
    command = start.web_command("127.0.0.1", 8000)
    counters = {
        name: command[command.index(name) + 1] for name in ("--ping-interval", "--ping-timeout")
    }

    assert sum(map(int, counters.values())) <= 45
