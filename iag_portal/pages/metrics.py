"""What a collector of metrics reads: guarded by a token, numbers only, nobody's name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from hmac import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core import jobs
from core.audit.models import Chain
from core.backups.make import newest
from core.clock import now
from core.live.broker import broker
from core.live.hub import hub
from core.metrics import ANSWERS, FORM, metric
from iag_portal import __version__
from meetings.models import Meeting

WAY = "Bearer "


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Of this process, and of the database that all share. Without the token there is no page."""
    authorization = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not compare_digest(
        authorization.encode(), f"{WAY}{settings.METRICS_TOKEN}".encode()
    ):
        raise Http404
    lines = [*ANSWERS.lines(), *_process(), *_machine()]
    try:
        lines += _database()
    except DatabaseError:
        lines += metric("iag_database_up", "gauge", [({}, 0)])
    return HttpResponse("\n".join(lines) + "\n", content_type=FORM)


def _process() -> Iterator[str]:
    """The open pages of this process: add those of all processes."""
    listeners = [listener for room in list(hub.rooms.values()) for listener in list(room.listeners)]
    people = len({listener.person for listener in listeners})
    yield from metric("iag_sockets_open", "gauge", [({}, len(listeners))])
    yield from metric("iag_people_connected", "gauge", [({}, people)])


def _machine() -> Iterator[str]:
    yield from metric("iag_version", "gauge", [({"version": __version__}, 1)])
    free = shutil.disk_usage(settings.DATA_DIR).free
    yield from metric("iag_disk_free_bytes", "gauge", [({}, free)])
    yield from metric("iag_redis_up", "gauge", [({}, int(broker() != "down"))])
    if made_at := newest():
        yield from metric(
            "iag_backup_age_seconds", "gauge", [({}, (now() - made_at).total_seconds())]
        )


def _database() -> Iterator[str]:
    """The same at every process: take the largest, and add nothing."""
    health = jobs.health()
    waited = health.oldest_due.total_seconds() if health.oldest_due else 0
    yield from metric("iag_database_up", "gauge", [({}, 1)])
    yield from metric("iag_jobs_waiting", "gauge", [({}, health.waiting)])
    yield from metric("iag_jobs_waiting_seconds", "gauge", [({}, waited)])
    yield from metric("iag_jobs_failed", "gauge", [({}, health.failed)])
    yield from metric("iag_emails_waiting", "gauge", [({}, health.emails)])
    running = Meeting.objects.filter(state=Meeting.State.OPEN).count()
    yield from metric("iag_meetings_running", "gauge", [({}, running)])
    records = Chain.objects.aggregate(height=Sum("length"))["height"] or 0
    yield from metric("iag_audit_records", "gauge", [({}, records)])
