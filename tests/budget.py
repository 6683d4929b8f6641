"""Where the seconds of a run went: each folder's share, and the tests that take longest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Protocol

LONG = 5.0  # seconds; a test that takes more says why: @pytest.mark.long("…")


class Report(Protocol):
    """What pytest tells of one part of one test: set up, called, torn down."""

    nodeid: str
    duration: float
    keywords: dict[str, object]


def lines(reports: Iterable[Report]) -> Iterator[str]:
    """A line for each folder, then one for each long test that does not say why."""
    folders: Counter[str] = Counter()
    tests: Counter[str] = Counter()
    for one in reports:
        folder = PurePosixPath(one.nodeid.partition("::")[0]).parent
        folders["/".join(folder.parts[:2])] += one.duration
        if "long" not in one.keywords:
            tests[one.nodeid] += one.duration
    total = sum(folders.values())
    for name, seconds in folders.most_common():
        yield f"{seconds:7.1f} s  {seconds / (total or 1):4.0%}  {name}"
    for name, seconds in tests.most_common():
        if seconds > LONG:
            yield f"{seconds:7.1f} s  without a reason: {name}"
