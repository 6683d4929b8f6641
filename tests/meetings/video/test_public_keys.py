"""The command that hands the video host the public halves, and nothing else."""

from io import StringIO

import jwt
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from tests.meetings.video.conftest import AT, ROOM, SECRET, minted
from tests.meetings.video.prosody import Prosody


def told(*words):
    out = StringIO()
    call_command("video_keys", *words, stdout=out)
    return out.getvalue()


def test_it_prints_the_public_half_of_each_key_under_its_name_and_no_private_one(settings, rs256):
    settings.JITSI = rs256

    assert told() == "".join(f"{name}.pem\n{pem}" for name, pem in rs256.public_keys().items())
    assert "PRIVATE" not in told()


def test_with_the_saved_files_the_video_host_knows_our_tokens(settings, rs256, tmp_path):
    settings.JITSI = rs256
    told("--save", str(tmp_path))
    host = Prosody(
        public_keys={key_file.stem: key_file.read_text() for key_file in tmp_path.iterdir()}
    )

    assert host.log_in(minted(rs256), at=AT.timestamp())["room"] == ROOM


def test_a_shared_secret_has_no_public_half(settings, hs256):
    settings.JITSI = hs256
    with pytest.raises(CommandError) as refused:
        told()
    assert SECRET not in str(refused.value)


def test_the_key_set_page_has_the_public_halves_and_our_tokens_hold_against_it(
    settings, rs256, client
):
    settings.JITSI = rs256
    token = minted(rs256)
    keys = client.get(reverse("meetings:video-keys")).json()

    assert sorted(keys["keys"][0]) == ["alg", "e", "kid", "kty", "n", "use"]
    key = jwt.PyJWKSet.from_dict(keys)[jwt.get_unverified_header(token)["kid"]]
    token_claims = jwt.decode(token, key, audience="jitsi", options={"verify_exp": False})
    assert token_claims["room"] == ROOM


def test_each_key_has_a_page_of_its_own_and_no_other_has(settings, rs256, hs256, client):
    settings.JITSI = rs256
    pages = {
        name: client.get(reverse("meetings:video-key", args=[name])).content.decode()
        for name in rs256.public_keys()
    }
    unknown = client.get(reverse("meetings:video-key", args=["0" * 64]))
    settings.JITSI = hs256
    without = [
        client.get(reverse(f"meetings:{name}", args=args))
        for name, args in (("video-keys", []), ("video-key", [next(iter(pages))]))
    ]

    assert pages == rs256.public_keys()
    assert [answer.status_code for answer in (unknown, *without)] == [404] * 3
