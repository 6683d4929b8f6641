"""Pages that look across the apps: home, help, and what machines ask."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from iag_portal import __version__
from iag_portal.pages.health import look
from iag_portal.pages.queries import what_needs_you


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """What needs you: the open meeting, positions, answers, what is new to read."""
    user = request.user
    if not user.roles and user.organisation_ids:
        return redirect("publications:list")
    return render(request, "pages/home.html", what_needs_you(user))


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to get help, also for people who cannot sign in."""
    return render(request, "pages/help.html", {"version": __version__})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "pages/accessibility.html")


@login_not_required
@require_safe
def health_live(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def health_ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The database and Redis answer, jobs are being done, the record is whole: each by itself.

    Words and numbers only, nothing about people. Without Redis or with jobs that are stuck
    pages still answer, so the status stays 200: monitoring reads the words.
    """
    try:
        health = look()
    except DatabaseError:
        return JsonResponse({"database": "down"}, status=503, headers={"Retry-After": "5"})
    return JsonResponse({"database": "up", **health._asdict()})
