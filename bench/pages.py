"""Pages: processor time, waiting time and weight of one request, two clients at once."""

import gzip
import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urljoin

CLIENTS = 2


class Reading(NamedTuple):
    """One round of one program: milliseconds, and bytes of the last answer."""

    cpu: float
    p50: float
    p99: float
    size: int = 0


class Asked(NamedTuple):
    """One page: how often a round asks for it, the form that is sent, if any, and who asks."""

    path: str
    number: int
    body: str = ""
    people: tuple[int, ...] = tuple(range(CLIENTS))

    @property
    def method(self):
        return "POST" if self.body else "GET"


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def reading(cpu, times, size=0, events=None):
    """``cpu`` seconds over ``events`` (or ``times``, in seconds) as a :class:`Reading`."""
    spread = [1000 * took for took in times]
    each = 1000 * cpu / (events or len(times))
    return Reading(each, statistics.median(spread), percentile(spread, 0.99), size)


def ask(connection, path, head, method="GET", body=""):
    """One request: the body and the seconds it took. Anything but success ends the bench.

    A form that is done leads on; one that was not raises no step, for which its reader waits.
    """
    if body:
        head = {**head, "Content-Type": "application/x-www-form-urlencoded"}
    begun = time.perf_counter()
    connection.request(method, path, body=body or None, headers=head)
    answer = connection.getresponse()
    page = answer.read()
    if answer.status not in (200, 204) and not (method == "POST" and answer.status == 302):
        raise SystemExit(f"{method} {path} answered {answer.status}: {page[:300]}")
    return page, time.perf_counter() - begun


def measure(server, page):
    """One round of ``page``, by two signed-in people at once."""

    def client(person):
        connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
        head = server.headers(person)
        answers = [
            ask(connection, page.path, head, page.method, page.body)
            for _ in range(page.number // CLIENTS)
        ]
        connection.close()
        return [seconds for _, seconds in answers], len(answers[-1][0])

    with ThreadPoolExecutor(CLIENTS) as pool:
        before = server.cpu()
        done = list(pool.map(client, page.people))
    times = [took for seconds, _ in done for took in seconds]
    return reading(server.cpu() - before, times, done[0][1])


def warm(server, page):
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    head = server.headers(page.people[0])
    for _ in range(3):
        body, _ = ask(connection, page.path, head, page.method, page.body)
    connection.close()
    return body


def weight(server, path):
    """First visit: requests and gzip bytes of the page and all that its markup loads."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    page, _ = ask(connection, path, server.headers())
    text = page.decode()
    linked = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', text)
    linked += re.findall(r'<script[^>]* src="([^"]+)"', text)
    linked += re.findall(r'<img[^>]* src="([^"]+)"', text)
    parts = {path: len(gzip.compress(page, 6))}
    for address in dict.fromkeys(linked):
        if not address.startswith("data:"):
            body, _ = ask(connection, urljoin(path, address), server.headers())
            parts[address] = len(gzip.compress(body, 6))
            parts |= fonts(connection, server, address, body)
    return parts


def fonts(connection, server, address, body):
    """Fonts of a style sheet: a browser loads those that the page uses; we count them all."""
    if not address.endswith(".css"):
        return {}
    sizes = {}
    for font in dict.fromkeys(re.findall(r"url\(\"?([^)\"]+\.woff2)", body.decode())):
        data, _ = ask(connection, urljoin(address, font), server.headers())
        sizes[font] = len(data)
    return sizes
