"""Work that must not hold up a page: `@job` functions, kept as rows until they are done.

A job runs at least once, never for certain only once: each one must be safe to repeat.
Why an own table and not a library: docs/decisions tells, and `lease.py` is all there is to it.
"""

from core.jobs.functions import (
    JobFunction,
    JobsHealth,
    drop,
    enqueue_periodic,
    forget,
    health,
    hold,
    job,
    last_failure,
    named,
    retry,
)
from core.jobs.run import for_each, progress, run_due_jobs

__all__ = [
    "JobFunction",
    "JobsHealth",
    "drop",
    "enqueue_periodic",
    "for_each",
    "forget",
    "health",
    "hold",
    "job",
    "last_failure",
    "named",
    "progress",
    "retry",
    "run_due_jobs",
]
