"""Addresses that pages draw again and again."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def address_of(name: str, *args: int | str) -> str:
    """What ``reverse`` answers, which looks through all patterns for it, remembered."""
    return _address(get_urlconf(), get_script_prefix(), name, *args)


@lru_cache(maxsize=2000, typed=True)
def _address(urlconf: str | None, _prefix: str, name: str, *args: int | str) -> str:
    return reverse(name, urlconf, args)
