"""Row D14: the guard that holds for every test of the suite is shown to fail."""

import asyncio
import contextlib
import http.client
import smtplib
import socket
import threading
import urllib.request

import pytest

from tests import socket_guard
from tests.socket_guard import RequestLeft

ELSEWHERE = "192.0.2.1"  # kept for documentation: nobody is there
TRIES = {
    "a socket": lambda: socket.create_connection((ELSEWHERE, 80), timeout=0.1),
    "a name": lambda: socket.create_connection(("portal.example", 80), timeout=0.1),
    "a web page": lambda: urllib.request.urlopen(f"http://{ELSEWHERE}/", timeout=0.1),
    "an HTTP client": lambda: http.client.HTTPSConnection("example.org", timeout=0.1).request(
        "GET", "/"
    ),
    "a mail server": lambda: smtplib.SMTP(ELSEWHERE, timeout=0.1),
    "asyncio": lambda: asyncio.run(asyncio.open_connection(ELSEWHERE, 80)),
}


@pytest.mark.parametrize("reach", TRIES.values(), ids=TRIES)
def test_whoever_reaches_for_another_machine_is_stopped(reach):
    with pytest.raises(RequestLeft, match="is not this machine"):
        reach()
    assert len(socket_guard.taken()) == 1


def test_a_datagram_is_stopped_too():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, pytest.raises(RequestLeft):
        sender.sendto(b"hello", (ELSEWHERE, 53))
    assert socket_guard.taken() == [("socket.sendto", (ELSEWHERE, 53))]


def test_a_try_in_another_thread_that_swallows_the_error_is_seen():
    def quietly():
        with contextlib.suppress(Exception):
            socket.create_connection((ELSEWHERE, 80), timeout=0.1)

    thread = threading.Thread(target=quietly)
    thread.start()
    thread.join()
    assert [event for event, _ in socket_guard.taken()] == ["socket.getaddrinfo"]


@pytest.mark.parametrize(
    ("place", "stays"),
    [
        (("127.0.0.1", 80), True),
        (("127.8.8.8", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        ("/run/clamav/clamd.ctl", True),
        (b"\0abstract", True),
        (("127.0.0.1.example.org", 80), False),
        (("localhost.example.org", 80), False),
        (("10.0.0.1", 80), False),
        (("fe80::1%eth0", 80, 0, 2), False),
        (("169.254.169.254", 80), False),  # where clouds keep their keys
        ("example.org", False),
    ],
)
def test_what_is_this_machine(place, stays):
    assert socket_guard.stays(place) is stays


def test_a_server_named_for_the_tests_may_be_asked(monkeypatch):
    monkeypatch.setenv("IAG_DATABASE_URL", "postgresql://portal:secret@database:5432/portal")
    assert socket_guard.stays(("database", 5432))
    assert not socket_guard.stays(("another", 5432))
