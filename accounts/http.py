"""Requests as our views get them, and which methods they are asked with."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

from accounts.models import User

FORM_PAGE = require_http_methods(["GET", "HEAD", "POST"])  # looked at, and sent from


class SignedInRequest(HttpRequest):
    """A request that has passed the gate: ``user`` is a person, verified."""

    user: User


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, also when that is nothing; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None
