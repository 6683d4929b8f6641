import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import jwt
import pytest
from hypothesis import assume, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from meetings.video.settings import JitsiSettings
from meetings.video.tokens import claims, expires_at, mint, new_room_name, participant_id
from tests.meetings.video.conftest import AT, DOREEN, ROOM, SECRET, minted, new_key
from tests.meetings.video.forger import forge
from tests.meetings.video.prosody import Prosody, Refusal, may_use

NOW = int(AT.timestamp())
HOST = Prosody(secret=SECRET)
GOOD_HEADER = {"alg": "HS256", "typ": "JWT"}
OFF = {
    "recording", "livestreaming", "outbound-call", "sip-outbound-call", "inbound-call", "flip",
    "file-upload", "create-polls", "send-groupchat", "live-translation", "transcription",
}  # fmt: skip


def said_by(token):
    return jwt.decode(token, options={"verify_signature": False})


def test_a_token_says_one_room_one_person_and_five_minutes(hs256):
    assert said_by(minted(hs256)) == {
        "iss": "iag-portal",
        "aud": "jitsi",
        "sub": "meet.jitsi",
        "room": ROOM,
        "iat": NOW - 30,
        "nbf": NOW - 30,
        "exp": NOW + 300,
        "context": {
            "user": {"id": DOREEN, "name": "Doreen Whitcombe", "moderator": "false"},
            "features": dict.fromkeys(OFF, False)
            | {"name-readonly": True, "screen-sharing": False},
        },
    }
    assert expires_at(AT) == AT + timedelta(minutes=5)


def test_prosody_opens_the_room_for_five_minutes_and_not_a_second_longer(hs256):
    token = minted(hs256)

    assert HOST.join(HOST.log_in(token, at=NOW - 30), ROOM) == "participant"
    assert HOST.join(HOST.log_in(token, at=NOW + 299), ROOM) == "participant"
    for at, reason in [(NOW - 31, "by nbf"), (NOW + 300, "by exp")]:
        with pytest.raises(Refusal, match=reason):
            HOST.log_in(token, at=at)


def test_prosody_opens_no_other_room(hs256):
    kept = HOST.log_in(minted(hs256), at=NOW)

    for other in [new_room_name(), ROOM + "2", f"[tenant]{ROOM}", f"x]{ROOM}"]:
        with pytest.raises(Refusal, match="mismatched"):
            HOST.join(kept, other)


def test_only_the_chair_moderates_and_not_even_the_chair_records(hs256):
    chair = HOST.log_in(minted(hs256, moderator=True), at=NOW)

    assert HOST.join(chair, ROOM) == "moderator"
    assert [name for name in sorted(OFF) if may_use(chair, name)] == []
    assert may_use(chair, "screen-sharing")


def test_in_production_the_portal_alone_can_sign(rs256):
    token = minted(rs256)
    host = Prosody(public_keys=rs256.public_keys())

    assert jwt.get_unverified_header(token) == {"alg": "RS256", "typ": "JWT", "kid": "march-2026"}
    assert host.join(host.log_in(token, at=NOW), ROOM) == "participant"


def test_tokens_of_a_key_that_is_being_replaced_stay_good(rs256, login_keys):
    host = Prosody(public_keys=rs256.public_keys())
    before = {"december-2025": login_keys["december-2025"]}
    old = JitsiSettings(domain="meet.example.org", login_keys=before)

    assert host.log_in(minted(old), at=NOW)["room"] == ROOM


def test_the_public_half_in_place_of_a_secret_signs_nothing(rs256):
    """The confusion of CVE-2021-39215: the key that is published, used as an HS256 secret."""
    (public, *_) = rs256.public_keys().values()
    forged = forge(
        {"alg": "HS256", "typ": "JWT", "kid": "march-2026"}, said_by(minted(rs256)), public
    )

    with pytest.raises(Refusal, match="incorrect alg"):
        Prosody(public_keys=rs256.public_keys()).log_in(forged, at=NOW)


def test_a_key_that_is_not_published_signs_nothing(rs256):
    key = new_key()
    stranger = JitsiSettings(domain="meet.example.org", login_keys={"march-2026": key})
    unknown = JitsiSettings(domain="meet.example.org", login_keys={"april-2026": key})
    host = Prosody(public_keys=rs256.public_keys())

    for other, reason in [
        (stranger, "Invalid signature"),
        (unknown, "could not obtain public key"),
    ]:
        with pytest.raises(Refusal, match=reason):
            host.log_in(minted(other), at=NOW)


# --- every change of a claim --------------------------------------------------------------------

WRONG = {
    "iss": ["other", "*", "IAG-PORTAL"],
    "aud": ["other", "*", ["jitsi"]],
    "sub": ["meet.example.org", "other.jitsi"],
    "room": [ROOM[:-1], "iag-", ".*", f"^{ROOM[:6]}"],
    "exp": [NOW, NOW - 1, NOW - 86_400],
    "nbf": [NOW + 1, NOW + 300],
}
OTHER_TYPES = [None, True, False, 7, "", "7", [], {}, ["x"], {"x": 1}]
# Prosody takes these; the portal never sends them, which the property test below makes sure of.
TAKEN_ANYWAY = {
    ("exp", "missing"), ("exp", "false"),
    ("nbf", "missing"), ("nbf", "false"), ("nbf", "7"),
}  # fmt: skip


def changed_tokens(token_claims):
    for name, wrong in WRONG.items():
        rest = {key: value for key, value in token_claims.items() if key != name}
        yield (name, "missing"), rest
        for value in [*wrong, *OTHER_TYPES]:
            yield (name, json.dumps(value)), {**rest, name: value}


