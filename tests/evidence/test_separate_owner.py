"""The two roles of the operations: the portal's own cannot take the record's guards away."""

import re

import pytest
from django.db import DatabaseError, connection, transaction

from core.audit.chain import append, broken_link
from core.audit.models import Record
from core.database import grant_to

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles"),
]
FORBIDDEN = [
    "UPDATE audit_record SET facts = '{}'",
    "DELETE FROM audit_record",
    "TRUNCATE audit_record",
    "DELETE FROM audit_chain",
    "DROP TRIGGER audit_record_no_change ON audit_record",
    "ALTER TABLE audit_record DISABLE TRIGGER ALL",
    "ALTER TABLE audit_record OWNER TO iag_app",
    "DROP TABLE audit_record",
]


@pytest.fixture
def as_the_portal():
    """The grants of ``prepare_database``; then in the role of the portal's processes."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE iag_app LOGIN")
        grant_to("iag_app")
        cursor.execute("SET LOCAL ROLE iag_app")
        yield cursor
        cursor.execute("RESET ROLE")


def test_the_portal_writes_its_record_in_its_own_role(as_the_portal):
    for number in (1, 2):
        append(event="post.written", group_id=7, actor=None, facts={"post_id": number})

    assert (Record.objects.filter(group_id=7).count(), broken_link("group.7")) == (2, None)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_portals_role_changes_nothing_of_it(as_the_portal, statement):
    append(event="post.written", group_id=7, actor=None, facts={"post_id": 1})
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        as_the_portal.execute(statement)

    assert re.search("permission denied|must be (?:able to SET ROLE|owner)", str(refused.value))
