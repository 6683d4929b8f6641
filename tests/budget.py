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
    when: str
    keywords: dict[str, object]


def begins_early(path: str, markers: set[str]) -> bool:
    """Whether the test at ``path`` waits or takes long: at the end no worker is left with it.

    :param path: from the root of the project, with ``/``.
    """
    return bool(markers & {"long", "faults"}) or path.startswith("tests/setup/")


def lines(reports: Iterable[Report]) -> Iterator[str]:
    """A line for each folder, then one for each long test that does not say why.

    What is set up before a test may be for many: its seconds are the folder's, and not the test's.
    """
    folders: Counter[str] = Counter()
    tests: Counter[str] = Counter()
    for report in reports:
        folder = PurePosixPath(report.nodeid.partition("::")[0]).parent
        folders["/".join(folder.parts[:2])] += report.duration
        if report.when == "call" and "long" not in report.keywords:
            tests[report.nodeid] += report.duration
    total = sum(folders.values())
    for name, seconds in folders.most_common():
        yield f"{seconds:7.1f} s  {seconds / (total or 1):4.0%}  {name}"
    for name, seconds in tests.most_common():
        if seconds > LONG:
            yield f"{seconds:7.1f} s  without a reason: {name}"
