"""The table of jobs: what is written down, what runs, and what is kept when it ends."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction

from core import clock
from core.jobs import (
    JobsHealth,
    drop,
    enqueue_periodic,
    health,
    hold,
    job,
    progress,
    retry,
    run_due_jobs,
)
from core.jobs.functions import FUNCTIONS
from core.jobs.jobs import forget_finished_jobs
from core.jobs.lease import MARGIN, claim
from core.jobs.models import Job
from core.jobs.run import for_each, place_of

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
seen: list[object] = []


@job(timeout=MINUTE, attempts=3)
def note(value):
    """Remember a value."""
    seen.append(value)


@job(timeout=MINUTE, attempts=2)
def stumble(post_id):
    raise ValueError("Doreen wrote that she is afraid")


@job(timeout=MINUTE, attempts=1)
def come_half_way():
    progress(50)
    raise RuntimeError


@job(timeout=MINUTE, attempts=1)
def hand_on(value):
    note.enqueue(value)


@job(timeout=MINUTE, attempts=1, every=timedelta(minutes=15))
def each_quarter():
    seen.append("quarter")


@pytest.fixture(autouse=True)
def _at_noon(db):
    seen.clear()
    with clock.at(NOON):
        yield


def states():
    return list(Job.objects.order_by("pk").values_list("state", "attempts", "error"))


def test_a_job_runs_with_the_arguments_it_was_given_and_is_done():
    note.enqueue(7)
    assert run_due_jobs() == 1
    assert seen == [7]
    assert states() == [("done", 1, "")]
    assert Job.objects.get().finished_at == NOON


def test_calling_a_job_runs_it_here_and_now_and_writes_nothing_down():
    note(7)
    assert seen == [7]
    assert states() == []


def test_a_job_for_later_waits_until_then():
    note.enqueue(7, run_after=NOON + MINUTE)
    assert run_due_jobs() == 0
    with clock.at(NOON + MINUTE):
        assert run_due_jobs() == 1
    assert seen == [7]


def test_jobs_that_a_job_adds_are_run_too():
    hand_on.enqueue(7)
    assert run_due_jobs() == 2
    assert seen == [7]


def test_a_rollback_takes_the_job_with_it():
    with transaction.atomic():
        note.enqueue(7)
        transaction.set_rollback(True)
    assert run_due_jobs() == 0
    assert seen == []


def test_the_same_key_twice_is_one_job_even_after_it_is_done():
    first = note.enqueue(7, key="note:7")
    assert note.enqueue(8, key="note:7") == first
    run_due_jobs()
    assert note.enqueue(9, key="note:7") == first
    assert run_due_jobs() == 0
    assert seen == [7]


@pytest.mark.parametrize("words", ["She is afraid. " * 20, {"body": "afraid"}, ["afraid"], b"a"])
def test_words_and_structures_are_refused_as_arguments(words):
    with pytest.raises(TypeError):
        note.enqueue(words)
    assert states() == []


def test_a_failure_is_kept_by_class_and_line_and_never_by_its_message():
    stumble.enqueue(7)
    with pytest.raises(ValueError, match="afraid"):
        run_due_jobs()
    line = stumble._work.__code__.co_firstlineno + 2
    assert states() == [("due", 1, f"ValueError at {__name__}:{line}")]


def test_the_words_of_an_error_do_not_reach_the_log(caplog):
    stumble.enqueue(7)
    run_due_jobs(raising=False)
    assert "ValueError at" in caplog.text
    assert "afraid" not in caplog.text


def test_a_row_for_which_it_fails_holds_up_no_other_row():
    heard = []

    def hear(number):
        if number % 2:
            raise ValueError(f"afraid of {number}")
        heard.append(number)

    with pytest.raises(ExceptionGroup) as failed:
        for_each([1, 2, 3, 4], hear)

    line = hear.__code__.co_firstlineno + 2
    assert heard == [2, 4]
    assert place_of(failed.value) == f"ValueError at {__name__}:{line}, 2 in all"


def test_a_failing_job_waits_longer_each_time_and_then_is_failed_for_all_to_see():
    stumble.enqueue(7)
    run_due_jobs(raising=False)
    assert Job.objects.get().due_at == NOON + timedelta(seconds=2)
    with clock.at(NOON + MINUTE):
        run_due_jobs(raising=False)
        assert [row[:2] for row in states()] == [("failed", 2)]
        assert run_due_jobs() == 0
        assert health() == JobsHealth(oldest_due=None, failed=1)


def test_the_wait_between_attempts_is_an_hour_at_most():
    @job(timeout=MINUTE, attempts=30)
    def stumble_on():
        raise ValueError

    stumble_on.enqueue()
    Job.objects.update(attempts=20)
    run_due_jobs(raising=False)
    assert Job.objects.get().due_at == NOON + timedelta(hours=1)


def test_a_failed_job_can_be_put_back_with_all_its_attempts():
    job_id = stumble.enqueue(7)
    Job.objects.update(attempts=1)
    run_due_jobs(raising=False)
    assert retry(job_id) is True
    assert states() == [("due", 0, "")]
    assert retry(job_id) is False


def test_progress_is_shown_as_a_percentage_and_means_nothing_outside_a_job():
    come_half_way.enqueue()
    run_due_jobs(raising=False)
    assert Job.objects.get().progress == 50
    progress(70)
    assert Job.objects.get().progress == 50


def test_a_claimed_job_is_nobody_elses_until_its_lease_ends():
    note.enqueue(7)
    lease = claim()
    assert claim() is None
    with clock.at(NOON + MINUTE + MARGIN):
        again = claim()
        assert again.attempt == 2
        # The first worker wakes up and would like to have a say.
        assert lease.succeed() is False
        assert lease.fail("too late") is False
        assert again.succeed() is True
    assert states() == [("done", 2, "")]


def test_a_job_whose_worker_never_came_back_is_failed_after_its_last_attempt():
    hand_on.enqueue(7)
    claim()
    with clock.at(NOON + timedelta(hours=1)):
        assert claim() is None
    assert states() == [("failed", 1, "worker died")]


def test_a_job_given_back_by_a_stopping_worker_costs_no_attempt():
    note.enqueue(7)
    assert claim().give_back() is True
    assert states() == [("due", 0, "")]
    assert run_due_jobs() == 1


def test_a_job_whose_function_is_gone_is_failed_and_holds_up_nobody():
    Job.objects.create(function="meetings.jobs.gone", created_at=NOON, due_at=NOON - MINUTE)
    note.enqueue(7)
    assert run_due_jobs() == 1
    assert states() == [("failed", 0, "no such function"), ("done", 1, "")]


def test_a_periodic_job_is_written_down_once_for_each_slot(monkeypatch):
    _only(monkeypatch, each_quarter)
    enqueue_periodic()
    with clock.at(NOON + timedelta(minutes=14, seconds=59)):
        enqueue_periodic()
    assert [j.due_at for j in Job.objects.all()] == [NOON]
    with clock.at(NOON + timedelta(minutes=15)):
        enqueue_periodic()
        assert run_due_jobs() == 2
    assert seen == ["quarter", "quarter"]


def test_health_tells_how_long_the_oldest_job_has_been_waiting():
    assert health() == JobsHealth(oldest_due=None, failed=0)
    note.enqueue(7)
    note.enqueue(8, run_after=NOON + timedelta(days=1))
    with clock.at(NOON + 10 * MINUTE):
        assert health() == JobsHealth(oldest_due=10 * MINUTE, failed=0, waiting=1)


@job(timeout=MINUTE, attempts=1, sends=True)
def send_word(value):
    seen.append(value)


def test_after_a_restoration_what_was_due_and_sends_waits_for_somebody_and_the_rest_is_done():
    ids = [send_word.enqueue(1), send_word.enqueue(2), note.enqueue(3)]
    send_word.enqueue(4, run_after=NOON + MINUTE)
    assert (hold(), health().failed) == (2, 2)
    run_due_jobs()
    assert seen == [3]
    assert (retry(ids[0]), drop(ids[1]), retry(ids[2])) == (True, True, False)
    with clock.at(NOON + 2 * MINUTE):
        run_due_jobs()
    assert seen == [3, 1, 4]


def test_done_jobs_are_forgotten_after_a_month_and_failed_ones_are_not():
    with clock.at(NOON - timedelta(days=31)):
        note.enqueue(1)
        come_half_way.enqueue()
        run_due_jobs(raising=False)
    note.enqueue(2)
    run_due_jobs()
    forget_finished_jobs()
    assert [(j.state, j.args) for j in Job.objects.order_by("pk")] == [
        ("failed", []),
        ("done", [2]),
    ]


def test_jobs_that_waited_before_their_module_moved_find_their_function():
    moved = import_module("core.jobs.migrations.0003_names_of_functions")
    names = ["iag_portal.notices.jobs.send", "iag_portal.jobs.jobs.forget", "accounts.jobs.mail"]
    for name in names:
        Job.objects.create(function=name, key=f"{name}:1", created_at=NOON, due_at=NOON)
    jobs = Job.objects.order_by("pk").values_list("function", "key")
    moved.forwards(apps, None)

    now = ["core.notices.jobs.send", "core.jobs.jobs.forget", "accounts.jobs.mail"]
    assert list(jobs) == [(name, f"{name}:1") for name in now]
    moved.backwards(apps, None)
    assert list(jobs.all()) == [(name, f"{name}:1") for name in names]


def _only(monkeypatch, function):
    for name in list(FUNCTIONS):
        if name != function.name:
            monkeypatch.delitem(FUNCTIONS, name)
