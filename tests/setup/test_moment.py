"""script/test --at: the tests, and each Python that they start, run at another moment."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from _setup.tests import main

ROOT = Path(__file__).resolve().parent.parent.parent
MINUTE = timedelta(minutes=1)
MOMENT = datetime(2027, 3, 28, 23, 30, tzinfo=UTC)
ASK = "from datetime import UTC, datetime; print(datetime.now(UTC))"
ASK_TWICE = f"import subprocess, sys; {ASK}; subprocess.run([sys.executable, '-c', {ASK!r}])"
START = f"""
import os, sys
from datetime import datetime
sys.path[:0] = ["script", "."]
from _setup.tests import moved_to
env = os.environ | moved_to(datetime.fromisoformat("{MOMENT.isoformat()}"))
os.execve(sys.executable, [sys.executable, "-uc", {ASK_TWICE!r}], env)
"""


def test_it_is_that_moment_for_a_python_and_for_the_one_that_it_starts():
    moved = {"CLOCK_MOVED_BY", "PYTHONPATH"}  # these tests may be at another moment themselves
    kept = {name: value for name, value in os.environ.items() if name not in moved}
    command = [sys.executable, "-c", START]
    done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=True)

    late = [datetime.fromisoformat(line) - MOMENT for line in done.stdout.splitlines()]
    assert [by // MINUTE for by in late] == [0, 0]


@pytest.mark.parametrize("moment", ["tomorrow", "2027-03-28", "2027-03-28T23:30"])
def test_a_moment_without_its_zone_is_asked_for_again(moment, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--at", moment])

    assert ended.value.code == 2
    assert "write a moment with its zone, like 2027-03-28T23:30Z" in capsys.readouterr().err
