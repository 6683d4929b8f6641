"""How set-up speaks: short lines, each step with its time, and plain reasons for a stop."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic


class Trouble(Exception):
    """Set-up cannot go on; the message says why and what to do."""


def line(text: str = "") -> None:
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Name a step when it starts and tell its time when it ends."""
    begun = monotonic()
    line(f"- {title} …")
    yield
    seconds = monotonic() - begun
    if seconds >= 1:
        line(f"  done in {seconds:.0f} s")


class Progress:
    """Shows that a long command is alive: its last line, rewritten in place or every 5 s."""

    def __init__(self) -> None:
        self._in_place = sys.stdout.isatty()
        self._next = monotonic() + 5
        self._begun = monotonic()

    def show(self, text: str) -> None:
        text = text.strip()[:76]
        if self._in_place:
            sys.stdout.write(f"\r\033[K  {text}")
            sys.stdout.flush()
        elif monotonic() >= self._next:
            self._next = monotonic() + 5
            line(f"  {monotonic() - self._begun:3.0f} s  {text}")

    def clear(self) -> None:
        if self._in_place:
            sys.stdout.write("\r\033[K")
            sys.stdout.flush()
