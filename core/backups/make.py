"""Make a backup, while people work."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from shutil import rmtree
from tempfile import NamedTemporaryFile, TemporaryDirectory
from types import ModuleType
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from core.backups.archive import DATABASE, FILES, Writer
from core.backups.manifest import BackupError, Manifest, fingerprints
from core.clock import now

STEM, SUFFIX = "iag-portal-", ".tar"
NAME = f"{STEM}%Y%m%dT%H%M%SZ{SUFFIX}"
UNFINISHED = ".unfinished"
MAKING, LOOKING = ".backup-", ".restore-"  # folders beside it, with people's words for a while
ABANDONED = timedelta(days=1)  # nothing takes that long
NOTE = "last-backup.json"  # in the data folder: when, and where


def store() -> ModuleType:
    """What knows how to back up the kind of database that this portal has."""
    return import_module(f"core.backups.{connection.vendor}")


def make(out: IO[bytes], *, version: str, scratch: Path) -> Manifest:
    """Write a backup to ``out``.

    Files are never changed where they lie: each has a name of its own. So they are taken first,
    then the database, then the files that came meanwhile: whatever a row names is there, unless
    it was removed in that very moment, which the manifest says.

    :param scratch: where the dump lies for a while.
    :raises BackupError: saying why there is none.
    """
    clear(scratch)
    writer, made_at = Writer(out), now()
    _add_files(writer)
    kind = store()
    with TemporaryDirectory(prefix=MAKING, dir=scratch) as folder:
        dump = Path(folder) / DATABASE
        facts = kind.dump(dump)
        with dump.open("rb") as content:
            writer.add(DATABASE, content, dump.stat().st_size)
    _add_files(writer)
    manifest = Manifest(
        version=version,
        made_at=made_at.isoformat(),
        vendor=connection.vendor,
        server=kind.server(),
        migrations=facts.migrations,
        rows=facts.rows,
        heads={scope: list(head) for scope, head in facts.heads.items()},
        keys=fingerprints(),
        files=writer.entries,
        absent=[name for name in facts.files if FILES + name not in writer.entries],
    )
    writer.close(manifest.text())
    return manifest


def clear(scratch: Path) -> None:
    """Remove what a backup or restoration that was killed has left there, words and all."""
    with NamedTemporaryFile(dir=scratch) as probe:  # the disk may be another machine's
        before = Path(probe.name).stat().st_mtime - ABANDONED.total_seconds()
    for pattern in (f"{MAKING}*", f"{LOOKING}*", f"{STEM}*{UNFINISHED}"):
        for path in scratch.glob(pattern):
            if path.stat().st_mtime > before:
                continue
            if path.is_dir():
                rmtree(path)
            else:
                path.unlink()


def stored(folder: str = "") -> Iterator[str]:
    """Names of all files that the storage has, wherever it keeps them."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from stored(f"{folder}{name}/")


def _add_files(writer: Writer) -> None:
    """Those that are not in it yet. One that is removed before its turn is no loss."""
    for name in stored():
        if FILES + name not in writer.entries:
            with suppress(FileNotFoundError), default_storage.open(name) as content:
                writer.add(FILES + name, content, content.size)


@contextmanager
def written(target: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file for the backup, for us alone, that has its name once it is whole.

    :param target: a folder, in which it is named by the moment; or the file itself.
    """
    file = target if target.suffix == SUFFIX else target / now().strftime(NAME)
    unfinished = file.with_name(file.name + UNFINISHED)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as out:
            yield out, file
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def keep(folder: Path, number: int) -> int:
    """Remove all but the newest ``number`` backups in ``folder``; answers how many went."""
    old = sorted(folder.glob(f"{STEM}*{SUFFIX}"), reverse=True)[number:]
    for file in old:
        file.unlink()
    return len(old)


def note(manifest: Manifest, where: str) -> None:
    """Write down that there is one, for whoever asks how old the newest is."""
    text = json.dumps({"made_at": manifest.made_at, "where": where})
    (settings.DATA_DIR / NOTE).write_text(text + "\n")


def newest() -> datetime | None:
    """When the newest backup of this portal was begun; None before the first."""
    try:
        return datetime.fromisoformat(json.loads((settings.DATA_DIR / NOTE).read_text())["made_at"])
    except (OSError, ValueError, KeyError):
        return None
