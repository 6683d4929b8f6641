"""Factor secrets are encrypted; a new key replaces the old one for good."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import CommandError, call_command

from accounts.actions import rotate_field_keys
from core.audit.models import Record
from tests.factories import UserFactory
from tests.rights.test_redaction import words_anywhere
from tests.signing_in import SECRET, code_now, give_app

pytestmark = pytest.mark.django_db
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def apps(settings):
    """Three people's apps, enrolled under the old key, and a passkey that has no secret."""
    settings.FIELD_KEYS = [OLD]
    made = [give_app(UserFactory()) for _ in range(3)]
    Authenticator.objects.create(
        user=UserFactory(), type="webauthn", data={"credential": {"id": "x"}}
    )
    return made


def sealed():
    return [
        authenticator.data["secret"]
        for authenticator in Authenticator.objects.filter(type="totp").order_by("pk")
    ]


def test_no_secret_stands_in_the_database_as_it_is(apps):
    assert words_anywhere(SECRET) == []


def test_the_old_key_is_useless_afterwards(apps, settings):
    before = sealed()
    settings.FIELD_KEYS = [NEW, OLD]
    assert rotate_field_keys(actor=None) == 3

    assert [Fernet(NEW).decrypt(ciphertext.encode()).decode() for ciphertext in sealed()] == [
        SECRET
    ] * 3
    for ciphertext in sealed():
        with pytest.raises(InvalidToken):
            Fernet(OLD).decrypt(ciphertext.encode())
    assert not set(before) & set(sealed())


def test_people_sign_in_as_before_with_the_new_key_alone(apps, settings):
    settings.FIELD_KEYS = [NEW, OLD]
    rotate_field_keys(actor=None)
    settings.FIELD_KEYS = [NEW]

    apps[0].refresh_from_db()
    assert apps[0].spend(code_now(1))


def test_a_passkey_is_left_as_it_is(apps, settings):
    settings.FIELD_KEYS = [NEW, OLD]
    rotate_field_keys(actor=None)

    assert Authenticator.objects.get(type="webauthn").data == {"credential": {"id": "x"}}


def test_the_command_says_how_many_and_the_record_too(apps, settings):
    settings.FIELD_KEYS = [NEW, OLD]
    out = StringIO()
    call_command("rotate_field_keys", stdout=out)

    assert out.getvalue() == "3 factors are encrypted with the newest key.\n"
    assert Record.objects.get(event="field_keys.rotated").facts == {"number": 3}


def test_without_the_right_key_nothing_is_changed(apps, settings):
    before = sealed()
    settings.FIELD_KEYS = [NEW]

    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("rotate_field_keys", stdout=StringIO())
    assert sealed() == before
