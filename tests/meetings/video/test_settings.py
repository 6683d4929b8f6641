import hashlib
import json

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from meetings.video.settings import JitsiSettings
from tests.meetings.video.conftest import SECRET, new_key


def read(profile="production", **env):
    names = {
        name if name.startswith("JITSI") else f"JITSI_{name}": text for name, text in env.items()
    }
    return JitsiSettings.from_mapping(names, profile=profile)


def ids(settings):
    return [problem.id for problem in settings.problems()]


def test_without_a_host_video_is_off_and_nothing_is_wrong():
    off = read()

    assert (off.enabled, off.origin, off.problems()) == (False, "", [])


def test_a_sound_production_configuration_has_no_problems(rs256):
    assert (rs256.enabled, rs256.origin, rs256.problems()) == (True, "https://meet.example.org", [])


@pytest.mark.parametrize(
    ("domain", "origin"),
    [
        ("meet.example.org", "https://meet.example.org"),
        (" Meet.Example.ORG/ ", "https://meet.example.org"),
        ("meet.example.org:443", "https://meet.example.org"),
        ("meet.example.org:8443", "https://meet.example.org:8443"),
    ],
)
def test_the_origin_is_spelled_as_a_browser_spells_it(domain, origin):
    assert read(DOMAIN=domain).origin == origin


@pytest.mark.parametrize(
    ("profile", "env", "expected"),
    [
        ("production", {"DOMAIN": "meet.jit.si"}, ["video.E002", "video.E008"]),
        ("demo", {"DOMAIN": "MEET.JIT.SI:443", "ALG": "HS256", "SECRET": SECRET}, ["video.E002"]),
        ("production", {"DOMAIN": "https://meet.example.org"}, ["video.E001", "video.E008"]),
        ("production", {"DOMAIN": "*.example.org"}, ["video.E001", "video.E008"]),
        ("production", {"DOMAIN": "meet.example.org/room"}, ["video.E001", "video.E008"]),
        ("production", {"DOMAIN": "meet.example.org; script-src *"}, ["video.E001", "video.E008"]),
        ("production", {"DOMAIN": "http://localhost:8101"}, ["video.E001", "video.E008"]),
        ("demo", {"DOMAIN": "http://localhost:8101", "ALG": "HS256", "SECRET": SECRET}, []),
        ("demo", {"DOMAIN": "http://meet.example.org", "ALG": "HS256", "SECRET": SECRET}, ["video.E001"]),
        ("test", {"DOMAIN": "m.org", "ALG": "HS256", "SECRET": SECRET}, []),
        ("test", {"DOMAIN": "m.org", "ALG": "HS256", "SECRET": "é" * 15}, ["video.E007"]),
        ("test", {"DOMAIN": "m.org", "ALG": "HS256", "SECRET": "é" * 16}, []),
        ("production", {"DOMAIN": "m.org", "ALG": "HS256", "SECRET": SECRET}, ["video.E006"]),
        ("test", {"DOMAIN": "m.org", "ALG": "HS256", "SECRET": SECRET, "SYSTEM_KEY": "short"}, ["video.E010"]),
        ("test", {"DOMAIN": "m.org", "ALG": "HS256", "SECRET": SECRET, "SYSTEM_KEY": SECRET}, []),
        ("production", {"DOMAIN": "m.org", "ALG": "none"}, ["video.E005"]),
        ("production", {"DOMAIN": "m.org", "ALG": "ES256"}, ["video.E005"]),
        ("test", {"DOMAIN": "m.org", "ALG": "HS256", "SECRET": SECRET, "AUDIENCE": "*"}, ["video.E003"]),
        ("test", {"DOMAIN": "m.org", "ALG": "HS256", "SECRET": SECRET, "XMPP_DOMAIN": "*"}, ["video.E003"]),
        ("test", {"DOMAIN": "m.org", "ALG": "HS256", "SECRET": SECRET, "APP_ID": " "}, ["video.E003"]),
        ("test", {"DOMAIN": "m.org", "ALG": "HS256", "SECRET": SECRET, "XMPP_DOMAIN": "m.org"}, ["video.E004"]),
        ("production", {"DOMAIN": "m.org"}, ["video.E008"]),
        ("production", {"DOMAIN": "m.org", "LOGIN_KEYS": "not JSON"}, ["video.E008"]),
        ("production", {"DOMAIN": "m.org", "LOGIN_KEYS": '["a"]'}, ["video.E008"]),
        ("production", {"DOMAIN": "m.org", "LOGIN_KEYS": '{"a": "not a key"}'}, ["video.E009"]),
    ],
)  # fmt: skip
def test_what_would_be_unsafe_is_said(profile, env, expected):
    assert ids(read(profile, **env)) == expected


def test_a_key_that_is_short_or_of_another_kind_is_refused(login_keys):
    curve = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    keys = {"short": new_key(1024), "curve": curve.decode(), "": login_keys["march-2026"]}

    assert ids(read(DOMAIN="m.org", LOGIN_KEYS=json.dumps(keys))) == ["video.E009"] * 3


def test_only_public_keys_are_published_each_under_the_name_that_prosody_asks_for(rs256):
    published = rs256.public_keys()

    assert list(published) == [
        hashlib.sha256(key_id.encode()).hexdigest() for key_id in ("march-2026", "december-2025")
    ]
    assert all(pem.startswith("-----BEGIN PUBLIC KEY-----\n") for pem in published.values())


def test_secrets_do_not_show_in_a_traceback(rs256, hs256):
    assert "PRIVATE KEY" not in repr(rs256)
    assert SECRET not in repr(hs256)
