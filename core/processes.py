"""What keeps a dead parent from leaving processes behind. Linux only, standard library only.

Run as a program it ties another to its parent: `python -m core.processes PARENT PROGRAM …`.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)


def die_with(parent: int) -> None:
    """Ask for SIGKILL when `parent` ends, and end at once if it already has."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def tied(command: list[str]) -> list[str]:
    """Make the command line that runs `command` tied to this process."""
    return [sys.executable, "-m", "core.processes", str(os.getpid()), *command]


def adopt_orphans() -> None:
    """Become the parent of whatever our children leave behind, so that it can be ended."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def kill_group(leader: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Send a signal to a process and all that it started in its own process group."""
    try:
        os.killpg(leader, number)
    except ProcessLookupError:
        return


def children() -> set[int]:
    """Process ids of our children, adopted ones included."""
    me = os.getpid()
    numbers = (int(f.name) for f in Path("/proc").iterdir() if f.name.isdigit())
    return {pid for pid in numbers if _stat(pid)[1:2] == [str(me)]}


def end_orphans(known: set[int]) -> None:
    """Bury the dead, and kill the children that are not `known` whose session's leader is gone.

    One whose leader lives belongs to a running job: an office suite leaves its first process.
    """
    for pid in children() - known:
        session = _stat(pid)[3:4]
        if session and is_running(int(session[0])) and is_running(pid):
            continue
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def is_running(pid: int) -> bool:
    """Whether a process lives; one that has ended and is not yet buried does not."""
    return _stat(pid)[:1] not in ([], ["Z"])


def _stat(pid: int) -> list[str]:
    """State, parent, group, session … of a process; empty if it is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


if __name__ == "__main__":
    die_with(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - its caller chose the program
