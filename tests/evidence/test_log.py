"""One line an entry, in UTC, and nobody can write a line of their own."""

import json
import logging
import os
import re
import socket
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection

import pytest
from daphne.access import AccessLogGenerator
from django.conf import settings
from django.test import Client

from core import access_log
from core.log import HideTokens, JsonFormatter, LineFormatter
from core.request_id import within
from tests.evidence.node_ids import ROOT

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
    logged = line("asked for %s", forged)
    assert (len(logged.splitlines()), re.search(r"[\x00-\x1f\x7f-\x9f]", logged)) == (1, None)


def test_as_json_an_entry_is_one_object_a_line_without_secrets_and_words_of_errors():
    with pytest.raises(RuntimeError) as broken:
        int_of("Doreen is afraid")
    error = (RuntimeError, broken.value, broken.tb)
    words = "GET %s\nfailed"
    record = logging.LogRecord(
        "iag_portal.x", logging.ERROR, __file__, 1, words, ("/invitations/s3cret/",), error
    )
    HideTokens().filter(record)
    logged = JsonFormatter().format(record)
    entry = json.loads(logged)

    assert (entry["message"], entry["level"]) == ("GET /invitations/…/\nfailed", "ERROR")
    assert entry["where"].splitlines()[-1] == "builtins.RuntimeError"
    assert [word for word in ("\n", "s3cret", "afraid") if word in logged] == []


def int_of(words):
    raise RuntimeError(words)


def test_where_it_broke_still_has_its_lines():
    with pytest.raises(RuntimeError) as broken:
        int_of("words")
    logged = line("failed", error=(RuntimeError, broken.value, broken.tb))
    assert (logged.splitlines()[-1], "words" in logged) == ("builtins.RuntimeError", False)


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
    fields = {"login": "x@example.org", "password": "a wrong one"}
    return Client().post("/accounts/login/", fields)


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
    logged = [LineFormatter(FORMAT).format(record) for record in caplog.records]
    assert (answer.status_code, len(logged), len(logged[0].splitlines())) == (404, 1, 1)
    assert "/nowhere" in logged[0]


RUN = "import sys; from daphne.cli import CommandLineInterface as cli; cli().run(sys.argv[1:])"
BY_HAND = {  # ways to start daphne without our own command
    "as the page of daphne says": ["-m", "daphne"],
    "by a program that loads the portal first": [
        "-c",
        f"import asgi; {RUN}",
    ],
    "by one that loads it twice": [
        "-c",
        f"import asgi, importlib; importlib.reload(asgi); {RUN}",
    ],
}


@pytest.mark.programs
@pytest.mark.parametrize("way", BY_HAND)
@pytest.mark.long("starts a server")
def test_a_server_started_by_hand_writes_down_no_part_of_a_link_that_lets_in(way, tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    kept |= {"DJANGO_SETTINGS_MODULE": "iag_portal.settings", "IAG_PROFILE": "demo"}
    kept |= {"IAG_ORIGIN": "http://localhost", "IAG_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    links = ["/invitations/7.hush/", "/come-back/7.hush/", "/calendar/hush.ics"]
    links += ["/display/open/hush/", "/video/host/caller/?cid=hush"]
    with socket.socket() as door, (tmp_path / "log").open("w") as log:
        door.bind(("127.0.0.1", 0))
        door.listen()
        words = [*BY_HAND[way], "--fd", str(door.fileno()), "asgi:application"]
        with subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=kept, stdout=log, stderr=log,
            pass_fds=[door.fileno()],
        ) as server:  # fmt: skip
            try:
                for path in [*links, "/health/live", "/health/live"]:  # the last: all are written
                    ask(door.getsockname()[1], path)
            finally:
                server.kill()
    lines = (tmp_path / "log").read_text()
    asked = re.findall(r'"GET ([^"]+)" \d+', lines)[:6]

    hidden = ["/invitations/…/", "/come-back/…/", "/calendar/…", "/display/open/…/"]
    hidden.append("/video/host/caller/?…")
    assert ("hush" in lines, asked) == (False, [*hidden, "/health/live"])


def ask(port, path):
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path, headers={"Host": "localhost"})
        connection.getresponse().read()


def test_the_log_of_the_server_is_changed_once_however_often_it_is_asked_for():
    access_log.hide_tokens()
    written = AccessLogGenerator.write_entry
    access_log.hide_tokens()

    assert AccessLogGenerator.write_entry is written
