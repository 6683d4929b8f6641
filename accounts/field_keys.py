"""The keys that encrypt factor secrets: the first one writes, all of them read.

Apps above seal with them what nobody who reads the database may read. Each registers a function
that seals its own anew when a key is replaced, in the same transaction.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class SealAnew(Protocol):
    """Seals what one app has sealed with the newest key; in a transaction, by keyword."""

    def __call__(self, *, actor: None) -> None: ...


_SEALERS: list[SealAnew] = []


def register(seal_anew: SealAnew) -> None:
    """Have ``seal_anew`` called when keys are replaced; once, however often it is registered."""
    if seal_anew not in _SEALERS:
        _SEALERS.append(seal_anew)


def seal_everything_anew() -> None:
    """Seal what the apps above have sealed with the newest key."""
    for seal_anew in _SEALERS:
        seal_anew(actor=None)


def fernet() -> MultiFernet:
    """What encrypts and decrypts with ``settings.FIELD_KEYS``, newest first."""
    return _of(tuple(settings.FIELD_KEYS))


@lru_cache
def _of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
