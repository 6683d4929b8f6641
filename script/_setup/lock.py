"""script/lock: requirements*.in -> requirements*.txt, with hashes, for every Python we support."""

import argparse
import sys

from .commands import ROOT, exit_code, run
from .say import step

UV = "uv==0.13.9"
TOOL = ROOT / "var" / "setup" / "lock"
FILES = ("requirements", "requirements-s3", "requirements-dev", "requirements-node")
COMPILE = (
    "--universal", "--python-version", "3.11", "--generate-hashes",
    "--no-emit-index-url", "--no-header",
)  # fmt: skip


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/lock", description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take newer versions where allowed")
    options = parser.parse_args(words)
    return exit_code(lambda: _lock(upgrade=options.upgrade), "Not locked.")


def _lock(*, upgrade: bool) -> None:
    with step(f"Installing {UV}"):
        run([sys.executable, "-m", "venv", TOOL])
        run([TOOL / "bin" / "python", "-m", "pip", "install", "--quiet", UV])
    for name in FILES:
        with step(f"Locking {name}.in"):
            extra = ["--upgrade"] if upgrade else []
            out = ["--quiet", "-o", f"{name}.txt", f"{name}.in"]
            run([TOOL / "bin" / "uv", "pip", "compile", *COMPILE, *extra, *out])
