"""Addresses of what a page draws a hundred times."""

from __future__ import annotations

from functools import cache

from django.urls import reverse


@cache
def address_of_rows(name: str) -> str:
    """The address ``name`` of one row, with ``%(pk)d`` in place of its number."""
    return reverse(name, args=[0]).replace("/0/", "/%(pk)d/")
