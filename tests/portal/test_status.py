"""Everybody can ask whether the portal works, and learns nothing else; operators say what is planned."""

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from core.clock import now
from core.jobs.models import Job, State
from iag_portal.pages import status
from meetings.video.settings import JitsiSettings
from tests.factories import MeetingFactory
from tests.pages.html import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    status._answers.clear()
    return tmp_path


def page():
    answer = Client().get("/status/")
    return answer.status_code, words_of(answer.text)


def test_a_portal_that_works_says_yes(place):
    code, words = page()

    assert (code, "Is the portal working? Yes, everything works." in words) == (200, True)
    assert "This portal has no video." in words


def test_what_does_not_work_is_said_for_people_and_names_nobody(place, settings):
    settings.JITSI = JitsiSettings.from_mapping({"JITSI_DOMAIN": "127.0.0.1:1"}, profile="demo")
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    meeting = MeetingFactory(title="Stop and search")
    at = now() - timedelta(hours=1)
    Job.objects.create(function="x.y", args=["doreen@example.org"], created_at=at, due_at=at, state=State.DUE)  # fmt: skip

    _code, words = page()

    assert "Is the portal working? Not all of it." in words
    assert words.count("Not in order") == 3
    assert "They are late. Nothing is lost." in words
    assert "Pages change some seconds later." in words
    assert "It does not answer. Meetings go on" in words
    hidden = ("doreen", "Stop and search", meeting.group.name, "127.0.0.1", "x.y")
    assert [word for word in hidden if word in words] == []


def test_nobody_waits_for_a_video_host_that_somebody_else_asks(place, settings):
    with socket.create_server(("127.0.0.1", 0)) as host, ThreadPoolExecutor(1) as others:
        host.settimeout(20)
        name = f"localhost:{host.getsockname()[1]}"
        settings.JITSI = JitsiSettings.from_mapping({"JITSI_DOMAIN": name}, profile="demo")
        asked = others.submit(status._video_answers)
        line, _address = host.accept()
        meanwhile = status._video_answers()
        line.close()

        assert (meanwhile, asked.result(), status._video_answers()) == (True, False, False)
        host.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody has asked a second time
            host.accept()


def test_what_is_planned_is_one_line_that_is_drawn_as_words(place):
    call_command("maintenance", "Sunday 2am to 3am: <b>new</b> disks.")
    assert "Planned Sunday 2am to 3am: <b>new</b> disks. Part by part" in page()[1]

    call_command("maintenance")
    assert "Planned" not in page()[1]
    with pytest.raises(CommandError, match="One line of 300 characters"):
        call_command("maintenance", "two\nlines")
