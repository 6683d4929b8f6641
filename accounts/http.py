"""Requests as our views get them, the methods they are asked with, the group they name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from accounts.models import AdvisoryGroup, User

View = Callable[..., HttpResponse]
Row = TypeVar("Row")
FORM_PAGE = require_http_methods(["GET", "HEAD", "POST"])  # looked at, and sent from


class SignedInRequest(HttpRequest):
    """A request that has passed the gate: ``user`` is a person, verified."""

    user: User
    htmx: HtmxDetails


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, also when that is nothing; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def or_404(row: Row | None) -> Row:
    """What one row of ``PreparedRow`` answers, or 404: for what is not theirs as for nothing."""
    if row is None:
        raise Http404
    return row


def find_group(request: SignedInRequest, pk: int) -> AdvisoryGroup:
    """The group, as far as this person may know of it."""
    return get_object_or_404(AdvisoryGroup.objects.visible_to(request.user), pk=pk)


def administrators_only(view: View) -> View:
    """These pages do not exist for anybody else."""

    @wraps(view)
    def checked(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return checked
