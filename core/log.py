"""Logs point, too: an address that lets somebody in does not stand in them."""

from __future__ import annotations

import json
import logging
import re
import time
import traceback
from types import TracebackType
from typing import Any

from core.request_id import request_id

LETS_IN = re.compile(
    r"(/(?:invitations|come-back|calendar|display/open|notices/stop|follow/confirm|follow/stop|accounts/confirm-email|accounts/password/reset/key)/)[^/\s?\"']+"
    r"|(/video/host/caller/\?)[^\s\"']+"  # the exchange asks by GET: the PIN of a caller
)
HIDDEN = r"\1\2…"


class HideTokens(logging.Filter):
    """Take the secret part out of addresses, in the message and in what is filled into it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the line stays, without the secret."""
        record.msg = LETS_IN.sub(HIDDEN, str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(
                LETS_IN.sub(HIDDEN, argument) if isinstance(argument, str) else argument
                for argument in record.args
            )
        return True


Told = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # what could begin a line of its own


class LineFormatter(logging.Formatter):
    """One line an entry, in UTC: where something broke and of which kind it is.

    Never the message of an error, which quotes words.
    """

    converter = time.gmtime  # type: ignore[assignment]  # the stubs know its first form only
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- logging's name
        """The entry in one line: nobody writes a second one into the log by a line break."""
        record.request_id = request_id() or "-"
        line = super().formatMessage(record)
        return CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), line)

    def formatException(self, ei: Told) -> str:  # noqa: N802 -- logging's name
        """Each place on the way, then the class of the error, and of what caused it."""
        _kind, error, _where = ei
        lines: list[str] = []
        while error is not None:
            for frame, number in traceback.walk_tb(error.__traceback__):  # reads no source
                lines.append(f"  {frame.f_code.co_filename}:{number} {frame.f_code.co_name}")
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


class JsonFormatter(LineFormatter):
    """The same entry as one object a line, for programs that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """When, how grave, which part, which request, what; and where it broke."""
        entry = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "request_id": str(request_id() or ""),
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["where"] = self.formatException(record.exc_info)
        return json.dumps(entry)


def log_settings(*, as_json: bool) -> dict[str, Any]:
    """Django's ``LOGGING``: everything to standard error, one entry a line."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "core.log.LineFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s]: %(message)s",
            },
            "json": {"()": "core.log.JsonFormatter"},
        },
        "filters": {"hide_tokens": {"()": "core.log.HideTokens"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json" if as_json else "line",
                "filters": ["hide_tokens"],
            }
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django.channels.server": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "WARNING"},
            "daphne": {"level": "WARNING"},
        },
    }
