"""The portal of a test, served; and Debian's Prosody that asks it."""

import json
from contextlib import ExitStack

import pytest

from meetings.video.settings import JitsiSettings
from tests.meetings.conftest import meeting, open_meeting, people, topic, whole_evening
from tests.meetings.video.conftest import new_key
from tests.video import prosody as programs

__all__ = ["meeting", "open_meeting", "people", "topic", "whole_evening"]
SYSTEM_KEY = "the system key of the tests, which opens no room"


@pytest.fixture(scope="package")
def login_key():
    return new_key()


@pytest.fixture(scope="package")
def prosody(live_server, login_key):
    """One for all tests: they have rooms of their own."""
    public_keys = host_of("meet.example.org", login_key).public_keys()
    portal = live_server.url.replace("localhost", "127.0.0.1")  # it asks a name server for names
    with programs.running(
        portal=portal, framed_by=live_server.url, key=SYSTEM_KEY, public_keys=public_keys
    ) as started:
        yield started


def host_of(domain, login_key, **values):
    known = {
        "JITSI_DOMAIN": domain,
        "JITSI_LOGIN_KEYS": json.dumps({"november": login_key}),
        "JITSI_SYSTEM_KEY": SYSTEM_KEY,
    }
    return JitsiSettings.from_mapping({**known, **values}, profile="test")


@pytest.fixture
def host(settings, prosody, login_key):
    """The portal, with this Prosody as its video host."""
    settings.JITSI = host_of(prosody.origin, login_key)
    return settings.JITSI


@pytest.fixture
def enter(prosody, host):
    """Go in with a token; gone after the test."""
    with ExitStack() as stack:

        def come(meeting, token, *, name="", nick="abcd1234"):
            visitor = stack.enter_context(prosody.visitor(token))
            assert visitor.log_in()
            assert visitor.join(programs.address(meeting.room_name, nick), name=name) == ""
            return visitor

        yield come
