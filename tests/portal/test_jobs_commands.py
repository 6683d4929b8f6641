"""Jobs that gave up: listed, tried again, dropped; and what health says of them and of Redis."""

import threading
from datetime import timedelta
from io import StringIO
from socketserver import BaseRequestHandler, ThreadingTCPServer

import pytest
from _setup import servers
from django.core.management import CommandError, call_command

from core.clock import now
from core.jobs.models import Job, State
from core.live import broker

pytestmark = pytest.mark.django_db


def failed(**more):
    fields = {"function": "accounts.jobs.mail_sign_in_change", "args": ["doreen@example.org", "x"]}
    row = {**fields, "state": State.FAILED, "attempts": 8, "error": "SMTPDataError at m:1", **more}
    return Job.objects.create(created_at=now(), due_at=now(), finished_at=now(), **row)


def jobs(*words):
    out = StringIO()
    call_command("jobs", *map(str, words), stdout=out)
    return out.getvalue()


def test_a_failed_job_is_listed_by_its_function_and_without_an_address():
    job = failed()
    first, last = jobs("list").splitlines()

    assert first.startswith(f"{job.pk}  ")
    assert first.endswith(
        "  accounts.jobs.mail_sign_in_change((an address), x)  SMTPDataError at m:1"
    )
    assert last == "1 failed. The oldest that is due has waited 0 s."


def test_a_failed_job_is_tried_again_from_its_first_attempt():
    job = failed()

    assert jobs("retry", job.pk) == "1 tried again.\n"
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (State.DUE, 0, "")


def test_a_failed_job_is_dropped_and_its_alarm_with_it(client):
    kept, job = failed(), failed()

    assert jobs("drop", job.pk) == "1 dropped.\n"
    assert list(Job.objects.values_list("pk", flat=True)) == [kept.pk]
    assert client.get("/health/ready").json()["jobs_failed"] == 1


@pytest.mark.parametrize("action", ["retry", "drop"])
def test_a_job_that_has_not_failed_is_left_alone(action):
    due = failed(state=State.DUE)

    with pytest.raises(CommandError, match=f"Left as they are: {due.pk}"):
        jobs(action, due.pk)
    assert Job.objects.get().state == State.DUE


def test_health_tells_stuck_jobs_from_failed_ones(client):
    failed(state=State.DUE)
    Job.objects.update(due_at=now() - timedelta(minutes=6))
    data = client.get("/health/ready").json()

    assert (data["jobs"], data["jobs_failed"], data["database"]) == ("stuck", 0, "up")


def test_health_tells_a_redis_that_does_not_answer(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["redis"]) == (200, "down")


@pytest.fixture
def dead_redis(settings):
    """It takes each connection, and closes it; a list of when."""
    asked = []

    class Nobody(BaseRequestHandler):
        def handle(self):
            asked.append(self.client_address)

    with ThreadingTCPServer(("127.0.0.1", 0), Nobody) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.REDIS_URL = f"redis://127.0.0.1:{server.server_address[1]}/0"
        yield asked
        server.shutdown()


@pytest.mark.parametrize(("kept", "times"), [(5.0, 1), (0.0, 3)])
def test_a_dead_redis_is_asked_once_in_five_seconds_however_many_look(
    client, dead_redis, monkeypatch, kept, times
):
    assert broker.KEPT == 5.0
    monkeypatch.setattr(broker, "KEPT", kept)
    words = [client.get("/health/ready").json()["redis"] for _ in range(3)]

    assert (words, len(dead_redis)) == (["down"] * 3, times)


@pytest.mark.redis
def test_health_tells_a_redis_that_answers(client, settings):
    with servers._redis() as settings.REDIS_URL:
        assert client.get("/health/ready").json()["redis"] == "up"
