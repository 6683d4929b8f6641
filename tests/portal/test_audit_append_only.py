"""The database itself refuses to change the audit log, whatever code asks it to."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from core.audit.chain import append, broken_link
from core.audit.guards import GUARDS, missing_guards
from core.audit.models import Chain, Record
from tests.audit_triggers import TRIGGERS, check_now, lifted

pytestmark = pytest.mark.django_db
ON_SQLITE = connection.vendor == "sqlite"


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def records():
    return [
        append(event="post.written", group_id=7, actor=None, facts={"post_id": n})
        for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_record SET event = 'post.removed'",
        "UPDATE audit_record SET event = event WHERE number = 1",
        "DELETE FROM audit_record",
        "DELETE FROM audit_record WHERE number = 3",
        "UPDATE audit_chain SET length = length - 1",
        "UPDATE audit_chain SET length = length",
        "UPDATE audit_chain SET length = length + 2",
        "UPDATE audit_chain SET scope = 'group.8', length = length + 1",
        "DELETE FROM audit_chain",
        "INSERT INTO audit_chain (scope, length, head) VALUES ('group.9', 5, 'abc')",
    ],
)
@pytest.mark.usefixtures("records")
def test_the_database_refuses(sql):
    before = list(Record.objects.values()), list(Chain.objects.values())

    with pytest.raises(IntegrityError), transaction.atomic():
        execute(sql)

    assert (list(Record.objects.values()), list(Chain.objects.values())) == before
    assert broken_link("group.7") is None


@pytest.mark.skipif(not ON_SQLITE, reason="only SQLite can replace a row by adding one")
@pytest.mark.parametrize("key", ["id", "number"])
def test_a_row_is_not_replaced_by_adding_one(records, key):
    columns = "at, group_id, event, facts, scope, number, link"
    values = f"at, group_id, 'forged', facts, scope, {'number' if key == 'number' else 'number + 50'}, link"
    if key == "id":
        columns, values = f"id, {columns}", f"id, {values}"

    with pytest.raises(IntegrityError), transaction.atomic():
        execute(
            f"INSERT OR REPLACE INTO audit_record ({columns}) SELECT {values} FROM audit_record WHERE number = 2"
        )

    assert list(Record.objects.order_by("pk").values_list("pk", "event")) == [
        (record.pk, "post.written") for record in records
    ]


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["audit_record", "audit_chain"])
@pytest.mark.usefixtures("records")
def test_the_tables_are_not_emptied_at_once(table):
    check_now()
    with pytest.raises(IntegrityError), transaction.atomic():
        execute(f"TRUNCATE {table} CASCADE")

    assert Record.objects.count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("records")
def test_flush_is_refused_unless_the_fixture_lifts_the_triggers():
    with pytest.raises(Exception, match=r"flush|append-only|forward"):
        call_command("flush", interactive=False, verbosity=0)
    assert Record.objects.count() == 3

    with lifted():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    assert Record.objects.count() == 0
    assert missing_guards() == []


@pytest.mark.usefixtures("audit_may_be_forged")
def test_a_trigger_that_is_gone_is_named():
    assert missing_guards() == sorted(TRIGGERS[connection.vendor])


def test_every_trigger_is_watched():
    assert missing_guards() == []
    assert {vendor: set(triggers) for vendor, triggers in TRIGGERS.items()} == GUARDS
