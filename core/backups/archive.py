"""The tar of a backup: written in one go, with a digest of each entry, and read with distrust."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Iterator
from io import BufferedIOBase, BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple, Protocol

from core.backups.manifest import BackupError

PIECE = 1024 * 1024  # bytes
MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files/"


class Readable(Protocol):
    """Something that is read in pieces."""

    def read(self, size: int, /) -> bytes: ...


class Entry(NamedTuple):
    """One entry that was read: its name, and what it turned out to hold."""

    name: str
    sha256: str
    size: int


class Writer:
    """Adds entries to a tar that is written as a stream, and remembers what they were."""

    def __init__(self, out: IO[bytes]) -> None:
        self._tar = tarfile.TarFile(fileobj=_Stream(out), mode="w", format=tarfile.PAX_FORMAT)
        self.entries: dict[str, list[object]] = {}

    def add(self, name: str, content: Readable, size: int) -> None:
        """Add ``size`` bytes of ``content``.

        :raises BackupError: when it holds fewer: somebody changed it meanwhile.
        """
        reading = _Hashed(content)
        header = tarfile.TarInfo(name)
        header.size, header.mode = size, 0o600
        try:
            self._tar.addfile(header, reading)
        except OSError as error:
            raise BackupError(f"{name} could not be written: {error}") from error
        self.entries[name] = [reading.sha256.hexdigest(), size]

    def close(self, manifest: bytes) -> None:
        """End with the manifest: a backup without it was not finished."""
        header = tarfile.TarInfo(MANIFEST)
        header.size, header.mode = len(manifest), 0o600
        self._tar.addfile(header, BytesIO(manifest))
        self._tar.close()


class _Stream(BufferedIOBase):
    """What a tar is written to: a pipe, too, which cannot tell where it stands."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self._at = out, 0

    def write(self, data: Any) -> int:
        self._out.write(data)
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at


class _Hashed(BufferedIOBase):
    """A file that is hashed while it is read."""

    def __init__(self, content: Readable) -> None:
        self._content, self.sha256 = content, hashlib.sha256()

    def read(self, size: int | None = -1) -> bytes:
        piece = self._content.read(-1 if size is None else size)
        self.sha256.update(piece)
        return piece


def unpack(source: IO[bytes], folder: Path) -> Iterator[Entry]:
    """Write every entry under ``folder``, and tell each.

    :raises BackupError: for what is no backup of ours: a link, a name that leads elsewhere.
    """
    try:
        with tarfile.open(fileobj=source, mode="r|") as tar:
            for member in tar:
                if not member.isreg() or not _is_ours(member.name):
                    raise BackupError(f"{member.name!r} has no place in a backup.")
                content = tar.extractfile(member)
                if content is not None:
                    yield _unpack_one(member.name, content, folder / member.name)
    except FileExistsError as error:
        raise BackupError("This backup has two entries in one place.") from error
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"This is no whole backup: {error}.") from error
    except OSError as error:
        raise BackupError(f"It could not be unpacked: {error.strerror}.") from error


def _unpack_one(name: str, content: IO[bytes], path: Path) -> Entry:
    sha256, size = hashlib.sha256(), 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as out:
        while piece := content.read(PIECE):
            sha256.update(piece)
            size += len(piece)
            out.write(piece)
    return Entry(name, sha256.hexdigest(), size)


def _is_ours(name: str) -> bool:
    if name in {MANIFEST, DATABASE}:
        return True
    path = PurePosixPath(name)
    return name.startswith(FILES) and ".." not in path.parts and str(path) == name
