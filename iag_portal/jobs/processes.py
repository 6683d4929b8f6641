"""The two Linux calls that keep a dead parent from leaving children behind."""

import ctypes
import os
import signal
from collections.abc import Iterator
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)


def die_with(parent: int) -> None:
    """Ask for SIGKILL when `parent` ends, and end at once if it already has."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of whatever our children leave behind, so that it can be ended."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children() -> Iterator[int]:
    """Process ids of our children, adopted ones included."""
    me = os.getpid()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and _parent_of(folder) == me:
            yield int(folder.name)


def kill_group(leader: int) -> None:
    """End a process and all that it started in its own process group."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def _parent_of(folder: Path) -> int | None:
    try:
        stat = (folder / "stat").read_text()
    except OSError:  # it ended while we looked
        return None
    return int(stat.rpartition(")")[2].split()[1])
