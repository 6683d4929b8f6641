"""The commands of docs/operations.md, read from the page and made to fit a test's own folders."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.setup.conftest import ROOT

PAGE = ROOT / "docs" / "operations.md"
BLOCK = re.compile(
    r"^(?P<indent> *)(?:<!-- not walked: (?P<reason>[^>]+) -->\n *)?```(?P<kind>\w+)\n"
    r"(?P<text>.*?)^ *```",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """One fenced block: its kind, its text, and why it is not walked."""

    kind: str
    text: str
    reason: str


def blocks(page: str) -> list[Block]:
    blocks_read = []
    for match in BLOCK.finditer(page):
        lines = match["text"].splitlines(keepends=True)
        text = "".join(line.removeprefix(match["indent"]) for line in lines)
        blocks_read.append(Block(match["kind"], text, match["reason"] or ""))
    return blocks_read


def free_ports(number: int) -> int:
    """The first of ``number`` ports in a row that nobody listens on.

    Below those that the system gives out: minutes pass until they are listened on, and other
    tests are given ports meanwhile.
    """
    begin = 20_000 + os.getpid() % 10_000
    for first in range(begin, begin + 2_000, number):
        if all(is_free(first + each) for each in range(number)):
            return first
    raise OSError("no ports")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def service_user(python: Path) -> pwd.struct_passwd:
    """Somebody without rights, if they may run ``python``; else who runs the test."""
    nobody = pwd.getpwnam("nobody")
    if os.geteuid() == 0:
        # The tree is theirs to read, as the page says of the real one; whether this machine
        # lets them reach the Python that runs the tests is not ours to say.
        try:
            subprocess.run([python, "-c", ""], user=nobody.pw_uid, group=nobody.pw_gid, check=True)
        except (OSError, subprocess.CalledProcessError):
            return pwd.getpwuid(0)
        return nobody
    return pwd.getpwuid(os.geteuid())


def copy_of_the_tree(folder: Path) -> Path:
    """The code as a clone has it, with what ``script/install`` adds."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout.split("\0")  # fmt: skip
    kept = [name for name in names if name and not name.startswith(("tests/", "bench/", "docs/"))]
    for name in kept:
        if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "static" / "build", folder / "static" / "build", dirs_exist_ok=True)
    _venv(folder / ".venv")
    return folder


def _venv(folder: Path) -> None:
    """The packages of the tests, with the system's Python where it is the same: all may run it."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    system = Path(f"/usr/bin/python{version}")
    packages = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    if not system.exists():
        folder.symlink_to(Path(sys.prefix))
        return
    own = folder / "lib" / f"python{version}" / "site-packages"
    own.mkdir(parents=True)
    (folder / "bin").mkdir()
    (folder / "bin" / "python").symlink_to(system)
    (folder / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}\n")
    (own / "packages.pth").write_text(f"{packages}\n")
    if not (packages / "async_timeout").exists():
        # Locked for a Python older than 3.11.3, as Debian 12 has; the tests may run on a newer one.
        (own / "async_timeout.py").write_text("from asyncio import timeout\n")
