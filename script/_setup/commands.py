"""Running other programs so that one sees them work, can stop them, and reads why they failed."""

import os
import select
import signal
import subprocess
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from types import FrameType

from core.processes import adopt_orphans, children

from .say import Progress, Trouble, line

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT_LINES = 25

# What programs say when it is not their fault -> what to tell a person.
REASONS = {
    "No space left on device": "The disk is full. Make room and start again.",
    "Could not resolve": "There is no way to the network. Set-up needs it once.",
    "Temporary failure": "There is no way to the network. Set-up needs it once.",
    "Name or service not known": "There is no way to the network. Set-up needs it once.",
    "Network is unreachable": "There is no way to the network. Set-up needs it once.",
    "Connection timed out": "The network is too slow or closed. Start again to go on.",
    "Failed to establish a new connection": "There is no way to the network. Set-up needs it once.",
    "CERTIFICATE_VERIFY_FAILED": "The network shows a certificate that this machine does not trust."
    " Name your own authority's certificate to pip and npm, and start again.",
    "ENOTFOUND": "There is no way to the network. Set-up needs it once.",
    "Could not get lock": "Another program is installing packages. Start again when it is done.",
    "THESE PACKAGES DO NOT MATCH THE HASHES": "A downloaded package is not the one that was"
    " locked. Nothing was installed.",
}


def exit_code(work: Callable[[], object], failed: str = "This did not work.") -> int:
    """Do the work of a command; say in words why it failed, and leave no child behind."""
    stop_on_sigterm()
    try:
        work()
    except Trouble as trouble:
        line(f"\n{failed} {trouble}")
        return 1
    except OSError as error:
        line(f"\n{failed} {error.strerror}: {error.filename or ''}")
        return 1
    except KeyboardInterrupt:
        line("\nStopped.")
        return 130
    finally:
        end_children()
    return 0


def run(command: list[str | Path], *, env: Mapping[str, str] | None = None) -> str:
    """Run a program in the tree, showing its progress; return what it said.

    :raises Trouble: it failed, with the likely reason and its last lines.
    """
    words = [str(word) for word in command]
    last: deque[str] = deque(maxlen=KEPT_LINES)
    output: list[str] = []
    with subprocess.Popen(
        words,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        _follow(process, last, output)
    if process.returncode:
        raise Trouble(_reason(words, process.returncode, list(last)))
    return "\n".join(output)


def _follow(process: subprocess.Popen[bytes], last: deque[str], output: list[str]) -> None:
    progress = Progress()
    assert process.stdout  # noqa: S101 - it is a pipe: we said so
    out = process.stdout.fileno()
    unfinished = ""
    while True:
        # A program that downloads is silent for long: say again what it said last.
        if not select.select([out], [], [], 5)[0]:
            progress.show(last[-1] if last else "…")
            continue
        read = os.read(out, 65536).decode(errors="replace")
        *rows, unfinished = (unfinished + read + ("" if read else "\n")).split("\n")
        output.extend(rows)
        last.extend(row.rstrip() for row in rows if row.strip())
        if last:
            progress.show(last[-1])
        if not read:
            break
    progress.clear()


def _reason(words: list[str], status: int, last: list[str]) -> str:
    text = "\n".join(last)
    known = next((reason for sign, reason in REASONS.items() if sign in text), "")
    program = " ".join([Path(words[0]).name, *words[1:3]])
    head = known or f"{program} ended with status {status}."
    return "\n".join([head, *(f"    {row}" for row in last[-12:])])


def stop_on_sigterm() -> None:
    """Make SIGTERM what Ctrl-C is, and keep hold of whatever our children start."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)  # a shell starts what runs in the background deaf to it
    adopt_orphans()


def end_children() -> None:
    """End all that set-up started: politely, and after five seconds for certain."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    until = monotonic() + 5
    number = signal.SIGTERM
    while left := children():
        for pid in left:
            with suppress(ProcessLookupError, PermissionError):  # sudo passes it on itself
                os.kill(pid, number)
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        if monotonic() > until + 5:
            line("Some programs of root are still at work; they end by themselves.")
            return
        if monotonic() > until:
            number = signal.SIGKILL
        sleep(0.05)
