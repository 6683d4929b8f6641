"""How much chance is in what lets somebody in, and how strong what protects it is."""

import base64
import math

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.test import Client

from accounts import spoken
from accounts.field_keys import fernet
from accounts.models import factors
from core import env
from core.audit.chain import append
from meetings.video.settings import LEAST_RSA_BITS, LEAST_SECRET_BYTES
from meetings.video.tokens import new_room_name
from tests.factories import UserFactory
from tests.signing_in import PASSWORD, code_now, give_app, give_password, session_key, signed_in

pytestmark = pytest.mark.django_db


def bits(alphabet, length):
    return length * math.log2(alphabet)


def test_what_lets_somebody_in_holds_128_bits_of_chance():
    keys = {session_key(signed_in(give_password(UserFactory()))) for _ in range(5)}
    rooms = {new_room_name() for _ in range(5)}

    assert (len(keys), len(rooms)) == (5, 5)
    assert [key for key in keys if not (key.isalnum() and bits(36, len(key)) >= 128)] == []
    assert [room for room in rooms if bits(32, len(room.removeprefix("iag-"))) < 128] == []


def test_codes_that_people_read_hold_enough_chance():
    card = factors.CodeCard.issue(UserFactory())

    assert len(set(card)) == len(card)
    assert bits(len(factors.ALPHABET), factors.CODE_LENGTH) > 36
    assert bits(len(set(spoken.WORDS)), spoken.SPOKEN) > 48
    assert len(spoken.new_code().split()) == spoken.SPOKEN


@pytest.mark.parametrize(
    ("steps", "works"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_code_of_the_app_is_over_after_its_neighbours(steps, works):
    person = give_password(UserFactory())
    give_app(person)
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code_now(steps)})

    assert (client.get("/").status_code == 200) is works


@pytest.mark.parametrize("place", [0, 10, 30, -1])
def test_a_sealed_secret_that_was_touched_is_not_opened(place):
    sealed = bytearray(base64.urlsafe_b64decode(fernet().encrypt(b"JBSWY3DPEHPK3PXP")))
    sealed[place] ^= 1
    with pytest.raises(InvalidToken):
        fernet().decrypt(base64.urlsafe_b64encode(bytes(sealed)))


def test_every_primitive_is_as_strong_as_128_bits():
    key = base64.urlsafe_b64decode(Fernet.generate_key())
    link = append(event="post.written", group_id=7, actor=None, facts={}).link

    assert len(key) * 8 == 128 + 128  # AES and HMAC
    assert len(bytes.fromhex(link)) * 8 == 256
    assert (LEAST_RSA_BITS, LEAST_SECRET_BYTES * 8) == (3072, 256)
    assert bits(2**8, env.SECRET_MIN_LENGTH) >= 128
    assert settings.PASSWORD_HASHERS
