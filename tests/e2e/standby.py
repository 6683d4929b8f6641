"""The portal's code, loaded once and forked for each command and each web process of one portal.

To load it takes a second and a half of processor time, and a portal of these tests needs it up to
six times. That ``manage.py`` and daphne start by themselves, tests/setup/test_start.py proves.

Run as a program it takes one request a line and answers each with a line, until nobody asks more.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from core.processes import die_with

ROOT = Path(__file__).resolve().parent.parent.parent


class Standby:
    """One process that waits in the environment ``env``; what goes wrong in it goes to ``log``."""

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        with log.open("a") as to:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.standby"], cwd=ROOT, env=env, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=to,
            )  # fmt: skip

    def manage(self, *words: str) -> tuple[int, str]:
        """Run a management command: its status, and all that it said."""
        status, output = self._ask("manage", words=words)
        return status, output

    def serve(self, port: int) -> int:
        """Start a web process at a port, where a request waits from here on; its process id."""
        return int(self._ask("serve", port=port))

    def kill(self, pid: int) -> None:
        """End a web process as a power cut would; back once its port is free."""
        self._ask("kill", pid=pid)

    def close(self) -> None:
        """End it; web processes end with it."""
        self._process.communicate()

    def _ask(self, what: str, **how: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([what, how]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"it ended at {what}: its log says why"
        return json.loads(answer)


def forked(work: Callable[[], object], output: int) -> int:
    """A process of its own that does this work, and writes what it says to ``output``; its id."""
    me = os.getpid()
    if not (pid := os.fork()):
        die_with(me)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for stream in (1, 2):
            os.dup2(output, stream)
        leave(work)
    return pid


def leave(work: Callable[[], object]) -> NoReturn:
    """Do this work, and end this process as Python ends one."""
    status = 1
    try:
        work()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:  # noqa: BLE001 -- Python itself would say it and end
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def manage(words: list[str]) -> tuple[int, str]:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- as in main

    with tempfile.TemporaryFile("w+") as output_file:
        pid = forked(lambda: execute_from_command_line(["manage.py", *words]), output_file.fileno())
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        output_file.seek(0)
        return status, output_file.read()


def serve(port: int) -> int:
    def listen() -> None:
        cli = import_module("daphne.cli")  # not before: two processes must not share its loop
        cli.CommandLineInterface().run(["--fd", str(door.fileno()), "asgi:application"])

    with socket.create_server(("127.0.0.1", port), backlog=2048) as door:
        return forked(listen, sys.stderr.fileno())


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


WORK: dict[str, Callable[..., object]] = {"manage": manage, "serve": serve, "kill": kill}


def main() -> None:
    import django  # noqa: PLC0415 -- pytest imports this module too

    django.setup()
    for name in ("channels.routing", "iag_portal.routing", "iag_portal.urls"):
        import_module(name)
    gc.freeze()
    for line in sys.stdin:
        what, how = json.loads(line)
        answer = WORK[what](**how)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
