"""A PostgreSQL and a Redis of the tests' own: on free ports, in a temporary folder, then gone."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from time import monotonic, sleep

from core.processes import die_with

from . import system
from .say import Trouble, step

START_WITHIN_SECONDS = 30
# What is lost in a power cut is of no interest here.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


@contextmanager
def started() -> Iterator[dict[str, str]]:
    """Start both servers; give the variables that point the portal at them."""
    with ExitStack() as stack:
        with step("Starting PostgreSQL and Redis"):
            database = stack.enter_context(_postgresql())
            redis = stack.enter_context(_redis())
        yield {"IAG_DATABASE_URL": database, "IAG_REDIS_URL": redis}


@contextmanager
def _postgresql() -> Iterator[str]:
    programs, port, password = system.postgresql(), _free_port(), secrets.token_hex(16)
    if programs is None:
        raise Trouble("PostgreSQL is missing.")
    user = _unprivileged()
    with tempfile.TemporaryDirectory(prefix="iag-postgresql-") as name:
        folder = Path(name)
        (folder / "password").write_text(password)
        for path in (folder, folder / "password"):
            os.chown(path, user.pw_uid, user.pw_gid)
        cluster = [str(programs / "initdb"), "--pgdata", f"{name}/data", "--username", "portal"]
        cluster += ["--auth", "scram-sha-256", "--pwfile", f"{name}/password"]
        cluster += ["--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        _run_as(user, cluster, folder)
        server = [str(programs / "postgres"), "-D", f"{name}/data", "-p", str(port), "-k", name]
        server += ["-h", "127.0.0.1", *(word for quick in QUICK for word in ("-c", quick))]
        with _running(server, port, folder, user, signal.SIGINT):
            yield f"postgresql://portal:{password}@127.0.0.1:{port}/postgres"


@contextmanager
def _redis() -> Iterator[str]:
    port, program = _free_port(), shutil.which("redis-server")
    if program is None:
        raise Trouble("Redis is missing.")
    user = pwd.getpwuid(os.geteuid())
    with tempfile.TemporaryDirectory(prefix="iag-redis-") as name:
        server = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        server += ["--appendonly", "no", "--dir", name]
        with _running(server, port, Path(name), user, signal.SIGTERM):
            yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def _running(
    server: list[str], port: int, folder: Path, user: pwd.struct_passwd, end: signal.Signals
) -> Iterator[None]:
    log = (folder / "log").open("w+b")
    with log, _start_as(user, server, folder, log.fileno()) as process:
        try:
            until = monotonic() + START_WITHIN_SECONDS
            while not _answers(port):
                if process.poll() is not None or monotonic() > until:
                    log_end = (folder / "log").read_text(errors="replace")[-1500:]
                    raise Trouble(f"{Path(server[0]).name} does not start:\n{log_end}")
                sleep(0.05)
            yield
        finally:
            process.send_signal(end)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _start_as(
    user: pwd.struct_passwd, command: list[str], folder: Path, out: int
) -> "subprocess.Popen[bytes]":
    root = os.geteuid() == 0
    return subprocess.Popen(
        command,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
        user=user.pw_uid if root else None,
        group=user.pw_gid if root else None,
        extra_groups=[] if root else None,
        process_group=0,  # Ctrl-C is ours to pass on, after the tests have ended
        preexec_fn=partial(die_with, os.getpid()),  # noqa: PLW1509 - we have one thread
    )


def _run_as(user: pwd.struct_passwd, command: list[str], folder: Path) -> None:
    with (folder / "log").open("w+b") as log:
        with _start_as(user, command, folder, log.fileno()) as process:
            pass
        if process.returncode:
            log_end = (folder / "log").read_text(errors="replace")[-1500:]
            raise Trouble(f"{Path(command[0]).name} failed:\n{log_end}")


def _unprivileged() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root; its Debian package brings a user of its own."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
