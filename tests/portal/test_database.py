"""What the checks say of the database, and what the role of the portal's processes may do."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core import checks, database

pytestmark = pytest.mark.django_db
POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")


def ids():
    return [problem.id for problem in checks._database_problems() if problem.id != "iag.W006"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has neither")
def test_postgresql_waits_for_nobody_and_compiles_nothing():
    """Turning one search into machine code took it 19 seconds; its answer took 85 ms."""
    names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "jit")
    with connection.cursor() as cursor:
        values = [cursor.execute(f"SHOW {name}").fetchone()[0] for name in names]

    assert values == ["5s", "30s", "1min", "off"]


def test_a_database_that_is_ready_has_no_finding():
    assert ids() == []


def test_a_migration_that_has_not_been_run_is_named():
    MigrationRecorder.Migration.objects.filter(app="accounts").latest("id").delete()

    assert ids() == ["iag.E019"]


def test_a_cache_table_that_is_missing_is_named():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")

    assert ids() == ["iag.E020"]


def test_a_database_that_cannot_search_is_named(monkeypatch):
    monkeypatch.setattr(database, "has_full_text", lambda: False)

    assert ids() == ["iag.E026"]


@pytest.fixture
def roles():
    """Two roles, of which one is granted what the portal needs; then it is the one that asks."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE iag_checked LOGIN")
        database.grant_to("iag_checked")
        yield cursor
        cursor.execute("RESET ROLE")


@POSTGRESQL
def test_the_portals_role_lacks_nothing_after_the_grants(roles):
    roles.execute("SET LOCAL ROLE iag_checked")

    assert (ids(), database.owns_the_record()) == ([], False)


@POSTGRESQL
def test_a_table_that_was_made_after_the_grants_is_named(roles):
    roles.execute("CREATE TABLE later (id int)")
    roles.execute("SET LOCAL ROLE iag_checked")

    assert ids() == ["iag.E021"]
    assert database.missing_grants() == [f"{right} on later" for right in database.ALL]


@POSTGRESQL
def test_a_portal_that_owns_its_record_is_told(roles):
    assert [problem.id for problem in checks._database_problems()] == ["iag.W006"]


@POSTGRESQL
@pytest.mark.parametrize(
    "how", ["GRANT iag_holder TO iag_checked", "ALTER ROLE iag_checked SUPERUSER"]
)
def test_so_is_one_that_is_a_member_of_the_owner_or_a_superuser(roles, how):
    roles.execute("CREATE ROLE iag_holder")
    roles.execute("ALTER TABLE audit_record OWNER TO iag_holder")
    roles.execute(how)
    roles.execute("SET LOCAL ROLE iag_checked")

    assert database.owns_the_record()


@POSTGRESQL
@pytest.mark.parametrize("receiver", ["iag_checked", "PUBLIC"])
def test_a_right_to_change_the_record_is_refused_by_its_name(roles, receiver):
    roles.execute(f"GRANT UPDATE, TRUNCATE ON audit_record TO {receiver}")
    roles.execute("SET LOCAL ROLE iag_checked")

    assert database.excess_grants() == ["UPDATE on audit_record", "TRUNCATE on audit_record"]
    assert ids() == ["iag.E025"]


@POSTGRESQL
def test_grants_to_a_role_that_there_is_not_are_refused_with_its_name():
    with pytest.raises(CommandError, match="The role iag_nobody could not be given its rights"):
        call_command("prepare_database", grant_to="iag_nobody", verbosity=0)
