"""No request leaves this machine while tests run: whoever tries is stopped and named.

An audit hook of Python itself, so that no library can go round it: sockets made in C, by asyncio
or by a worker's child raise the same events. Programs that are not Python (LibreOffice, Chromium)
are counted by the servers of their own tests.
"""

import ipaddress
import os
import socket
import sys
from urllib.parse import urlsplit

HERE = {"", "localhost", "testserver", socket.gethostname()}
NAMED = ("IAG_DATABASE_URL", "IAG_REDIS_URL")  # the servers that script/test --postgres starts
EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"}

attempts = []  # of this process: event and place


class RequestLeft(AssertionError):
    """Somebody tried to reach another machine."""


def stays(place):
    """Whether a place of a connection is this machine, or a server named for the tests."""
    if place is None or isinstance(place, bytes) or (isinstance(place, str) and place[:1] in "/\0"):
        return True  # a unix socket, or no place at all
    host = str(place[0] if isinstance(place, tuple) else place).partition("%")[0]
    named = {urlsplit(os.environ.get(name, "")).hostname for name in NAMED}
    if host in HERE or host in named:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def watch(event, args):
    if event not in EVENTS:
        return
    place = args[0] if event == "socket.getaddrinfo" else args[1]
    host = place.decode() if event == "socket.getaddrinfo" and isinstance(place, bytes) else place
    if not stays(host):
        attempts.append((event, host))
        raise RequestLeft(f"{event}: {host} is not this machine")


def guard():
    """Watch this process, once and for ever."""
    sys.addaudithook(watch)


def taken():
    """What was tried since the last look."""
    made, attempts[:] = list(attempts), []
    return made
