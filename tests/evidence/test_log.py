"""One line an entry, in UTC, and nobody can write a line of their own."""

import logging
import re
from io import StringIO

import pytest
from daphne.access import AccessLogGenerator
from django.conf import settings
from django.test import Client

from iag_portal.log import LineFormatter, hide_tokens_of_the_server
from iag_portal.request_id import within

FORMAT = settings.LOGGING["formatters"]["line"]["format"]


def line(message, *args, error=None):
    record = logging.LogRecord("iag_portal.x", logging.INFO, __file__, 1, message, args, error)
    record.created, record.msecs = 1_751_378_400.25, 250  # 1 July 2025, 14:00 UTC, 15:00 in London
    with within(None):
        return LineFormatter(FORMAT).format(record)


def test_an_entry_says_when_how_grave_where_and_what_with_the_time_in_utc():
    assert (
        line("jobs: %s done", 3) == "2025-07-01T14:00:00.250Z INFO iag_portal.x [-]: jobs: 3 done"
    )


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\x85", "\u2028", "\x1b[2J"])
def test_a_line_break_in_what_is_logged_begins_no_line(break_):
    forged = f"x{break_}2025-07-01T14:00:00.000Z INFO iag_portal.y: all is well"
    told = line("asked for %s", forged)
    assert (len(told.splitlines()), re.search(r"[\x00-\x1f\x7f-\x9f]", told)) == (1, None)


def int_of(words):
    raise RuntimeError(words)


def test_where_it_broke_still_has_its_lines():
    with pytest.raises(RuntimeError) as broken:
        int_of("words")
    told = line("failed", error=(RuntimeError, broken.value, broken.tb))
    assert (told.splitlines()[-1], "words" in told) == ("builtins.RuntimeError", False)


REFUSED = {  # what somebody tries -> what it is answered with
    "more tries than there may be": (lambda: [wrong() for _ in range(4)][-1], 429),
    "a form of another site": (lambda: Client(enforce_csrf_checks=True).post("/help/"), 403),
    "another name of the portal": (lambda: Client().get("/help/", headers={"host": "x.y"}), 400),
    "a method that no page has": (lambda: Client().delete("/help/"), 405),
    "a page of somebody signed in, by a script": (
        lambda: Client().get("/", headers={"Accept": "application/json"}),
        401,
    ),
}


def wrong():
    told = {"login": "x@example.org", "password": "a wrong one"}
    return Client().post("/accounts/login/", told)


@pytest.mark.django_db
@pytest.mark.parametrize("what", REFUSED)
def test_an_attempt_at_what_is_refused_leaves_a_line(what, caplog, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    attempt, status = REFUSED[what]
    with caplog.at_level(logging.WARNING, "django"):
        answer = attempt()

    assert (answer.status_code, len(caplog.records)) == (status, 1)


@pytest.mark.django_db
def test_what_is_not_there_leaves_one_line_with_its_address(caplog):
    with caplog.at_level(logging.WARNING, "django.request"):
        answer = Client().get("/nowhere%0A2025-07-01%20INFO%20y:%20well/")
    told = [LineFormatter(FORMAT).format(record) for record in caplog.records]
    assert (answer.status_code, len(told), len(told[0].splitlines())) == (404, 1, 1)
    assert "/nowhere" in told[0]


def test_a_server_started_by_hand_writes_down_no_part_of_a_link_that_lets_in(monkeypatch):
    monkeypatch.setattr(AccessLogGenerator, "write_entry", AccessLogGenerator.write_entry)
    hide_tokens_of_the_server()
    out = StringIO()
    for path in ("/invitations/7.hush/", "/come-back/7.hush/", "/help/"):
        told = {"client": "192.0.2.1", "method": "GET", "path": path, "status": 200, "size": 9}
        AccessLogGenerator(out)("http", "complete", told)

    assert ("hush" in out.getvalue(), out.getvalue().count("/…/")) == (False, 2)
    assert out.getvalue().endswith('"GET /help/" 200 9\n')
