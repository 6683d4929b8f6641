"""The model of Prosody against what was measured on a real one: the table is the evidence."""

from enum import Enum

import jwt
import pytest

from tests.meetings.video.conftest import SECRET
from tests.meetings.video.forger import forge
from tests.meetings.video.prosody import Prosody, Refusal, may_use, role


class Claim(Enum):
    """What stands for a claim that is left out; its repr is the same in each worker's test ids."""

    MISSING = "missing"


NOW = 1_774_377_247
MISSING = Claim.MISSING
HOST = Prosody(secret=SECRET)
DOCKER = Prosody(secret=SECRET, verify_domain=False)

AT_LOGIN = [
    ("nothing changed", {}, None),
    ("aud is a list", {"aud": ["jitsi"]}, "invalid 'aud' claim"),
    ("aud missing", {"aud": MISSING}, "'aud' claim is missing"),
    ("aud of another service", {"aud": "other"}, "invalid 'aud' claim"),
    ("iss of another service", {"iss": "other"}, "invalid 'iss' claim"),
    ("iss missing", {"iss": MISSING}, "'iss' claim is missing"),
    ("sub missing", {"sub": MISSING}, "'sub' claim is missing"),
    ("room missing", {"room": MISSING}, "'room' claim is missing"),
    ("exp missing: for ever", {"exp": MISSING}, None),
    ("exp one second ago", {"exp": NOW - 1}, "Not acceptable by exp"),
    ("exp this second", {"exp": NOW}, "Not acceptable by exp"),
    ("exp as a string", {"exp": str(NOW + 300)}, "exp must be number"),
    ("exp with a fraction", {"exp": NOW + 300.5}, None),
    ("nbf in two seconds", {"nbf": NOW + 2}, "Not acceptable by nbf"),
    ("iat in the future", {"iat": NOW + 900}, None),
    ("no context", {"context": MISSING}, None),
    ("any room", {"room": "*"}, None),
]
HEADERS = [
    ({"alg": "HS512"}, "Invalid or incorrect alg"),
    ({"alg": "HS384"}, "Invalid or incorrect alg"),
    ({"typ": "jwt"}, "Invalid typ"),
    ({"typ": MISSING}, "Invalid typ"),
]
# host, claims, room, joined
AT_THE_DOOR = [
    (HOST, {"room": "abc123", "sub": "meet.jitsi"}, "abc123", True),
    (HOST, {"room": "abc123", "sub": "MEET.JITSI"}, "abc123", True),
    (HOST, {"room": "abc123", "sub": "*"}, "abc123", True),
    (HOST, {"room": "ABC123"}, "abc123", True),
    (HOST, {"room": "other"}, "abc123", False),
    (HOST, {"room": "*"}, "abc123", True),
    (HOST, {"room": "abc123", "sub": "meet.example.org"}, "abc123", False),
    (HOST, {"room": "^abc.*", "context": {"room": {"regex": True}}}, "abc123", True),
    (HOST, {"room": "abc123"}, "[tenantx]abc123", False),
    (DOCKER, {"room": "abc123"}, "[tenantx]abc123", True),
    (DOCKER, {"room": "abc123", "sub": "nonsense"}, "abc123", True),
    (DOCKER, {"room": "abc123"}, "xx]abc123", True),
    (DOCKER, {"room": "other"}, "abc123", False),
]
ROLES = [
    ({"context": {"user": {"moderator": True}}}, "moderator"),
    ({"context": {"user": {"moderator": "true"}}}, "moderator"),
    ({"context": {"user": {"affiliation": "owner"}}}, "moderator"),
    ({"context": {"user": {"moderator": "false"}}}, "participant"),
    ({"context": {"user": {"affiliation": "member"}}}, "participant"),
    ({"moderator": True}, "participant"),
]


def signed(changes=(), *, key=SECRET, header=()):
    claims = {
        "iss": "iag-portal",
        "aud": "jitsi",
        "sub": "meet.jitsi",
        "room": "abc123",
        "exp": NOW + 300,
        "nbf": NOW - 30,
        **dict(changes),
    }
    return forge(present({"alg": "HS256", "typ": "JWT", **dict(header)}), present(claims), key)


def present(names):
    return {name: value for name, value in names.items() if value is not MISSING}


def verdict(host, token):
    try:
        host.log_in(token, at=NOW)
    except Refusal as refusal:
        return str(refusal)
    return None


@pytest.mark.parametrize(("case", "changes", "reason"), AT_LOGIN, ids=lambda case: str(case)[:30])
def test_a_login_is_judged_as_was_measured(case, changes, reason):
    assert verdict(HOST, signed(changes)) == reason


@pytest.mark.parametrize(("header", "reason"), HEADERS)
def test_a_header_is_judged_as_was_measured(header, reason):
    assert verdict(HOST, signed(header=header)) == reason


def test_a_signature_is_judged_as_was_measured():
    header, payload, _ = signed().split(".")

    assert {
        "no token": verdict(HOST, None),
        "garbage": verdict(HOST, "garbage"),
        "stripped": verdict(HOST, f"{header}.{payload}."),
        "none": verdict(HOST, jwt.encode({"room": "abc123"}, None, algorithm="none")),
        "another secret": verdict(HOST, signed(key="another secret, of thirty-two bytes or so")),
    } == {
        "no token": "token required",
        "garbage": "Invalid token",
        "stripped": "Invalid token",
        "none": "Invalid token",
        "another secret": "Invalid signature",
    }


@pytest.mark.parametrize(("host", "claims", "node", "joined"), AT_THE_DOOR)
def test_a_room_opens_as_was_measured(host, claims, node, joined):
    kept = host.log_in(signed(claims), at=NOW)

    if joined:
        assert host.join(kept, node) == "participant"
    else:
        with pytest.raises(Refusal, match="Room and token mismatched"):
            host.join(kept, node)


@pytest.mark.parametrize(("claims", "expected"), ROLES)
def test_roles_come_from_the_user_in_the_context_only(claims, expected):
    assert role(claims) == expected


def test_features_decide_where_they_are_listed_and_moderators_may_do_all_where_they_are_not():
    chair = {"user": {"moderator": "true"}}

    assert [
        may_use({"context": chair}, "recording"),
        may_use({"context": {**chair, "features": {}}}, "recording"),
        may_use({"context": {**chair, "features": {"recording": False}}}, "recording"),
        may_use({"context": {"features": {"recording": "true"}}}, "recording"),
    ] == [True, False, False, True]
