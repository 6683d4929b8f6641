"""script/install: what the portal runs on, for whoever runs it for real people."""

import os

from . import frontend, python_env
from .commands import exit_code
from .say import line


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
