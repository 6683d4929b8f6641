"""The deliberate weakenings of ``weakenings.toml``, and how one is applied to a copy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


class NoLongerFits(ValueError):
    """The code has moved on and the weakening has not: write it anew."""


@dataclass(frozen=True)
class Weakening:
    """One protection less.

    :ivar says: what is then wrong, in words.
    :ivar row: the row of docs/bar.md that it breaks.
    :ivar file: path from the root of the project.
    :ivar old, new: a piece of that file, which stands there once, and what takes its place.
    :ivar test: pytest's name of the test that has to fail.
    """

    says: str
    row: str
    file: str
    old: str
    new: str
    test: str

    def apply(self, root: Path) -> None:
        """Put the weakening into the copy at ``root``.

        :raises NoLongerFits: unless ``old`` stands in the file exactly once.
        """
        place = root / self.file
        text = place.read_text()
        if text.count(self.old) != 1:
            raise NoLongerFits(f"{self.says}: found {text.count(self.old)} times in {self.file}")
        place.write_text(text.replace(self.old, self.new))

    def take_back(self, root: Path) -> None:
        """Put the file back as it is in the project."""
        (root / self.file).write_text((ROOT / self.file).read_text())


def read() -> list[Weakening]:
    """All of them, in the order of the file."""
    table = tomllib.loads((HERE / "weakenings.toml").read_text())
    return [Weakening(**entry) for entry in table["weakening"]]
