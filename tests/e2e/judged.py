"""Colours that axe let pass, known to all test processes of a run by one file.

To ask axe takes ten times as long as to look, and three processes would ask the same.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SIZE = sha256().digest_size


class Judged:
    """``colour in judged``: whether it passed, here or, where ``file`` is set, in any process."""

    def __init__(self) -> None:
        self.file: Path | None = None
        self._known: set[bytes] = set()

    def __contains__(self, colour: str) -> bool:
        return sha256(colour.encode()).digest() in self._known

    def unknown(self, colours: list[str]) -> list[int]:
        """Where in ``colours`` one stands that did not pass; only then is the file read."""
        if any(colour not in self for colour in colours) and self.file and self.file.exists():
            written = self.file.read_bytes()
            self._known |= {written[at : at + SIZE] for at in range(0, len(written), SIZE)}
        return [at for at, colour in enumerate(colours) if colour not in self]

    def add(self, colours: Iterable[str]) -> None:
        """These have passed."""
        new = {sha256(colour.encode()).digest() for colour in colours} - self._known
        self._known |= new
        if self.file:
            with self.file.open("ab", buffering=0) as shared:
                shared.write(b"".join(new))  # at once: it lands whole, at the end
