"""The access log of daphne is a stream of its own and no logger: it hides what lets in, too.

`manage.py start` keeps no such log; whoever starts daphne by hand has one unasked. `asgi.py` is
what every way of starting it loads.
"""

from __future__ import annotations

from datetime import datetime

from daphne.access import AccessLogGenerator

from core.log import HIDDEN, LETS_IN

_write = AccessLogGenerator.write_entry  # daphne's own, however often we are asked


def _write_hidden(log: object, host: str, date: datetime, request: str, **more: object) -> None:
    _write(log, host, date, LETS_IN.sub(HIDDEN, request), **more)


def hide_tokens() -> None:
    """Let every access log of this process hide them, also one that is there already."""
    AccessLogGenerator.write_entry = _write_hidden
