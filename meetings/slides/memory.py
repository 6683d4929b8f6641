"""Let a piece of work have so much more memory and time of the processor, and no more.

A PDF of half a megabyte can hold a drawing of gigabytes, or one that takes for ever. PDFium ends
the process when it gets no more memory, and the kernel ends it when its time is over; that is
the job's own process, and the pack is then given up with a sentence. Time is counted in seconds
of work and not by the clock: on a busy machine a pack of 200 pages takes longer and no more.
"""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGE = resource.getpagesize()


@contextmanager
def at_most(more: int) -> Iterator[None]:
    """Inside, this process may map ``more`` bytes than it has now; afterwards as before."""
    now = int(Path("/proc/self/statm").read_text().split()[0]) * PAGE
    with _limit(resource.RLIMIT_AS, now + more):
        yield


@contextmanager
def working_at_most(seconds: int) -> Iterator[None]:
    """Inside, this process may work ``seconds`` longer than it has; afterwards as before."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    with _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds):
        yield


@contextmanager
def _limit(kind: int, value: int) -> Iterator[None]:
    before = resource.getrlimit(kind)
    limits = [limit for limit in (value, *before) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(kind, (min(limits), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(kind, before)
