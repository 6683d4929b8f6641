"""What was done already: a step's inputs, hashed, beside its name in var/setup/."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from .commands import ROOT

FOLDER = ROOT / "var" / "setup"


def digest(paths: Iterable[Path], *words: str) -> str:
    """Hash of names and contents; a folder counts with all that is in it."""
    total = hashlib.sha256()
    for path in sorted(_files(paths)):
        total.update(f"{path.relative_to(ROOT)}\n".encode())
        total.update(path.read_bytes())
    for word in words:
        total.update(f"{word}\n".encode())
    return total.hexdigest()


def is_fresh(name: str, value: str, *, folder: Path = FOLDER) -> bool:
    stamp = folder / f".{name}.stamp"
    return stamp.exists() and stamp.read_text() == value


def mark(name: str, value: str, *, folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f".{name}.stamp").write_text(value)


def forget(name: str, *, folder: Path = FOLDER) -> None:
    (folder / f".{name}.stamp").unlink(missing_ok=True)


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from (
                inner
                for inner in path.rglob("*")
                if inner.is_file() and "__pycache__" not in inner.parts
            )
