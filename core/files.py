"""Stored files go with the commit: an action that fails, or is only tried, takes none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from io import BytesIO
from typing import cast

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction


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
