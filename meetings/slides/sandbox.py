"""Run a program where it can reach nothing: no network, no files of ours, no more than it needs.

LibreOffice fetches linked pictures over the network and reads `file:///` links from the disk.
bubblewrap gives it a root with only the system's programs, and a folder of its own. Where
bubblewrap does not work, nothing is converted: a pack is then uploaded as PDF.
See docs/decisions/0009-slides-in-a-sandbox.md.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

PACKAGES = {  # program -> the Debian package that brings it
    "bwrap": "bubblewrap",
    "prlimit": "util-linux",
    "soffice": (
        "libreoffice-impress-nogui fonts-crosextra-carlito fonts-crosextra-caladea"
        " fonts-liberation2"
    ),
}
ADDRESS_SPACE = 4 * 1024**3  # bytes
CPU_SHARE = 0.75  # of the time that a program may take: more is no work, but a circle
FILE_SIZE = 200 * 1024**2  # bytes, each file it writes
PROCESSES = 256
TEMPORARY = 256 * 1024**2  # bytes in its /tmp, which is memory
KEEP_ANSWER = timedelta(minutes=10)
PROBE_TIME = timedelta(seconds=20)
LOG = "said.log"
LOG_SHOWN = 500  # bytes

READ_ONLY = ("/etc/fonts", "/etc/libreoffice", "/etc/alternatives", "/var/cache/fontconfig")


class TookTooLong(Exception):
    """The program was killed, and everything that it had started with it."""


@dataclass(frozen=True)
class Availability:
    """Whether PowerPoint packs can be drawn here.

    `sentence` is for the person who uploads, `missing` (programs) and `remedy` (what to type or
    switch on) for the administrator. All are empty when `ok`.
    """

    ok: bool
    sentence: str = ""
    missing: tuple[str, ...] = ()
    remedy: str = ""


def available() -> Availability:
    """Tell whether the sandbox and LibreOffice work, by running one in the other.

    The answer is kept for ten minutes in this process, so a repair is seen without a restart.
    """
    period = int(time.monotonic() / KEEP_ANSWER.total_seconds())
    missing, remedy = _probe(os.environ.get("PATH", ""), period)
    if not remedy:
        return Availability(ok=True)
    sentence = _(
        "PowerPoint slides cannot be shown as pictures here. Upload a PDF instead. In PowerPoint"
        " choose File, Export, PDF, and tick “Document structure tags for accessibility”."
    )
    return Availability(ok=False, sentence=sentence, missing=missing, remedy=remedy)


def run(
    program: Sequence[str], *, folder: Path, limit: timedelta, source: Path | None = None
) -> int:
    """Run `program` in the sandbox and return its exit code.

    It sees `folder` as /job, the only place it may write to, and `source` as /in/<its name>,
    read-only. What it prints goes to `said.log` in `folder`. Raises `TookTooLong` after
    `limit`, when no process of it is left, and `FileNotFoundError` without bubblewrap.
    """
    command = [*_walls(folder, source), *_limits(limit), *program]
    with (folder / LOG).open("wb") as log:
        alive, held = os.pipe()  # all in the sandbox inherit `held`: `alive` ends when they do
        process = subprocess.Popen(  # noqa: S603 -- our own words and paths, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=(held,),
        )
    os.close(held)
    try:
        return process.wait(limit.total_seconds())
    except subprocess.TimeoutExpired as error:
        raise TookTooLong from error
    finally:
        _end(process)
        os.read(alive, 1)
        os.close(alive)


def said(folder: Path) -> str:
    """Return the end of what the program in `folder` printed, for the administrator."""
    return (folder / LOG).read_bytes()[-LOG_SHOWN:].decode(errors="replace").strip()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the group; bubblewrap's death ends its process namespace and all that is in it."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _walls(folder: Path, source: Path | None) -> list[str]:
    """Build the bubblewrap part of the command: what the program can see and be."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise FileNotFoundError("bwrap")
    walls = [bwrap, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    walls += ["--uid", "65534", "--gid", "65534", "--hostname", "slides"]
    walls += ["--clearenv", "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", "/job"]
    walls += ["--setenv", "LANG", "C.UTF-8"]
    walls += ["--ro-bind", "/usr", "/usr"]
    if Path("/usr/local").is_dir():  # may hold what an administrator put there
        walls += ["--tmpfs", "/usr/local"]
    for name in ("bin", "lib", "lib64"):
        walls += ["--symlink", f"usr/{name}", f"/{name}"]
    for path in READ_ONLY:
        walls += ["--ro-bind-try", path, path]
    walls += ["--proc", "/proc", "--dev", "/dev", "--size", str(TEMPORARY), "--tmpfs", "/tmp"]  # noqa: S108
    if source is not None:
        walls += ["--ro-bind", str(source.resolve()), f"/in/{source.name}"]
    return [*walls, "--bind", str(folder.resolve()), "/job", "--chdir", "/job", "--"]


def _limits(limit: timedelta) -> list[str]:
    return [
        "prlimit",
        f"--as={ADDRESS_SPACE}",
        f"--cpu={max(1, int(limit.total_seconds() * CPU_SHARE))}",
        f"--fsize={FILE_SIZE}",
        f"--nproc={PROCESSES}",
        "--core=0",
        "--",
    ]


@lru_cache(maxsize=4)
def _probe(path: str, _period: int) -> tuple[tuple[str, ...], str]:
    """Return the missing programs and the remedy, which is empty when all is well."""
    missing = tuple(name for name in PACKAGES if shutil.which(name, path=path) is None)
    if missing:
        packages = " ".join(PACKAGES[name] for name in missing)
        return missing, f"sudo apt-get install -y --no-install-recommends {packages}"
    with tempfile.TemporaryDirectory(prefix="slides-probe-") as name:
        folder = Path(name)
        try:
            failed = run(["soffice", "--version"], folder=folder, limit=PROBE_TIME) != 0
        except TookTooLong:
            failed = True
        if not failed:
            return (), ""
        return (), _(
            "bubblewrap and LibreOffice are installed, but do not run here. Allow unprivileged"
            " user namespaces for bwrap. It said: %(said)s"
        ) % {"said": said(folder)}
