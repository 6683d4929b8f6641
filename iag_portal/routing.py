"""Every live address of the portal, behind the gate for sockets."""

from typing import Any

from channels.routing import URLRouter
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.urls import path

from accounts.sockets import VerifiedUserMiddleware
from core.live.consumers import stream

patterns: list[Any] = [path("stream/<str:key>/", stream)]  # type: ignore[arg-type]
# Exact origins: AllowedHostsOriginValidator would let any scheme and port pass.
websockets = OriginValidator(VerifiedUserMiddleware(URLRouter(patterns)), [settings.PORTAL_ORIGIN])
