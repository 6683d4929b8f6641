import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from meetings.video.settings import JitsiSettings
from meetings.video.tokens import mint, new_room_name, participant_id

SECRET = "a secret of the tests, long enough for HS256"
AT = datetime(2026, 3, 24, 18, 34, 7, 250_000, tzinfo=UTC)
ROOM = new_room_name()
DOREEN = participant_id(5, 7, b"the key of the tests")


def new_key(bits=2048):
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
    given = {
        "room": ROOM,
        "person_id": DOREEN,
        "display_name": "Doreen Whitcombe",
        "moderator": False,
        "at": AT,
    }
    return mint(settings, **{**given, **changes})
