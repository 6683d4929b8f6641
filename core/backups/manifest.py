"""What a backup says of itself: its release, its moment, and a digest of all that is in it."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from core.backups.facts import Facts

FORMAT = 1
LABEL = b"fingerprint of a key of the portal"
SHORT = 16  # hexadecimal digits of a fingerprint: enough to tell keys apart, and no key
NEEDED = {  # without these a restored portal has lost something for good
    "IAG_FIELD_KEYS": "no second step would open",
    "IAG_AUDIT_KEY": "the audit log would not verify",
}


class BackupError(Exception):
    """A backup that could not be made, or must not be restored; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The last entry of a backup.

    :ivar server: major version of the PostgreSQL that the dump is of; 0 on SQLite.
    :ivar keys: fingerprints of the keys in use, by setting; never a key.
    :ivar files: SHA-256 and bytes of each entry of the tar, by its name.
    :ivar absent: files that rows point at and that were not there.
    """

    version: str
    made_at: str
    vendor: str
    server: int
    migrations: list[str]
    rows: dict[str, int]
    heads: dict[str, list[Any]]
    keys: dict[str, list[str]]
    files: dict[str, list[Any]]
    absent: list[str]
    format: int = FORMAT

    def text(self) -> bytes:
        """The manifest as JSON, with a seal: an HMAC under the key of the audit log."""
        fields = asdict(self)
        return json.dumps({**fields, "seal": _seal(fields, settings.AUDIT_KEY)}, indent=1).encode()


def read(text: bytes) -> tuple[Manifest, str]:
    """A manifest and its seal.

    :raises BackupError: for anything else.
    """
    try:
        fields = json.loads(text)
        if fields.get("format") != FORMAT:
            raise BackupError("This backup has a form that this release does not read.")
        seal = fields.pop("seal")
        return Manifest(**fields), str(seal)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError("The manifest of this backup cannot be read.") from error


def is_sealed(manifest: Manifest, seal: str) -> bool:
    """Whether somebody with a key of the audit log wrote this manifest as it stands."""
    keys = [settings.AUDIT_KEY, *settings.AUDIT_KEY_FALLBACKS]
    return any(hmac.compare_digest(_seal(asdict(manifest), key), seal) for key in keys)


def _seal(fields: dict[str, Any], key: str) -> str:
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hmac.new(key.encode(), f"backup {text}".encode(), hashlib.sha256).hexdigest()


def fingerprints() -> dict[str, list[str]]:
    """Of each key that this portal has now; what it is made of cannot be read back from one."""
    keys = {
        "IAG_SECRET_KEY": [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS],
        "IAG_FIELD_KEYS": settings.FIELD_KEYS,
        "IAG_AUDIT_KEY": [settings.AUDIT_KEY, *settings.AUDIT_KEY_FALLBACKS],
    }
    return {name: [_fingerprint(key) for key in values] for name, values in keys.items()}


def _fingerprint(key: str) -> str:
    return hmac.new(key.encode(), LABEL, hashlib.sha256).hexdigest()[:SHORT]


def missing_keys(manifest: Manifest) -> list[str]:
    """Settings of keys that the backup needs and this portal has not, with what would be lost."""
    ours = fingerprints()
    return [
        f"{name} is not the key of this backup: {loss}."
        for name, loss in NEEDED.items()
        if not set(manifest.keys.get(name, ())) <= set(ours[name])
    ]


def differences(of_database: Facts, manifest: Manifest) -> list[str]:
    """Tables and chains of a database that are not as the manifest says, each in a sentence."""
    tables = sorted(
        table
        for table in of_database.rows.keys() | manifest.rows.keys()
        if of_database.rows.get(table) != manifest.rows.get(table)
    )
    words = [f"The table {table} has not as many rows as the manifest says." for table in tables]
    if {scope: list(head) for scope, head in of_database.heads.items()} != manifest.heads:
        words.append("The audit log does not end where the manifest says.")
    return words
