"""How often something may be asked for that costs others time, counted by allauth."""

from __future__ import annotations

from allauth.core.internal import ratelimit  # its public module knows allauth's own actions only
from django.http import HttpRequest


def is_allowed(request: HttpRequest, action: str, rates: str, *, key: str | None = None) -> bool:
    """Whether this may be asked once more. It counts from now on, whatever the method.

    :param rates: as allauth writes them: ``60/m/ip,60/h/key`` for each network, and each ``key``.
    """
    usage = ratelimit.consume(
        request, app="portal", action=action, config={action: rates}, key=key, limit_get=True
    )
    return bool(usage)
