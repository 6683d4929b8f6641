"""The page that is not there is the same for everybody, whatever they asked for."""

import pytest
from django.test import Client

from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_it_says_nothing_of_who_asks_or_of_what():
    person = signed_in(UserFactory(name="Doreen Whitcombe"))
    pages = [
        browser.get(address) for browser in (Client(), person) for address in ("/none/", "/no/")
    ]

    assert [page.status_code for page in pages] == [404, 404, 404, 404]
    assert len({page.content for page in pages}) == 1
    assert b"Page not found" in pages[0].content
