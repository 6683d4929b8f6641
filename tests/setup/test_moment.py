"""script/test --at: the tests, and each Python that they start, run at another moment."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from _setup.tests import main

ROOT = Path(__file__).resolve().parent.parent.parent
MOMENT = datetime(2027, 3, 28, 23, 30, tzinfo=UTC)
MINUTE = 60
NEAR = 0.01  # seconds
ASK = """
import json, time, time_machine
real = time_machine.escape_hatch.time.time
print(json.dumps([real(), time.time(), real()]))
"""
ASK_TWICE = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ASK!r}]); {ASK}"
START = f"""
import os, sys
from datetime import datetime
sys.path[:0] = ["script", "."]
from _setup.tests import moved_to
moved = moved_to(datetime.fromisoformat("{MOMENT.isoformat()}"))
print(moved["CLOCK_MOVED_BY"], flush=True)
os.execve(sys.executable, [sys.executable, "-c", {ASK_TWICE!r}], os.environ | moved)
"""


def test_it_is_that_moment_for_a_python_and_for_the_one_that_it_starts():
    moved = {"CLOCK_MOVED_BY", "PYTHONPATH"}  # these tests may be at another moment themselves
    kept = {name: value for name, value in os.environ.items() if name not in moved}
    command = [sys.executable, "-c", START]
    done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=True)
    by, *asked = map(json.loads, done.stdout.splitlines())

    away = [abs(at - MOMENT.timestamp()) for _before, at, _after in asked]
    assert [seconds < MINUTE for seconds in away] == [True, True]
    gaps = [(before - at + by, at - by - after) for before, at, after in asked]
    assert [max(gap) < NEAR for gap in gaps] == [True, True]


@pytest.mark.parametrize("moment", ["tomorrow", "2027-03-28", "2027-03-28T23:30"])
def test_a_moment_without_its_zone_is_asked_for_again(moment, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--at", moment])

    assert ended.value.code == 2
    assert "write a moment with its zone, like 2027-03-28T23:30Z" in capsys.readouterr().err
