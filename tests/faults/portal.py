"""A portal that is started for real: its processes, its database, its people."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psycopg

from iag_portal import start
from tests import migrated

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 40  # seconds


def until(truth, says="This did not happen in time."):
    """Wait for ``truth()``, and answer it."""
    end = time.monotonic() + PATIENCE
    while not (answer := truth()):
        assert time.monotonic() < end, says
        time.sleep(0.05)
    return answer


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder, **more):
    """What the portal's processes are given, and nothing of what this test run was given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "IAG_PROFILE": "demo",
        "IAG_DATA": str(folder),
        "PYTHONUNBUFFERED": "1",
        **more,
    }


class Portal:
    """The portal in ``folder``, on its own port; ``more`` are settings from the environment."""

    def __init__(self, folder, story, *, database_url="", **more):
        self.folder, self.database_url = folder, database_url
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self.people = story["people"]
        self.meeting, self.topic = story["meeting"], story["topic"]
        self.env = environment(
            folder, IAG_ORIGIN=self.origin, IAG_DATABASE_URL=database_url, **more
        )
        self.log = (folder / "log").open("w+b")
        self.processes, self.supervisor = [], None

    def start(self):
        """``manage.py start``: web and jobs under their supervisor."""
        self.supervisor = self.run("manage.py", "start", "--port", str(self.port))
        until(self.answers, self.said)
        return self

    def start_web(self, port=None):
        """One web process more, as the supervisor starts them; answers its port."""
        port = port or free_port()
        self.run("-m", "daphne", *start.web_words("127.0.0.1", port))
        until(lambda: self.answers(port), self.said)
        return port

    def run(self, *words):
        process = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=self.env, stdout=self.log, stderr=self.log
        )
        self.processes.append(process)
        return process

    def end(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(20)
        self.log.close()

    def said(self):
        """Everything that its processes have logged."""
        return (self.folder / "log").read_text(errors="replace")

    def answers(self, port=None):
        connection = HTTPConnection("127.0.0.1", port or self.port, timeout=5)
        try:
            connection.request("GET", "/health/ready", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def part(self, word):
        """Process id of the part whose command line holds ``word``, or None.

        Of those of the supervisor where it was started, else of our own.
        """
        begun_by = self.supervisor.pid if self.supervisor else os.getpid()
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                parent = re.search(r"^PPid:\s+(\d+)", (folder / "status").read_text(), re.MULTILINE)
                words = (folder / "cmdline").read_text().split("\0")
            except OSError:
                continue
            mine = parent and int(parent[1]) == begun_by
            if mine and word in words and "core.processes" not in words:
                return int(folder.name)
        return None

    def kill(self, word):
        """kill -9 one part, and answer its process id."""
        pid = until(lambda: self.part(word))
        os.kill(pid, signal.SIGKILL)
        return pid

    def rows(self, sql):
        """What the database says, from outside."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(sql).fetchall()
        with closing(sqlite3.connect(self.folder / "portal.sqlite3", timeout=20)) as connection:
            return connection.execute(sql).fetchall()

    def execute(self, sql):
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                connection.execute(sql)
            return
        with closing(sqlite3.connect(self.folder / "portal.sqlite3", timeout=20)) as connection:
            connection.execute(sql)
            connection.commit()

    def steps(self, key):
        """Each step of a stream with its event and who did it, in order."""
        return self.rows(
            "SELECT c.seq, r.event, r.actor_id FROM live_change c"
            f" JOIN audit_record r ON r.id = c.record_id WHERE c.stream_id = '{key}' ORDER BY c.seq"
        )


def prepare(folder, database_url="", *words):
    """Migrate and tell the little story; answers what ``tests.faults.prepare`` printed."""
    env = environment(folder, IAG_ORIGIN="http://localhost", IAG_DATABASE_URL=database_url)
    (folder / "static").mkdir()
    if not database_url:
        migrated.copy(folder / "portal.sqlite3")
    process = subprocess.run(
        [sys.executable, "-m", "tests.faults.prepare", *words],
        cwd=ROOT, env=env, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(process.stdout.splitlines()[-1])
