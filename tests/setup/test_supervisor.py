"""One parent for web and jobs: what dies is started again, and nothing outlives the parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.processes import is_running

pytestmark = pytest.mark.faults
ROOT = Path(__file__).resolve().parent.parent.parent
PARENT = """
import sys
from pathlib import Path
from core.supervisor import NotStartedError, Supervisor

folder = Path(sys.argv[1])
parts = {p.stem: [sys.executable, str(p)] for p in sorted(folder.glob("*.py"))}
expected = set(sys.argv[2].split(","))
try:
    Supervisor(parts, {"OUT": str(folder)}).run(
        is_ready=lambda: expected <= {p.stem for p in folder.glob("*.pid")},
        on_ready=lambda: print("READY", flush=True),
    )
except NotStartedError as error:
    sys.exit(str(error))
"""
# A part that notes its process id once for each start, then stays.
STAYS = """
import os, signal
from pathlib import Path
me = Path(os.environ["OUT"], Path(__file__).stem + ".pid")
with me.open("a") as out:
    out.write(f"{os.getpid()}\\n")
signal.pause()
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + STAYS
LEAVES_A_GRANDCHILD = (
    """
import os, subprocess
from pathlib import Path
# As a job's child does: a session of its own, in which something else is started.
if os.fork() == 0:
    os.setsid()
    left = subprocess.Popen(["sleep", "600"])
    Path(os.environ["OUT"], "left.pid").write_text(f"{left.pid}\\n")
    os._exit(0)
os.wait()
"""
    + STAYS
)


@pytest.fixture
def parent(tmp_path):
    started = []

    def start(expected="web", **parts):
        for name, program in parts.items():
            (tmp_path / f"{name}.py").write_text(program)
        process = subprocess.Popen(
            [sys.executable, "-c", PARENT, tmp_path, expected],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def starts(tmp_path):
    """Process ids of a part, one for each time that it was started."""

    def read(name):
        path = tmp_path / f"{name}.pid"
        return [int(row) for row in path.read_text().split()] if path.exists() else []

    return read


def until(truth):
    end = time.monotonic() + 20
    while not (answer := truth()):
        assert time.monotonic() < end, "This did not happen in time."
        time.sleep(0.02)
    return answer


def test_ready_is_said_once_all_parts_answer(parent, starts):
    process = parent(expected="web,jobs", web=STAYS, jobs=STAYS)
    assert process.stdout.readline() == "READY\n"
    assert [len(starts("web")), len(starts("jobs"))] == [1, 1]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_part_that_dies_is_started_again_and_the_other_is_left_in_peace(parent, starts, number):
    process = parent(expected="web,jobs", web=STAYS, jobs=STAYS)
    process.stdout.readline()
    for _ in range(2):
        os.kill(starts("web")[-1], number)
        before = len(starts("web"))
        until(lambda: len(starts("web")) > before)  # noqa: B023
    assert len(starts("jobs")) == 1
    assert process.poll() is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_end_is_clean_and_leaves_no_process(parent, starts, number):
    process = parent(expected="web,jobs", web=STAYS, jobs=STAYS)
    process.stdout.readline()
    process.send_signal(number)
    assert process.wait(10) == 0
    assert [is_running(pid) for pid in starts("web") + starts("jobs")] == [False, False]


@pytest.mark.long("the patience of the supervisor passes")
def test_a_part_that_will_not_end_is_ended_within_ten_seconds(parent, starts):
    process = parent(web=STUBBORN)
    process.stdout.readline()
    process.terminate()
    assert process.wait(10) == 0
    assert not is_running(starts("web")[0])


def test_nothing_is_left_when_the_parent_itself_is_killed(parent, starts):
    process = parent(expected="web,jobs", web=STAYS, jobs=STAYS)
    process.stdout.readline()
    process.kill()
    until(lambda: not any(is_running(pid) for pid in starts("web") + starts("jobs")))


def test_what_a_killed_part_left_in_another_session_is_ended_too(parent, starts):
    process = parent(jobs=LEAVES_A_GRANDCHILD, expected="jobs,left")
    process.stdout.readline()
    [left] = starts("left")
    until(lambda: not is_running(left))


def test_a_part_that_never_starts_ends_the_start_and_is_named(parent):
    process = parent(web="raise SystemExit('Port 8000 is taken')")
    assert process.wait(20) == 1
    errors = process.stderr.read()
    assert errors.count("Port 8000 is taken") == 3
    assert errors.endswith("web does not start; the lines above say why.\n")
