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

from core.processes import kill_group, tied
from iag_portal import start

ROOT = Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")
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

    def __init__(self, name, application, env, facts, port):
        self.name, self.application, self.facts, self.port = name, application, facts, port
        self.env = {**os.environ, **env, "PYTHONUNBUFFERED": "1"}
        self.origin = env.get("IAG_ORIGIN", f"http://localhost:{port}")
        self._process = None

    def start(self):
        """Start it and answer the seconds until its port answered."""
        if is_open(self.port):
            raise SystemExit(f"Port {self.port} is taken: another program would be measured.")
        words = start._web("127.0.0.1", self.port)  # the very options of manage.py start
        words[-1] = self.application
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
        """Seconds of processor that its whole tree has used."""
        return sum(map(cpu_of, tree(self._process.pid)))

    def memory(self):
        """MB of its whole tree, shared pages divided among their users (PSS)."""
        return sum(map(pss_of, tree(self._process.pid))) / 1024


def tree(root):
    """Process ids of ``root`` and all below it."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (found := stat_of(int(folder.name))):
            parents.setdefault(int(found[1]), []).append(int(folder.name))
    wanted, found = [root], []
    while wanted:
        found.append(wanted.pop())
        wanted += parents.get(found[-1], [])
    return found


def stat_of(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def cpu_of(pid):
    stat = stat_of(pid)
    return (int(stat[11]) + int(stat[12])) / TICK if stat else 0.0


def pss_of(pid):
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


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
    port = free_port()
    env = {
        "DJANGO_SETTINGS_MODULE": "iag_portal.settings",
        "IAG_PROFILE": "demo",
        "IAG_DATA": str(folder),
        "IAG_ORIGIN": f"http://localhost:{port}",
    }
    for words in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--no-input", "-v0"]):
        own = {**os.environ, **env}
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=own, check=True)
    return port, env, run(["-m", "bench.fill_portal", str(scale)], env)


def floor(folder, scale):
    """A filled floor, in the same shape."""
    env = {"DJANGO_SETTINGS_MODULE": "bench.floor.settings", "FLOOR_DATA": str(folder)}
    return free_port(), env, run(["-m", "bench.floor.fill", str(scale)], env)
