"""The folder .venv: a Python of the portal's own, with the locked requirements."""

import subprocess
import sys
from pathlib import Path

from . import stamps, system
from .commands import ROOT, run
from .say import Trouble, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME = "requirements.txt"
TESTS = "requirements-dev.txt"
INSTALL = [
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "--no-input",
    "--progress-bar",
    "off",
]
NODE = "requirements-node.txt"


def provide(*files: str, ask: bool) -> None:
    """Make .venv if it is not there, and install each of the locked `files` that is new."""
    with_python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    stale = [f for f in files if not stamps.is_fresh(f, _value(f, with_python))]
    if not stale and PYTHON.exists():
        return
    if not _works(with_python):
        _make(ask=ask)
        stale = list(files)
    for name in stale:
        with step(f"Installing Python packages ({name})"):
            run([PYTHON, *INSTALL, "--require-hashes", "-r", name])
        stamps.mark(name, _value(name, with_python))


def has_pip() -> bool:
    return _succeeds([PYTHON, "-m", "pip", "--version"])


def _value(name: str, with_python: str) -> str:
    return stamps.digest([ROOT / name], with_python)


def _works(with_python: str) -> bool:
    """Whether .venv is whole and of the Python that runs us: an upgrade leaves it behind."""
    if not PYTHON.exists():
        return False
    version = "import sys; sys.exit('%d.%d' % sys.version_info[:2] != sys.argv[1])"
    return _succeeds([PYTHON, "-c", version, with_python]) and has_pip()


def _make(*, ask: bool) -> None:
    if system.provide([system.VENV], ask=ask):
        raise Trouble("Type the line above and start again.")
    for name in (RUNTIME, TESTS, NODE):
        stamps.forget(name)
    with step("Making .venv"):
        run([sys.executable, "-m", "venv", "--clear", VENV])


def _succeeds(command: list[str | Path]) -> bool:
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
