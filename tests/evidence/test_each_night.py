"""What the worker does each night without being asked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.jobs import check_record, clear_sessions, keep_schedule
from accounts.models import Invitation
from core.audit.chain import append
from core.audit.models import Record
from core.clock import at, now
from core.env import read
from core.jobs import drop, enqueue_periodic, health, last_failure, retry, run_due_jobs
from core.jobs.models import Job
from tests.factories import UserFactory
from tests.signing_in import give_password, session_key, signed_in

pytestmark = pytest.mark.django_db
NIGHTLY = {check_record.name, clear_sessions.name, keep_schedule.name}


def written_down(moment):
    with at(moment):
        enqueue_periodic()
    return set(
        Job.objects.filter(created_at=moment, function__in=NIGHTLY).values_list(
            "function", flat=True
        )
    )


def test_each_is_written_down_once_a_night():
    evening = datetime(2026, 3, 2, 23, 59, tzinfo=UTC)
    findings = [written_down(evening + timedelta(minutes=m)) for m in (0, 1, 2)]

    assert findings == [NIGHTLY, NIGHTLY, set()]


@pytest.fixture
def records():
    return [
        append(event="post.written", group_id=7, actor=None, facts={"post_id": n}) for n in (1, 2)
    ]


def test_a_whole_record_is_a_job_that_is_done(records):
    check_record.enqueue()
    run_due_jobs()

    assert (health().failed, last_failure(check_record)) == (0, "")


@pytest.mark.parametrize(("hours", "word"), [(47, "whole"), (49, "not checked")])
def test_a_check_that_ended_well_counts_for_two_days(client, hours, word):
    check_record.enqueue()
    run_due_jobs()
    Job.objects.update(finished_at=now() - timedelta(hours=hours))

    assert client.get("/health/ready").json()["record"] == word


@pytest.mark.usefixtures("audit_may_be_forged")
def test_a_broken_record_stays_broken_until_a_check_ends_well(records, client):
    Record.objects.filter(pk=records[0].pk).update(facts={"post_id": 99})
    check_record.enqueue()
    run_due_jobs(raising=False)
    Job.objects.update(finished_at=now() - timedelta(days=9))

    assert client.get("/health/ready").json()["record"] == "broken"


@pytest.mark.usefixtures("audit_may_be_forged")
def test_a_record_that_was_touched_has_its_own_alarm_and_a_line_in_the_log(records, caplog, client):
    Record.objects.filter(pk=records[0].pk).update(facts={"post_id": 99})
    check_record.enqueue()
    run_due_jobs(raising=False)
    health_of = client.get("/health/ready").json()

    assert (health_of["record"], health_of["jobs_failed"]) == ("broken", 0)
    assert "The audit log is not whole. Run: manage.py verify_audit" in caplog.messages


def test_the_alarm_of_a_broken_record_ends_when_a_check_ends_well(client, monkeypatch):
    guards = ["audit_record_no_update"]
    monkeypatch.setattr("accounts.jobs.missing_guards", lambda: guards)
    job_id = check_record.enqueue()
    run_due_jobs(raising=False)
    with CaptureQueriesContext(connection) as queries:
        assert drop(job_id) is False
    assert len([query for query in queries if query["sql"].startswith("SELECT")]) == 2

    guards.clear()
    assert retry(job_id) is True
    run_due_jobs()
    assert client.get("/health/ready").json()["record"] == "whole"


def test_a_check_that_could_not_be_made_is_neither_whole_nor_broken(client, monkeypatch):
    def stopped():
        raise TimeoutError

    monkeypatch.setattr("accounts.jobs.every_chain", stopped)
    check_record.enqueue()
    run_due_jobs(raising=False)

    assert client.get("/health/ready").json()["record"] == "not checked"


@pytest.mark.usefixtures("audit_may_be_forged")
def test_a_trigger_that_is_gone_is_a_broken_record_too(records, monkeypatch):
    monkeypatch.setattr("accounts.jobs.missing_guards", lambda: ["audit_record_no_update"])
    check_record.enqueue()
    run_due_jobs(raising=False)

    assert (last_failure(check_record) or "").startswith("NotWholeError ")


@pytest.mark.parametrize("nightly", [True, False])
def test_the_schedule_is_kept_where_the_settings_say_so(settings, nightly):
    settings.RETENTION_NIGHTLY = nightly
    long_ago = now() - timedelta(days=800)
    when = {"sent_at": long_ago, "expires_at": long_ago}
    Invitation.objects.create(email="x@example.org", name="X", as_administrator=True, **when)
    keep_schedule()

    assert Invitation.objects.exists() is not nightly


def test_the_settings_say_so_by_one_word():
    assert [read({"IAG_RETENTION": word}).retention_nightly for word in ("nightly", "", "1")] == [
        True,
        False,
        False,
    ]


def test_rows_of_ended_sessions_go_and_others_stay():
    ended, open_ = (session_key(signed_in(give_password(UserFactory()))) for _ in range(2))
    Session.objects.filter(session_key=ended).update(expire_date=now() - timedelta(minutes=1))
    clear_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == [open_]
