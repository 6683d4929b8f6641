"""The keys that encrypt factor secrets: the first one writes, all of them read."""

from __future__ import annotations

from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def fernet() -> MultiFernet:
    """What encrypts and decrypts with ``settings.FIELD_KEYS``, newest first."""
    return _of(tuple(settings.FIELD_KEYS))


@lru_cache
def _of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
