"""Stored files: removed with the commit, read whole, and given to a browser.

An action that fails, or is only tried, takes none. Django's ``FileResponse`` would save nothing:
under ASGI its content is read into memory before the first byte is sent, and a file that nobody
reads to its end stays open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import cast

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse


def digest(file: UploadedFile[bytes]) -> str:
    """SHA-256 of an upload, hexadecimal; it can be read from its beginning afterwards."""
    file.seek(0)
    sha256 = hashlib.file_digest(cast("BytesIO", file.file), "sha256").hexdigest()
    file.seek(0)
    return sha256


def remove_with_commit(names: Iterable[str]) -> None:
    """Remove these files once what was written in this transaction stands.

    One that cannot be removed is logged; the others go all the same.

    :param names: as the storage knows them; read now.
    """
    for name in list(names):

        def remove(name: str = name) -> None:  # Django logs it by name; a partial has none
            default_storage.delete(name)

        transaction.on_commit(remove, robust=True)


def stored(name: str) -> bytes:
    """What is stored under ``name``."""
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


@contextmanager
def on_disk(name: str) -> Iterator[Path]:
    """Where a program finds what is stored under ``name``: in its place, or in a copy for now."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        with TemporaryDirectory(prefix="iag-file-") as folder:
            path = Path(folder) / Path(name).name
            with default_storage.open(name) as file, path.open("wb") as out:
                copyfileobj(file, out)
            yield path
    else:
        yield path


def file_response(content: bytes | str, content_type: str, name: str = "") -> HttpResponse:
    """A file to save as ``name``; without a name one to show.

    Either gets the policy of files by its disposition: it may do nothing.
    """
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"' if name else "inline"
    return response
