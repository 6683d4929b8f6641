"""How the portal is, in words and numbers without people: for machines, operators and everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from accounts.jobs import NotWholeError, check_record
from core import jobs
from core.live.broker import broker

STUCK = timedelta(minutes=5)  # a job due for longer than this means that no worker runs
CHECKED = timedelta(days=2)  # the audit log is checked each night: one night may be missed


class Health(NamedTuple):
    """One look.

    :ivar jobs: ``up``, or ``stuck``.
    :ivar record: ``whole``, ``broken`` or ``not checked``.
    :ivar redis: ``up``, ``down`` or ``not used``.
    """

    jobs: str
    jobs_failed: int
    record: str
    redis: str


def look() -> Health:
    """Ask the database and Redis.

    :raises django.db.DatabaseError: without a database nothing can be told.
    """
    health, record = jobs.health(), _record()
    waiting = health.oldest_due or timedelta()
    return Health("stuck" if waiting > STUCK else "up", health.failed, record, broker())


def _record() -> str:
    """What the last nightly check of the audit log found; `verify_audit` tells more.

    A record that is broken stays so until a check ends well; one that was whole, for two days.
    """
    failure = jobs.last_failure(check_record, within=CHECKED)
    if failure == "":
        return "whole"
    return "broken" if (failure or "").startswith(NotWholeError.__name__) else "not checked"
