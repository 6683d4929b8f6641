"""Servers of the bench's own: on free ports, measured as whole trees, gone when it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from bench import stores
from bench.processes import cpu_of, pss_of, tree
from core.processes import kill_group, tied
from iag_portal import start

ROOT = Path(__file__).resolve().parent.parent
FLOOR = "bench.floor"
START_WITHIN = 60  # seconds


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """One daphne: where it is, what it cost so far, who may look."""

    def __init__(self, name, application, env, facts):
        self.name, self.application, self.facts = name, application, facts
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        kept = {"PYTHONDONTWRITEBYTECODE": ""}  # as where it is installed, it is compiled once
        own = {"IAG_ORIGIN": self.origin, "PYTHONUNBUFFERED": "1"}
        self.env = {**os.environ, **env, **own, **kept}
        self._process = None

    def start(self):
        """Start it and answer the seconds until its port answered."""
        if is_open(self.port):
            raise SystemExit(f"Port {self.port} is taken: another program would be measured.")
        words = start.web_command("127.0.0.1", self.port)  # the very options of manage.py start
        words[-1] = self.application
        if self.application.startswith(FLOOR):
            words[words.index("iag_portal.serve")] = "daphne"  # as it comes
        begun = time.monotonic()
        self._process = subprocess.Popen(
            tied(words),
            cwd=ROOT, env=self.env, start_new_session=True,
        )  # fmt: skip
        while not is_open(self.port):
            if self._process.poll() is not None or time.monotonic() > begun + START_WITHIN:
                raise SystemExit(f"{self.name} does not start.")
            time.sleep(0.005)
        return time.monotonic() - begun

    def stop(self):
        kill_group(self._process.pid, signal.SIGTERM)
        self._process.wait(10)

    def cpu(self):
        """Seconds of processor that its whole tree and the stores have used."""
        return sum(map(cpu_of, tree(self._process.pid))) + stores.cpu()

    def headers(self, person=0):
        """What a request of this person brings with it."""
        return {
            "Host": "localhost",
            "Cookie": f"sessionid={self.facts['sessions'][person]}; csrftoken={'c' * 32}",
            "X-CSRFToken": "c" * 32,
        }

    def memory(self):
        """MB of its whole tree, shared pages divided among their users (PSS)."""
        return sum(map(pss_of, tree(self._process.pid))) / 1024


@contextmanager
def running(servers):
    """All of ``servers``; SIGTERM ends them too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    started = []
    try:
        for server in servers:
            server.start()
            started.append(server)
        yield servers
    finally:
        for server in started:
            server.stop()


def run(words, env):
    """A program of ours that prints JSON on its last line."""
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env={**os.environ, **env}, check=True,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else None


def portal(folder, scale):
    """A filled portal: the environment of its processes, and what a client needs to know."""
    env = prepared(folder)
    return env, run(["-m", "bench.fill_portal", str(scale)], env)


def prepared(folder):
    """An empty portal: the environment of its processes."""
    env = {
        "DJANGO_SETTINGS_MODULE": "iag_portal.settings",
        "IAG_PROFILE": "demo",
        "IAG_DATA": str(folder),
        "IAG_ORIGIN": "http://localhost",
        **stores.own("IAG", folder.name),
    }
    for words in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--no-input", "-v0"]):
        own = {**os.environ, **env}
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=own, check=True)
    return env


def floor(folder, scale):
    """A filled floor, in the same shape."""
    env = {
        "DJANGO_SETTINGS_MODULE": "bench.floor.settings",
        "FLOOR_DATA": str(folder),
        **stores.own("FLOOR", folder.name),
    }
    return env, run(["-m", "bench.floor.fill", str(scale)], env)
