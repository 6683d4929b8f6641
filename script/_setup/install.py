"""script/install: what the portal runs on, for whoever runs it for real people."""

import os

from . import frontend, python_env
from .commands import end_children, stop_on_sigterm
from .say import Trouble, line


def main() -> int:
    os.umask(0o022)  # the user of the portal has to read what root installs
    stop_on_sigterm()
    try:
        python_env.provide(python_env.RUNTIME, ask=False)
        frontend.provide(ask=False)
    except Trouble as trouble:
        line(f"\nThis did not work. {trouble}")
        return 1
    except KeyboardInterrupt:
        line("\nStopped.")
        return 130
    finally:
        end_children()
    line("Installed. docs/operations.md goes on.")
    return 0
