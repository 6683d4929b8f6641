"""Ask clamd whether a file is harmful. See docs/decisions/0014-clamd-in-its-own-words.md.

One connection a file: the word INSTREAM, the bytes in counted pieces, one line back.
"""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings

NONE = "none"  # said on purpose: there is no scanner
PATIENCE = 60.0  # seconds for each step of the talk
GREETING_PATIENCE = 5.0  # seconds
PIECE = 64 * 1024  # bytes
LONGEST_ANSWER = 4096  # bytes
FOUND = re.compile(r"stream: (\S+) FOUND")
CLEAN = "stream: OK"


class ScannerDown(Exception):
    """The scanner did not answer, or not in a way that can be believed: nothing is known."""


def is_configured() -> bool:
    """Whether files are scanned at all."""
    return settings.CLAMD not in ("", NONE)


def scan(file: BinaryIO) -> str:
    """Name of what was found in ``file``; empty for nothing, or where there is no scanner.

    :raises ScannerDown: unless it said one or the other; also of a file too large for it.
    """
    if not is_configured():
        return ""
    answer = _ask(_in_pieces(file), PATIENCE)
    if match := FOUND.fullmatch(answer):
        return match[1]
    if answer != CLEAN:
        raise ScannerDown(answer[:100])
    return ""


def answers() -> bool:
    """Whether the scanner is there; true where there is none to ask."""
    if not is_configured():
        return True
    try:
        return _ask([b"zPING\0"], GREETING_PATIENCE) == "PONG"
    except ScannerDown:
        return False


def _in_pieces(file: BinaryIO) -> Iterator[bytes]:
    yield b"zINSTREAM\0"
    while piece := file.read(PIECE):
        yield struct.pack("!I", len(piece)) + piece
    yield struct.pack("!I", 0)


def _ask(parts: Iterable[bytes], patience: float) -> str:
    try:
        with _connected(patience) as talk:
            with suppress(BrokenPipeError, ConnectionResetError):  # its answer says why
                for part in parts:
                    talk.sendall(part)
            return _answer(talk)
    except OSError as error:
        raise ScannerDown(type(error).__name__) from error


def _connected(patience: float) -> socket.socket:
    """A connection to ``settings.CLAMD``, whose form ``core.env`` has checked."""
    parts = urlsplit(settings.CLAMD)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname or "", parts.port or 0), patience)
    talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    talk.settimeout(patience)
    try:
        talk.connect(parts.path)
    except OSError:
        talk.close()
        raise
    return talk


def _answer(talk: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        part = talk.recv(LONGEST_ANSWER)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()
