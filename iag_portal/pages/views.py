"""Pages that look across the apps: home, help, and what machines ask."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.jobs import NotWholeError, check_record
from core import jobs
from core.live.broker import broker
from iag_portal import __version__
from iag_portal.pages.queries import what_needs_you

STUCK = timedelta(minutes=5)  # a job due for longer than this means that no worker runs
CHECKED = timedelta(days=2)  # the audit log is checked each night: one night may be missed


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
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        health, record = jobs.health(), _record()
    except DatabaseError:
        return JsonResponse({"database": "down"}, status=503, headers={"Retry-After": "5"})
    waiting = health.oldest_due or timedelta()
    return JsonResponse(
        {
            "database": "up",
            "jobs": "stuck" if waiting > STUCK else "up",
            "jobs_failed": health.failed,
            "record": record,
            "redis": broker(),
        }
    )


def _record() -> str:
    """What the last nightly check of the audit log found; `verify_audit` tells more.

    A record that is broken stays so until a check ends well; one that was whole, for two days.
    """
    failure = jobs.last_failure(check_record, within=CHECKED)
    if failure == "":
        return "whole"
    return "broken" if (failure or "").startswith(NotWholeError.__name__) else "not checked"
