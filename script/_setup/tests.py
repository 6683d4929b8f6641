"""script/test: installs what the tests need and runs them all, in parallel."""

import argparse
import os
import shutil
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime

from . import frontend, python_env, servers, system
from .commands import ROOT, end_children, stop_on_sigterm
from .say import Trouble, line


@dataclass(frozen=True)
class Need:
    """Tests with this marker need this part of the system."""

    marker: str
    part: system.Part


NEEDS = [
    Need("browser", system.BROWSER),
    Need("pdf", system.PDF),
    Need("office", system.OFFICE),
    Need("redis", system.REDIS),
    Need("scanner", system.SCANNER),
    Need("prosody", system.PROSODY),
    Need("nginx", system.NGINX),
]
KEEP = {"PYTHONDONTWRITEBYTECODE": ""}  # what is compiled once serves all that tests start
MOVED_CLOCK = ROOT / "tests" / "moved_clock"  # Python reads its sitecustomize when it starts
JITSI = "JITSI_INSTALLED"  # names the folder of a Jitsi, and so asks for what needs one
QUICK = [*(need.marker for need in NEEDS), "faults", "programs", "long"]  # not asked by --quick


def main(words: list[str]) -> int:
    options, for_pytest = _parser().parse_known_args(words)
    stop_on_sigterm()
    try:
        return _test(options, for_pytest)
    except Trouble as trouble:
        line(f"\nThe tests did not run. {trouble}")
        return 1
    except KeyboardInterrupt:
        line("\nStopped.")
        return 130
    finally:
        end_children()


def _test(options: argparse.Namespace, for_pytest: list[str]) -> int:
    parts = [] if options.quick else [need.part for need in NEEDS]
    if options.postgres:
        parts.append(system.POSTGRES)
    missing = system.provide(parts, ask=False)
    if options.postgres and (system.POSTGRES in missing or system.REDIS in missing):
        raise Trouble("With --postgres the tests need PostgreSQL and Redis: see above.")
    python_env.provide(python_env.RUNTIME, python_env.TESTS, ask=False)
    frontend.provide(ask=False)
    left_out = QUICK if options.quick else _left_out(missing)
    if options.all and left_out:
        raise Trouble("With --all every test must run: see above for what is missing.")
    if options.prepare:
        return 0
    if options.differs:
        for_pytest = ["--differs", *for_pytest]
    clock = moved_to(options.at) if options.at else {}
    no_servers: AbstractContextManager[dict[str, str]] = nullcontext({})
    with servers.started() if options.postgres else no_servers as urls:
        return _pytest(left_out, for_pytest, urls | clock)


def moved_to(moment: datetime) -> dict[str, str]:
    """Variables by which it is ``moment`` now, for a Python of .venv and for all that it starts."""
    seconds = (moment - datetime.now(UTC)).total_seconds()
    return {"CLOCK_MOVED_BY": f"{seconds:.0f}", "PYTHONPATH": str(MOVED_CLOCK)}


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise argparse.ArgumentTypeError("write a moment with its zone, like 2027-03-28T23:30Z")
    return moment


def _pytest(left_out: list[str], for_pytest: list[str], variables: dict[str, str]) -> int:
    workers = _workers(os.cpu_count() or 1, waits="browser" not in left_out)
    command = [str(python_env.PYTHON), "-m", "pytest", "-n", str(workers)]
    command += ["--dist", "worksteal"]
    if not os.environ.get(JITSI):  # no run has to have one, so that it is not among what is missing
        left_out = [*left_out, "jitsi"]
    if left_out:
        command += ["-m", " and ".join(f"not {marker}" for marker in left_out)]
    env = {**os.environ, **KEEP, **variables}
    sys.stdout.flush()
    return subprocess.run([*command, *for_pytest], cwd=ROOT, env=env, check=False).returncode


def _workers(cores: int, *, waits: bool) -> int:
    """As many as there are cores; half as many again where tests wait for other programs.

    With them a third of the time is waiting. Without, another worker costs more than it does:
    each loads the tests and builds the world of the access matrix for itself.
    """
    return cores + cores // 2 if waits else cores


def _left_out(missing: list[system.Part]) -> list[str]:
    """Say which markers are left out and why; return them."""
    markers = [need.marker for need in NEEDS if need.part in missing]
    reasons = {need.marker: f"{need.part.name} is missing" for need in NEEDS}
    if "office" not in markers and not _sandbox_works():
        markers.append("office")
        reasons["office"] = "bubblewrap may not make a sandbox on this machine"
    for marker in markers:
        line(f"- Left out: tests marked {marker}, because {reasons[marker]}.")
    return markers


def _sandbox_works() -> bool:
    """Whether a person of this machine may have a namespace without network."""
    bwrap = shutil.which("bwrap")
    if not bwrap:
        return False
    words = [bwrap, "--unshare-all", "--ro-bind", "/", "/", "--dev", "/dev", "true"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/test",
        description="Install what the tests need and run them all.",
        epilog="What it does not know goes to pytest: script/test tests/portal -k jobs",
    )
    parser.add_argument("--all", action="store_true", help="fail if any test has to be left out")
    parser.add_argument(
        "--postgres", action="store_true", help="run them on PostgreSQL with Redis, started for it"
    )
    parser.add_argument(
        "--differs",
        action="store_true",
        help="only what can differ on a second database: tests/second_database.py says what cannot",
    )
    parser.add_argument(
        "--at",
        metavar="MOMENT",
        type=_moment,
        help="as if they began then: 2027-03-28T23:30Z is an hour at which days are miscounted",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="leave out what takes long or starts other programs, for daily work",
    )
    parser.add_argument("--prepare", action="store_true", help="install only")
    return parser
