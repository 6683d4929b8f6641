"""Count each answer and how long it took, by the name of its address."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.metrics import ANSWERS

ADDRESS = "/health/metrics"
NO_ADDRESS = "none"  # of ours: so that whoever guesses addresses fills no memory


class MetricsMiddleware:
    """Before all that can answer. A collector asks each process at its own port, by no name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == ADDRESS:
            request.META["HTTP_HOST"] = settings.PORTAL_DOMAIN
        begun = perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = match.view_name if match and match.view_name else NO_ADDRESS
        ANSWERS.count(view, response.status_code, perf_counter() - begun)
        return response
