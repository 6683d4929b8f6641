"""The help page: for everybody, and what it adds for people who are signed in."""

import pytest
from django.test import Client

from iag_portal import __version__
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
VERSION = f"Version {__version__} of the portal"


def test_whoever_is_signed_in_can_say_which_version_it_is_and_nobody_else_learns_it():
    pages = [
        client.get("/help/").content.decode() for client in (signed_in(UserFactory()), Client())
    ]

    assert [page.count(VERSION) for page in pages] == [1, 0]
    assert [page.count(__version__) for page in pages] == [1, 0]
