"""The secret key can be changed while people are signed in."""

import pytest

from tests.factories import UserFactory
from tests.signing_in import give_password, signed_in

pytestmark = pytest.mark.django_db
NEW = "another secret key for tests, of fifty characters or so"


def test_a_new_secret_key_signs_nobody_out(settings):
    client = signed_in(give_password(UserFactory()))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = NEW
    with_both = client.get("/").status_code
    settings.SECRET_KEY_FALLBACKS = []

    assert (with_both, client.get("/").status_code) == (200, 200)


def test_without_the_old_one_sessions_of_before_are_over(settings):
    client = signed_in(give_password(UserFactory()))
    settings.SECRET_KEY = NEW

    assert client.get("/").status_code == 302
