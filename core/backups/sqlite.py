"""A copy of a SQLite database that is whole while others write, and its way back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.db import connection, connections

from core.backups.facts import Facts, facts
from core.backups.manifest import BackupError, Manifest, differences

TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)
PATIENCE = 20.0  # seconds


def server() -> int:
    """No server."""
    return 0


def dump(path: Path) -> Facts:
    """Write all of one moment to ``path``: by SQLite's own backup, never by copying its file."""
    with closing(_open(Path(_name()), "rw")) as source, closing(sqlite3.connect(path)) as copy:
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            return _facts(copy)
        except sqlite3.OperationalError as error:
            raise BackupError(f"The database could not be copied: {error}.") from error


def check(path: Path, manifest: Manifest) -> list[str]:
    """What is wrong with a copy; it is read, and nothing else."""
    with closing(_open(path, "ro")) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return ["SQLite finds its copy broken."]
        return differences(_facts(copy), manifest)


def restore(path: Path, manifest: Manifest) -> list[str]:
    """Put the copy in the place of the database, in one transaction of SQLite.

    Answers what then differs from the manifest.
    """
    connections.close_all()
    with (
        closing(_open(path, "ro")) as copy,
        closing(sqlite3.connect(_name(), timeout=PATIENCE)) as target,
    ):
        try:
            copy.backup(target)
        except sqlite3.OperationalError as error:
            raise BackupError("The database is in use. Stop the portal first.") from error
        unlike = differences(_facts(target), manifest)
    connections.close_all()
    return unlike


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _open(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path))}?mode={mode}"
    try:
        return sqlite3.connect(address, uri=True, timeout=PATIENCE)
    except sqlite3.OperationalError as error:
        raise BackupError(f"{path} cannot be opened.") from error


def _facts(database: sqlite3.Connection) -> Facts:
    names = [name for (name,) in database.execute(TABLES).fetchall()]
    return facts(database.execute, names)
