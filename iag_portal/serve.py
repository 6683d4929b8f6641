"""Daphne for one web process, without the parts of its libraries that ours has no use for.

``python -m iag_portal.serve``, with the words of Daphne. Each of these is optional to the library
that would load it (decision 0005).
"""

import gc
import os
import sys

gc.disable()  # what is loaded stays; ``asgi.py`` looks for garbage again once all of it is there
WITHOUT = {
    "OpenSSL": "TLS in Twisted: the proxy in front of us speaks it",
    "click": "colours in Autobahn's log, painted for each frame though the log is off",
}
# To Python a module that is None here is not installed. Nothing of ours may need one.
sys.modules |= dict.fromkeys(WITHOUT)  # type: ignore[arg-type]
# Masks of frames in C: our sockets take no message, and it has a parser of C loaded for it.
os.environ.setdefault("AUTOBAHN_USE_NVX", "0")

from daphne.cli import CommandLineInterface  # noqa: E402 -- it loads them

__all__ = ["CommandLineInterface"]

if __name__ == "__main__":
    CommandLineInterface.entrypoint()
