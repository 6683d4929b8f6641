"""Moments of the story, with what follows of each at once: people are told when it happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from core.clock import at
from core.jobs import run_due_jobs


@contextmanager
def then(moment: datetime) -> Iterator[None]:
    """Let it be ``moment``; afterwards the jobs that are due by then are done, as of then."""
    with at(moment):
        yield
        run_due_jobs()