def test_every_changed_claim_is_refused_but_for_those_known_to_be_taken(hs256):
    taken = set()
    for change, changed in changed_tokens(said_by(minted(hs256))):
        try:
            HOST.join(HOST.log_in(forge(GOOD_HEADER, changed, SECRET), at=NOW), ROOM)
        except Refusal:
            continue
        taken.add(change)

    assert taken == TAKEN_ANYWAY


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none", "typ": "JWT"},
        {"alg": "HS512", "typ": "JWT"},
        {"alg": "RS256", "typ": "JWT"},
        {"alg": "hs256", "typ": "JWT"},
        {"typ": "JWT"},
        {"alg": "HS256"},
        {"alg": "HS256", "typ": "jwt"},
        {"alg": "HS256", "typ": None},
    ],
)
def test_every_changed_header_is_refused(header, hs256):
    with pytest.raises(Refusal):
        HOST.log_in(forge(header, said_by(minted(hs256)), SECRET), at=NOW)


@hypothesis_settings(max_examples=60)
@given(data=st.data())
def test_no_letter_of_a_token_can_be_changed(hs256, data):
    token = minted(hs256)
    place = data.draw(st.integers(0, len(token) - 2))  # the last letter carries spare bits
    letter = data.draw(st.sampled_from("Aa0_-."))
    assume(token[place] != letter)

    with pytest.raises(Refusal):
        HOST.join(HOST.log_in(token[:place] + letter + token[place + 1 :], at=NOW), ROOM)


# --- what holds for everybody, always -----------------------------------------------------------

names = st.text(min_size=1, max_size=120).filter(
    lambda name: re.search(r"\w", name) and "@" not in name
)
moments = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zones
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.timezones(),
)
people = st.tuples(st.integers(1), st.integers(1))


HOUR_THAT_COMES_TWICE = datetime(2040, 10, 20, 2, fold=1, tzinfo=ZoneInfo("Asia/Gaza"))


@hypothesis_settings(max_examples=80)
@example(name="Ann", at=HOUR_THAT_COMES_TWICE, moderator=False, ids=(1, 1))
@given(name=names, at=moments, moderator=st.booleans(), ids=people)
def test_every_token_is_narrow_short_and_tells_nothing_but_a_name(hs256, name, at, moderator, ids):
    room, person = new_room_name(), participant_id(*ids, b"key")
    token_claims = claims(
        hs256, room=room, person_id=person, display_name=name, moderator=moderator, at=at
    )

    assert set(token_claims) == {"iss", "aud", "sub", "room", "iat", "nbf", "exp", "context"}
    assert re.fullmatch("iag-[a-z2-7]{26}", token_claims["room"])
    assert {type(token_claims[key]) for key in ("iat", "nbf", "exp")} == {int}
    assert token_claims["exp"] - token_claims["nbf"] <= 331
    assert {type(token_claims[key]) for key in ("iss", "aud", "sub", "room")} == {str}
    assert (
        "*"
        not in token_claims["iss"]
        + token_claims["aud"]
        + token_claims["sub"]
        + token_claims["room"]
    )
    assert set(token_claims["context"]) == {"user", "features"}
    assert set(token_claims["context"]["user"]) == {"id", "name", "moderator"}
    assert {type(value) for value in token_claims["context"]["user"].values()} == {str}
    assert 1 <= len(token_claims["context"]["user"]["name"]) <= 80
    token = mint(hs256, room=room, person_id=person, display_name=name, moderator=moderator, at=at)
    assert HOST.join(HOST.log_in(token, at=at.timestamp()), room)
    assert len(token) < 2_000


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"room": "*"}, "one room"),
        ({"room": "iag-7"}, "one room"),
        ({"room": ROOM.upper()}, "one room"),
        ({"room": f"^{ROOM}"}, "one room"),
        ({"room": f"{ROOM}\n"}, "one room"),
        ({"person_id": "5"}, "participant_id"),
        ({"person_id": "doreen@example.org"}, "participant_id"),
        ({"display_name": ""}, "by a name"),
        ({"display_name": " \n\u200b"}, "by a name"),
        ({"display_name": "doreen.whitcombe@example.org"}, "mail address"),
        ({"at": AT.replace(tzinfo=None)}, "time zone"),
    ],
)
def test_a_token_that_would_open_or_tell_too_much_is_not_minted(wrong, why, hs256):
    with pytest.raises(ValueError, match=why):
        minted(hs256, **wrong)


@pytest.mark.parametrize(
    "unsound",
    [
        JitsiSettings(),
        JitsiSettings(domain="meet.example.org"),
        JitsiSettings(domain="meet.jit.si"),
    ],
)
def test_nothing_is_minted_when_video_is_off_or_unsound(unsound):
    with pytest.raises(ValueError, match="off, or its settings have problems"):
        minted(unsound)


def test_a_name_is_one_plain_line(hs256):
    shown = said_by(minted(hs256, display_name="  Doreen\n\u202e Whitcombe \x00"))["context"][
        "user"
    ]["name"]

    assert shown == "Doreen Whitcombe"


def test_a_person_is_the_same_within_a_meeting_and_another_in_the_next():
    seen = [
        participant_id(u, m, k)
        for u, m, k in [(5, 7, b"k"), (5, 8, b"k"), (57, 1, b"k"), (5, 71, b"k"), (5, 7, b"q")]
    ]

    assert participant_id(5, 7, b"k") == seen[0]
    assert len(set(seen)) == len(seen)


def test_room_names_cannot_be_guessed_and_name_no_meeting():
    rooms = {new_room_name() for _ in range(200)}

    assert len(rooms) == 200
    assert all(re.fullmatch("iag-[a-z2-7]{26}", room) for room in rooms)
