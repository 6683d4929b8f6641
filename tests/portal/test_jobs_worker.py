"""The worker as a process: what is left when it, or what it runs, is killed.

Each test forks a real worker onto a real database that both sides see.
"""

import os
import signal
import subprocess
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from core.clock import now
from core.jobs import job
from core.jobs.models import Job, State
from core.jobs.worker import Worker

pytestmark = [
    pytest.mark.faults,
    # The suite's own runner has threads; the real worker has none.
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]
PATIENCE = 20  # seconds
MINUTE = timedelta(minutes=1)


@job(timeout=MINUTE, attempts=3)
def tell(path):
    """Write a line into a file: the only effect that a test can count."""
    with Path(path).open("a") as out:
        out.write(f"{os.getpid()}\n")


@job(timeout=MINUTE, attempts=2)
def tell_and_wait(path):
    tell(path)
    signal.pause()


@job(timeout=MINUTE, attempts=2)
def eat_all_memory(path):
    tell(path)
    os.kill(os.getpid(), signal.SIGKILL)  # what the kernel does


@job(timeout=timedelta(seconds=0.5), attempts=1)
def hang_with_a_grandchild(path):
    child = subprocess.Popen(["sleep", "600"])
    Path(path).write_text(f"{child.pid}\n")
    while True:
        try:
            signal.pause()
        except BaseException:  # noqa: BLE001
            continue


@job(timeout=MINUTE, attempts=1)
def leave_a_grandchild(path):
    Path(path).write_text(f"{subprocess.Popen(['sleep', '600']).pid}\n")


@job(timeout=MINUTE, attempts=1)
def leave_by_the_back_door():
    raise SystemExit(3)


@pytest.fixture
def _shared_database(transactional_db, tmp_path):
    """A database that a second process sees: on SQLite a file, where the suite's is in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    kept, name = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, str(tmp_path / "jobs.db")
    call_command("migrate", "jobs", verbosity=0)
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = kept, name


@pytest.fixture
def start(_shared_database):
    """Start a worker in a process of its own: `start(slots=2)` answers its process id."""
    started = []

    def fork(**options):
        connection.close()
        pid = os.fork()
        if pid == 0:
            connection.connection = None
            try:
                Worker(slots=1).work(**options)
            finally:
                os._exit(0)
        started.append(pid)
        return pid

    yield fork
    for pid in started:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def until(truth):
    end = time.monotonic() + PATIENCE
    while not (answer := truth()):
        assert time.monotonic() < end, "This did not happen in time."
        time.sleep(0.02)
    return answer


def lines(path):
    return [int(x) for x in path.read_text().split()] if path.exists() else []


def is_running(pid):
    """Whether a process lives; a zombie that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def ended(job_id):
    return until(lambda: Job.objects.filter(pk=job_id).exclude(state=State.DUE).first())


def let_leases_end():
    Job.objects.filter(state=State.DUE).update(due_at=now())


def test_a_worker_runs_what_is_due_in_a_child_of_its_own(start, tmp_path):
    out = tmp_path / "out"
    job_id = tell.enqueue(str(out))
    worker = start()
    assert ended(job_id).state == "done"
    [child] = lines(out)
    assert child not in (worker, os.getpid())


def test_a_worker_never_sees_a_job_that_was_rolled_back(start, tmp_path):
    out = tmp_path / "out"
    start()
    with transaction.atomic():
        tell.enqueue(str(out))
        transaction.set_rollback(True)
    assert ended(tell.enqueue(str(tmp_path / "other"))).state == "done"
    assert lines(out) == []


def test_two_workers_run_each_job_once(start, tmp_path):
    out = tmp_path / "out"
    for _ in range(20):
        tell.enqueue(str(out))
    start()
    start()
    ours = Job.objects.filter(function=tell.name)
    until(lambda: not ours.filter(state=State.DUE).exists())
    assert len(lines(out)) == 20
    assert set(ours.values_list("state", "attempts")) == {("done", 1)}


def test_a_job_whose_worker_is_killed_ends_with_it_and_is_run_by_the_next(start, tmp_path):
    out = tmp_path / "out"
    job_id = tell_and_wait.enqueue(str(out))
    worker = start()
    [child] = until(lambda: lines(out))
    os.kill(worker, signal.SIGKILL)
    until(lambda: not is_running(child))
    let_leases_end()
    start()
    until(lambda: len(lines(out)) == 2)
    assert Job.objects.get(pk=job_id).attempts == 2


def test_a_job_whose_child_is_killed_is_tried_again_and_says_why(start, tmp_path):
    out = tmp_path / "out"
    job_id = tell_and_wait.enqueue(str(out))
    start()
    [child] = until(lambda: lines(out))
    os.kill(child, signal.SIGKILL)
    until(lambda: Job.objects.get(pk=job_id).error)
    assert Job.objects.get(pk=job_id).error == "killed by signal 9"
    until(lambda: len(lines(out)) == 2)


def test_a_job_that_eats_all_memory_ends_as_failed_and_others_still_run(start, tmp_path):
    poison = eat_all_memory.enqueue(str(tmp_path / "poison"))
    other = tell.enqueue(str(tmp_path / "out"))
    start()
    assert ended(other).state == "done"
    failed = ended(poison)
    assert (failed.state, failed.attempts, failed.error) == ("failed", 2, "killed by signal 9")
    assert len(lines(tmp_path / "poison")) == 2


def test_a_job_that_hangs_is_stopped_with_all_that_it_started(start, tmp_path):
    out = tmp_path / "out"
    job_id = hang_with_a_grandchild.enqueue(str(out))
    start()
    failed = ended(job_id)
    assert (failed.state, failed.error) == ("failed", "stopped at its time limit")
    [grandchild] = lines(out)
    until(lambda: not is_running(grandchild))


def test_what_a_finished_job_left_running_is_ended(start, tmp_path):
    out = tmp_path / "out"
    job_id = leave_a_grandchild.enqueue(str(out))
    start()
    assert ended(job_id).state == "done"
    [grandchild] = lines(out)
    until(lambda: not is_running(grandchild))


def test_a_job_that_leaves_by_system_exit_is_failed_and_the_worker_goes_on(start, tmp_path):
    failed = leave_by_the_back_door.enqueue()
    other = tell.enqueue(str(tmp_path / "out"))
    start()
    assert ended(other).state == "done"
    assert ended(failed).error == "ended with status 1"


def test_a_worker_that_is_asked_to_stop_hands_its_job_back_with_no_attempt_lost(start, tmp_path):
    out = tmp_path / "out"
    job_id = tell_and_wait.enqueue(str(out))
    worker = start()
    [child] = until(lambda: lines(out))
    os.kill(worker, signal.SIGTERM)
    until(lambda: not is_running(worker))
    assert not is_running(child)
    given_back = Job.objects.get(pk=job_id)
    assert (given_back.state, given_back.attempts) == ("due", 0)
    assert given_back.due_at <= now()


def test_once_means_until_nothing_is_due(start, tmp_path):
    out = tmp_path / "out"
    tell.enqueue(str(out))
    tell.enqueue(str(out))
    worker = start(once=True)
    until(lambda: not is_running(worker))
    assert len(lines(out)) == 2
