"""script/install: what the portal runs on, for whoever runs it for real people."""

import os

from . import frontend, python_env
from .commands import ROOT, exit_code, run
from .say import line, step


def main() -> int:
    os.umask(0o022)  # the user of the portal has to read what root installs
    return exit_code(_install)


def _install() -> None:
    provide()
    line("Installed. docs/operations.md goes on.")


def provide() -> None:
    """Everything that git does not have, from the locks."""
    python_env.provide(python_env.RUNTIME, ask=False)
    frontend.provide(ask=False)
    compile_code()


def compile_code() -> None:
    """The user of the portal may write nothing here: Python would compile it at each start."""
    folders = sorted({each.parent for each in ROOT.glob("*/__init__.py")} - {ROOT / "tests"})
    with step("Compiling the portal's own code"):
        run([python_env.PYTHON, "-m", "compileall", "-q", ROOT / "asgi.py", *folders])
