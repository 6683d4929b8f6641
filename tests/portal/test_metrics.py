"""The metrics are for whoever has the token, count what was answered, and name nobody."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from core.clock import now
from core.jobs.models import Job, State
from core.metrics import Answers
from meetings.models import Meeting
from tests.factories import MeetingFactory, UserFactory

pytestmark = pytest.mark.django_db
TOKEN = "t0ken-of-the-collector-of-metrics-42"
LINE = re.compile(
    r'# TYPE \w+ (?:counter|gauge|histogram)|\w+(?:\{\w+="[\w.:+-]*"(?:,\w+="[\w.:+-]*")*\})? [\d.e+-]+'
)


def ask(token=TOKEN, **headers):
    return Client().get("/health/metrics", headers={"Authorization": f"Bearer {token}", **headers})


def values(answer):
    pairs = [line.rsplit(" ", 1) for line in answer.text.splitlines() if line[0] != "#"]
    return {name: float(value) for name, value in pairs}


def test_without_the_token_there_is_no_such_page(settings):
    assert ask("").status_code == ask().status_code == 404
    settings.METRICS_TOKEN = TOKEN

    answers = [ask(word).status_code for word in ("", TOKEN[:-1], TOKEN + "x", "ü")]
    assert (answers, Client().get("/health/metrics").status_code) == ([404] * 4, 404)


SHARED = {
    "iag_database_up": 1,
    "iag_jobs_waiting": 2,
    "iag_jobs_failed": 1,
    "iag_emails_waiting": 1,
    "iag_meetings_running": 1,
    "iag_sockets_open": 0,
}
JOBS = {"core.notices.jobs.deliver": State.DUE, "x.y": State.DUE, "x.z": State.FAILED}


def test_it_tells_of_the_process_and_of_what_all_share_and_of_nobody(settings):
    settings.METRICS_TOKEN = TOKEN
    person = UserFactory(name="Doreen Achebe", email="doreen@example.org")
    meeting = MeetingFactory(title="Quarterly meeting", state=Meeting.State.OPEN)
    at, args = now() - timedelta(minutes=10), ["notices", person.email]
    for function, state in JOBS.items():
        Job.objects.create(function=function, args=args, state=state, created_at=at, due_at=at)
    Client().get("/help/")
    Client().get(f"/nowhere/{person.email}/")

    answer = ask(host="127.0.0.1:8000")  # as a collector asks a process, by no name
    metrics = values(answer)
    assert (answer.status_code, answer["Content-Type"][:10]) == (200, "text/plain")
    assert [line for line in answer.text.splitlines() if not LINE.fullmatch(line)] == []
    assert metrics['iag_requests_total{view="help",status="200"}'] >= 1
    assert metrics['iag_requests_total{view="none",status="404"}'] >= 1
    assert metrics['iag_request_seconds_bucket{le="+Inf"}'] == metrics["iag_request_seconds_count"]
    assert {name: metrics[name] for name in SHARED} == SHARED
    assert metrics["iag_jobs_waiting_seconds"] >= 600
    words = ("Doreen", "Achebe", "doreen", "Quarterly", meeting.group.name, "nowhere")
    assert [word for word in words if word in answer.text] == []


def test_each_answer_is_in_the_buckets_that_it_took_less_than():
    answers = Answers()
    for seconds in (0.01, 0.05, 0.3, 60):
        answers.count("home", 200, seconds)

    buckets = [line.split()[-1] for line in answers.lines() if "_bucket" in line]
    assert buckets == ["1", "2", "2", "2", "3", "3", "3", "3", "3", "4"]
