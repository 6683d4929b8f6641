"""Who may run a job: a lease taken by compare-and-set, which ends by itself.

`due_at` is the fence. It is in the condition of every write, so a worker that comes back
after its lease has ended writes nothing.
"""

from datetime import datetime, timedelta

from django.db.models import F

from core.clock import now
from core.jobs.functions import FUNCTIONS, JobFunction
from core.jobs.models import Job, State

# The lease outlasts the time limit, so that a healthy worker always ends a job before it is lost.
MARGIN = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
LOOK_AT = 10


class Lease:
    """The right to run one job until `until`, and the only way to say how it ended."""

    def __init__(self, row: Job, function: JobFunction, *, until: datetime, attempt: int) -> None:
        self.job_id = row.pk
        self.args = row.args
        self.request_id = row.request_id
        self.function = function
        self.until = until
        self.attempt = attempt

    def succeed(self) -> bool:
        """Record the end of the job. False if the lease is no longer ours."""
        return self._write(state=State.DONE, finished_at=now(), error="")

    def fail(self, error: str) -> bool:
        """Record a failed attempt: due again after 2^n seconds, or failed for good."""
        if self.attempt >= self.function.attempts:
            return self._write(state=State.FAILED, finished_at=now(), error=error)
        wait = min(timedelta(seconds=2**self.attempt), LONGEST_WAIT)
        return self._write(due_at=now() + wait, error=error)

    def give_back(self) -> bool:
        """Undo the claim: the worker is stopping, which is not the job's fault."""
        return self._write(due_at=now(), attempts=F("attempts") - 1)

    def report(self, percent: int) -> bool:
        """Show how far the job has come."""
        return self._write(progress=percent)

    def _write(self, **values: object) -> bool:
        mine = Job.objects.filter(pk=self.job_id, state=State.DUE, due_at=self.until)
        return bool(mine.update(**values))


def claim() -> Lease | None:
    """Take the job that has been due longest, or None when nothing is due."""
    due = Job.objects.filter(state=State.DUE, due_at__lte=now())
    for row in due.order_by("due_at", "pk")[:LOOK_AT]:
        lease = _take(row)
        if lease:
            return lease
    return None


def _take(row: Job) -> Lease | None:
    mine = Job.objects.filter(pk=row.pk, state=State.DUE, due_at=row.due_at)
    function = FUNCTIONS.get(row.function)
    if function is None:
        mine.update(state=State.FAILED, finished_at=now(), error="no such function")
        return None
    if row.attempts >= function.attempts:  # the last worker that held it never came back
        mine.update(state=State.FAILED, finished_at=now(), error="worker died")
        return None
    until = now() + function.timeout + MARGIN
    if not mine.update(due_at=until, attempts=row.attempts + 1, progress=None):
        return None
    return Lease(row, function, until=until, attempt=row.attempts + 1)
