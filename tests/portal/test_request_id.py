"""A number for each request: on its answer, its records, its lines of the log, its jobs, its fault."""

import logging
from datetime import timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.test import Client

from core.audit.chain import append, broken_link
from core.audit.models import Record
from core.jobs import job, run_due_jobs
from core.log import LineFormatter
from core.request_id import within
from tests.factories import AdvisoryGroupFactory

pytestmark = pytest.mark.django_db
THEIRS = "5a0e5d0e-0000-4000-8000-000000000000"
MINUTE = timedelta(minutes=1)


@job(timeout=MINUTE, attempts=1)
def write_a_record():
    append(event="post.written", group_id=7, actor=None, facts={})


@pytest.fixture
def client(settings):
    settings.ROOT_URLCONF = "tests.portal.pages"
    AdvisoryGroupFactory()
    return Client(raise_request_exception=False)


@pytest.fixture
def log():
    """What Django writes about requests."""
    text = StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(LineFormatter("%(name)s [%(request_id)s]"))
    logging.getLogger("django.request").addHandler(handler)
    yield text
    logging.getLogger("django.request").removeHandler(handler)


def number_of(answer):
    return UUID(answer["X-Request-ID"])


def test_each_answer_has_a_number_of_its_own(client):
    first, second = number_of(client.get("/help/")), number_of(client.get("/help/"))
    assert (first.version, second.version, first == second) == (4, 4, False)


def test_a_number_from_outside_is_not_taken(client):
    answer = client.get("/help/", headers={"X-Request-ID": THEIRS})
    assert number_of(answer) != UUID(THEIRS)


def test_what_is_recorded_on_the_way_has_the_number_of_the_answer(client):
    answer = client.post("/tests/refuse/")
    assert Record.objects.get(event="refused").request_id == number_of(answer)


def test_a_job_writes_under_the_number_of_who_asked_for_it():
    asked = uuid4()
    with within(asked):
        write_a_record.enqueue()
    with within(None):
        run_due_jobs()
    assert Record.objects.get().request_id == asked


def test_what_no_request_asked_for_has_none():
    with within(None):
        write_a_record()
    assert Record.objects.get().request_id is None


@pytest.mark.usefixtures("audit_may_be_forged")
@pytest.mark.parametrize("forged", [THEIRS, None])
def test_a_number_changed_behind_our_back_is_found(forged):
    with within(uuid4()):
        write_a_record()
    assert broken_link("group.7") is None
    Record.objects.update(request_id=forged)
    assert broken_link("group.7") == 1


@pytest.mark.usefixtures("audit_may_be_forged")
def test_a_number_added_to_a_record_that_had_none_is_found():
    with within(None):
        write_a_record()
    assert broken_link("group.7") is None
    Record.objects.update(request_id=THEIRS)
    assert broken_link("group.7") == 1


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("get", "/nowhere/", 404), ("get", "/tests/fail/", 500), ("post", "/tests/refuse/", 403)],
)
def test_the_line_in_the_log_has_the_number_of_the_answer(client, log, method, path, status):
    answer = getattr(client, method)(path)
    first = log.getvalue().splitlines()[0]
    assert (answer.status_code, first) == (status, f"django.request [{number_of(answer)}]")


def test_the_page_of_a_fault_shows_the_number(client):
    answer = client.get("/tests/fail/")
    assert f"<code>{number_of(answer)}</code>" in answer.content.decode()
