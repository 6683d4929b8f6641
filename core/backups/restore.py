"""Look at a backup with distrust, then put it in the place of what is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from core.backups import manifest as manifests
from core.backups.archive import DATABASE, FILES, MANIFEST, unpack
from core.backups.make import LOOKING, clear, store, stored
from core.backups.manifest import BackupError, Manifest


class Unpacked(NamedTuple):
    """A backup that lies in a folder, and what is wrong with it; ``problems`` are sentences."""

    folder: Path
    manifest: Manifest
    problems: list[str]


@contextmanager
def opened(source: IO[bytes], *, scratch: Path) -> Iterator[Unpacked]:
    """Unpack a backup beside the portal, and look at all that can be told before a change.

    :param scratch: a folder with room for all of it.
    :raises BackupError: for what is no backup at all.
    """
    clear(scratch)
    with TemporaryDirectory(prefix=LOOKING, dir=scratch) as name:
        folder = Path(name)
        entries = {entry.name: [entry.sha256, entry.size] for entry in unpack(source, folder)}
        if entries.pop(MANIFEST, None) is None:
            raise BackupError("This backup was not finished: it has no manifest.")
        manifest, seal = manifests.read((folder / MANIFEST).read_bytes())
        yield Unpacked(folder, manifest, list(_problems(folder, manifest, seal, entries)))


def _problems(
    folder: Path, manifest: Manifest, seal: str, entries: dict[str, list[object]]
) -> Iterator[str]:
    keys = manifests.missing_keys(manifest)
    yield from keys
    if not keys and not manifests.is_sealed(manifest, seal):
        yield "Somebody changed the manifest after the backup was made."
    changed = sorted(
        name
        for name in entries.keys() | manifest.files.keys()
        if entries.get(name) != manifest.files.get(name)
    )
    yield from (f"{name} is not what the manifest says." for name in changed)
    if manifest.vendor != connection.vendor:
        yield f"This backup is of {manifest.vendor}, and the portal uses {connection.vendor}."
    elif DATABASE not in changed:
        yield from store().check(folder / DATABASE, manifest)
    if unknown := sorted(set(manifest.migrations) - _migrations()):
        yield (
            f"This backup is of the newer release {manifest.version}: this one does not know"
            f" {unknown[0]}."
        )


def _migrations() -> set[str]:
    """Those that this release has, or had before it joined them."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = [key for migration in loader.disk_migrations.values() for key in migration.replaces]
    return {f"{app}.{name}" for app, name in [*loader.disk_migrations, *replaced]}


def is_empty() -> bool:
    """Whether nobody has an account here, and no file lies here."""
    try:
        people = get_user_model().objects.exists()
    except DatabaseError:  # no tables yet
        people = False
    return not people and next(stored(), None) is None


class Restored(NamedTuple):
    """What was done.

    :ivar others: how many files were there that are not of the backup.
    :ivar unlike: what is not as the manifest says, in sentences.
    """

    others: int
    unlike: list[str]


def restore(unpacked: Unpacked) -> Restored:
    """Put files and database in their places.

    Files first, so that each row finds its own. Those of others stay: no row names them.

    :raises BackupError: the database is then as it was.
    """
    if unpacked.problems:
        raise BackupError(unpacked.problems[0])
    names = [name.removeprefix(FILES) for name in unpacked.manifest.files if name != DATABASE]
    for name in names:
        default_storage.delete(name)
        with (unpacked.folder / FILES / name).open("rb") as content:
            if default_storage.save(name, File(content)) != name:
                raise BackupError(f"{name} could not be stored under its name.")
    unlike = store().restore(unpacked.folder / DATABASE, unpacked.manifest)
    return Restored(sum(1 for _name in stored()) - len(names), unlike)
