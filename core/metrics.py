"""Numbers in the text form of Prometheus: what this process has answered, counted as it goes.

Labels are names of addresses and codes, never a path, an identity or a word of anybody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from threading import Lock

FORM = "text/plain; version=0.0.4; charset=utf-8"
LIMITS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
Labels = Mapping[str, object]


class Answers:
    """What one process has answered since it began."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._number: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._within = [0] * (len(LIMITS) + 1)

    def count(self, view: str, status: int, seconds: float) -> None:
        """Add one answer of the address named ``view``."""
        with self._lock:
            self._number[view, status] += 1
            self._seconds[view] += seconds  # type: ignore[assignment]  # a Counter of seconds
            self._within[bisect_left(LIMITS, seconds)] += 1

    def lines(self) -> Iterator[str]:
        """The counters, and how long answers took."""
        with self._lock:
            number, seconds = dict(self._number), dict(self._seconds)
            within = list(accumulate(self._within))
        answered = [({"view": v, "status": s}, n) for (v, s), n in sorted(number.items())]
        yield from metric("iag_requests_total", "counter", answered)
        took = [({"view": view}, took) for view, took in sorted(seconds.items())]
        yield from metric("iag_request_view_seconds_total", "counter", took)
        yield "# TYPE iag_request_seconds histogram"
        for limit, sofar in zip([*LIMITS, "+Inf"], within, strict=True):
            yield sample("iag_request_seconds_bucket", {"le": limit}, sofar)
        yield sample("iag_request_seconds_sum", {}, sum(seconds.values()))
        yield sample("iag_request_seconds_count", {}, within[-1])


def metric(name: str, kind: str, samples: Iterable[tuple[Labels, float]]) -> Iterator[str]:
    """One metric: its kind, then each sample."""
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        yield sample(name, labels, value)


def sample(name: str, labels: Labels, value: float) -> str:
    """One line. Labels are names and codes of ours: nothing in them has to be masked."""
    inside = ",".join(f'{label}="{word}"' for label, word in labels.items())
    return f"{name}{{{inside}}} {value:.10g}" if inside else f"{name} {value:.10g}"


ANSWERS = Answers()
