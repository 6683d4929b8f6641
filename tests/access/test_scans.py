"""What finds a scan finds it: ``test_pages.py`` asks it about each page of the matrix."""

import pytest
from django.db import connection

from tests.access.scans import scanned

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans what is small"),
]


def test_a_scan_is_noticed_wherever_it_stands_and_a_search_is_not(world):
    inside = (
        'SELECT U0."id" FROM "deliberation_post" U0 WHERE U0."id" = %s AND EXISTS('
        'SELECT 1 FROM "deliberation_topic" U0 WHERE U0."title" = %s)'
    )

    assert scanned('SELECT * FROM "deliberation_post" WHERE "body" = %s', ["x"]) == {
        "deliberation_post"
    }
    assert scanned('SELECT * FROM "deliberation_post" WHERE "id" = %s', [1]) == set()
    assert scanned(inside, [1, "x"]) == {"deliberation_topic"}
