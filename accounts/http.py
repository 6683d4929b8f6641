"""Requests as our views get them."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request that has passed the gate: ``user`` is a person, verified."""

    user: User  # type: ignore[assignment]
