"""What a person sees when a deed is refused, and the record that it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from iag_portal.audit.chain import append
from iag_portal.policy import Refused

if TYPE_CHECKING:
    from accounts.models import User


class RefusalMiddleware:
    """Answer :class:`Refused` with its reason, 403, and record it in its own transaction.

    The deed's transaction is rolled back by then, so the refusal cannot be lost with it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Record the refusal and show why."""
        if not isinstance(exception, Refused):
            return None
        actor = cast("User", request.user) if request.user.is_authenticated else None
        match = request.resolver_match
        facts = {
            "permission": exception.permission,
            "thing": exception.thing,
            "page": match.view_name if match else "",
        }
        append(event="refused", group_id=exception.group_id, actor=actor, facts=facts)
        context = {"reason": str(exception)}
        return render(request, "403.html", context, status=403)
