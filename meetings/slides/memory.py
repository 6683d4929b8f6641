"""Let a piece of work have so much more memory and no more.

A PDF of half a megabyte can hold a drawing of gigabytes. PDFium ends the process when it gets no
more memory; that is the job's own process, and the pack is then given up with a sentence.
"""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGE = resource.getpagesize()


@contextmanager
def at_most(more: int) -> Iterator[None]:
    """Inside, this process may map ``more`` bytes than it has now; afterwards as before."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    now = int(Path("/proc/self/statm").read_text().split()[0]) * PAGE
    limits = [limit for limit in (now + more, *before) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
