"""One part after the other fails under people who press: nothing is lost, nothing comes twice.

Kills of processes stand in ``test_storm.py``, Redis in ``test_redis.py``: here is what they do not
try. The whole of it runs by ``python -m tests.faults``.
"""

import pytest

from tests.e2e.line import Line
from tests.faults.chaos import OF_A_FULL_DISK, Chaos

pytestmark = pytest.mark.faults
FAULTS = ["a third of the line lost", "disk full", "clock two minutes ahead"]


@pytest.mark.long("three faults, one after the other, with six pages")
async def test_everybody_is_heard_once_and_every_page_is_whole_soon_after_each_fault(portal_of):
    portal = portal_of(**OF_A_FULL_DISK)
    portal.start_web(portal.port)  # web and jobs as their services start them
    portal.run("manage.py", "work")
    with Line(portal.port) as line:
        chaos = await Chaos.begin(portal, line, members=4, watchers=2)
        try:
            outcomes = [await chaos.run(fault) for fault in FAULTS]
        finally:
            await chaos.end()

    assert [(outcome.fault, outcome.lost, outcome.doubled) for outcome in outcomes] == [
        (fault, 0, 0) for fault in FAULTS
    ]
    assert [outcome.again > 0 for outcome in outcomes[:1]] == [True]
