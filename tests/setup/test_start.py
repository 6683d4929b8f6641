"""The portal as it is started: both processes, healed when killed, gone when it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from core.processes import is_running
from iag_portal.start import _Health
from tests import migrated

pytestmark = pytest.mark.faults
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def env(tmp_path):
    """What script/demo passes on, and nothing of what this test run was given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "iag_portal.settings",
        "IAG_PROFILE": "demo",
        "IAG_DATA": str(tmp_path / "data"),
        "IAG_ORIGIN": "http://localhost:8000",
    }


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def portal(env, port, tmp_path):
    (tmp_path / "data" / "static").mkdir(parents=True)
    migrated.copy(tmp_path / "data" / "portal.sqlite3")
    command = [sys.executable, "manage.py", "createcachetable"]
    subprocess.run(command, cwd=ROOT, env=env, check=True)
    command = [sys.executable, "manage.py", "start", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        for line in process.stdout:
            if line == f"READY http://localhost:{port}\n":
                break
        else:
            pytest.fail("The portal ended before it was ready.")
        yield process
        process.kill()


def parts(portal):
    """Process ids of web and jobs, by what they run."""
    numbers = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            parent = re.search(r"^PPid:\s+(\d+)", (folder / "status").read_text(), re.MULTILINE)
            words = (folder / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if parent and int(parent[1]) == portal.pid:
            name = next((n for w, n in (("daphne", "web"), ("work", "jobs")) if w in words), None)
            numbers[name] = int(folder.name)
    return numbers


def answers(port):
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health/ready", headers={"Host": f"localhost:{port}"})
        answer = connection.getresponse()
        return (answer.status, answer.headers.get("Server")) == (200, None)
    except OSError:
        return False
    finally:
        connection.close()


def until(truth):
    end = time.monotonic() + 30
    while not (answer := truth()):
        assert time.monotonic() < end, "This did not happen in time."
        time.sleep(0.05)
    return answer


@pytest.mark.long("starts the whole portal, and kills its parts")
def test_web_and_jobs_are_healed_when_killed_and_gone_when_it_ends(portal, port):
    first = parts(portal)
    assert set(first) == {"web", "jobs"}
    assert answers(port)
    for pid in first.values():
        os.kill(pid, signal.SIGKILL)
    until(lambda: set(parts(portal)) == {"web", "jobs"})
    until(lambda: answers(port))
    second = parts(portal)
    assert not set(second.values()) & set(first.values())
    portal.terminate()
    assert portal.wait(10) == 0
    assert [is_running(pid) for pid in second.values()] == [False, False]


@pytest.fixture
def portals():
    """Two ports that answer as they are told to, and what each was asked."""

    class Portal(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append((self.path, self.headers["Host"]))
            self.send_response(self.server.says)
            self.end_headers()

        def log_message(self, *_words):
            pass

    with (
        HTTPServer(("127.0.0.1", 0), Portal) as first_server,
        HTTPServer(("127.0.0.1", 0), Portal) as two,
    ):
        for server in (first_server, two):
            server.says, server.asked = 200, []
            threading.Thread(target=server.serve_forever, daemon=True).start()
        yield first_server, two
        first_server.shutdown()
        two.shutdown()


def test_it_asks_for_its_health_by_the_name_that_people_use(portals):
    """A real portal answers to its own name only: it would never be ready for another."""
    ready = _Health([portals[0].server_port], "portal.example")()

    assert (ready, portals[0].asked) == (True, [("/health/ready", "portal.example")])


@pytest.mark.parametrize("slow", [0, 1])
def test_it_is_ready_when_every_port_is(portals, slow, monkeypatch):
    monkeypatch.setattr(_Health, "PAUSE", 0)
    portals[slow].says = 503
    health = _Health([server.server_port for server in portals], "portal.example")
    before = health()
    portals[slow].says = 200

    assert (before, health()) == (False, True)
    assert [len(server.asked) for server in portals] == [1 + (slow == 0), 1 + (slow == 1)]
