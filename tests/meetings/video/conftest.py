import itertools
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from playwright.sync_api import sync_playwright

from meetings.video.modes import Mode, config_for
from meetings.video.settings import JitsiSettings
from meetings.video.tokens import device_id, mint, new_room_name, participant_id
from tests.chromium import launched
from tests.e2e.fake_jitsi.server import FakeJitsi
from tests.meetings.video.host import HostPage

SECRET = "a secret of the tests, long enough for HS256"
AT = datetime(2026, 3, 24, 18, 34, 7, 250_000, tzinfo=UTC)
ROOM = new_room_name()
TITLE = "Video of the meeting: Harbour District IAG"
DOREEN, GWEN, INTERPRETER = (participant_id(n, 7, b"the key of the tests") for n in (5, 6, 9))
ROOM_1, ROOM_2 = (device_id(n, 7, b"the key of the tests") for n in (1, 2))


def new_key(bits=3072):
    return (
        rsa.generate_private_key(public_exponent=65537, key_size=bits)
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )


@pytest.fixture(scope="session")
def login_keys():
    return {"march-2026": new_key(), "december-2025": new_key()}


@pytest.fixture(scope="session")
def hs256():
    return JitsiSettings.from_mapping(
        {"JITSI_DOMAIN": "meet.example.org", "JITSI_ALG": "HS256", "JITSI_SECRET": SECRET},
        profile="test",
    )


@pytest.fixture(scope="session")
def rs256(login_keys):
    return JitsiSettings.from_mapping(
        {"JITSI_DOMAIN": "meet.example.org", "JITSI_LOGIN_KEYS": json.dumps(login_keys)},
        profile="production",
    )


def minted(settings, **changes):
    arguments = {
        "room": ROOM,
        "person_id": DOREEN,
        "display_name": "Doreen Whitcombe",
        "moderator": False,
        "at": AT,
    }
    return mint(settings, **{**arguments, **changes})


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture
def video():
    with FakeJitsi() as server:
        yield server


@pytest.fixture
def stranger():
    with FakeJitsi(plan="silent") as server:
        yield server


@pytest.fixture
def host(video, stranger):
    settings = JitsiSettings(profile="test", domain=video.origin, algorithm="HS256", secret=SECRET)
    presses = itertools.count()

    def ticket():
        at = AT + timedelta(seconds=next(presses))
        return 200, {
            "origin": settings.origin,
            "room": ROOM,
            "jwt": minted(settings, at=at, moderator=page.moderates),
            "config": config_for(Mode.REMOTE),
            "participant_id": DOREEN,
            "moderates": page.moderates,
            "known": {"interpreter": [INTERPRETER]},
            "title": TITLE,
            "mode": "remote",
            "expires_at": (at + timedelta(minutes=5)).isoformat(),
        }

    with HostPage(frames=[video.origin, stranger.origin], answer=ticket) as page:
        yield page


@pytest.fixture
def page(chromium, host):
    """The panel, with a clock that a test can move on. What the console says must be empty."""
    context = chromium.new_context()
    page = context.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.said = messages
    page.clock.install()
    page.goto(host.origin)
    yield page
    context.close()
    assert [text for text in messages if not re.search("status of (403|409|429|503)", text)] == []
