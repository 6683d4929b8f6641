"""Whether the database is ready for the portal, and what its role may do there.

Two roles on PostgreSQL: one owns the tables and migrates, the other runs the processes and
cannot take away what protects the audit log.
"""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

PREPARE = "Run: script/manage --owner prepare_database (without --owner on SQLite)"

ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")
NARROWER = {  # what the portal's role needs of these, and no more
    "audit_record": ("SELECT", "INSERT"),
    "audit_chain": ("SELECT", "INSERT", "UPDATE"),
    "django_migrations": ("SELECT",),
}
GRANTS = """
DO $$
DECLARE role text := current_setting('iag.role');
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', role);
  EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', role);
  EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit_record FROM %I', role);
  EXECUTE format('REVOKE DELETE, TRUNCATE ON audit_chain FROM %I', role);
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM %I', role);
END $$
"""
MAY_TABLE = "SELECT has_table_privilege(current_user, quote_ident(%s), %s)"
MAY_SEQUENCES = """
SELECT count(*) FROM pg_class
WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
  AND NOT has_sequence_privilege(current_user, oid, 'USAGE')
"""
IS_OWNER = (  # itself, as a member of the owner, or as a superuser, who is a member of all
    "SELECT pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class WHERE oid = to_regclass(%s)"
)
GUARDED = {  # what nobody but the owner may do there
    "audit_record": ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER"),
    "audit_chain": ("DELETE", "TRUNCATE", "TRIGGER"),
}


def pending() -> list[str]:
    """Migrations of this release that have not been run, as ``app.name``, in their order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def is_migrated() -> bool:
    """Whether every migration of this release has been run."""
    return not pending()


def refuse_unmigrated() -> None:
    """End a process that would work with another release's tables.

    A database that does not answer is waited for, as at any other moment.

    :raises SystemExit: in one sentence, with the command.
    """
    try:
        missing = pending()
    except DatabaseError:
        return
    finally:
        drop_connections()
    if missing:
        raise SystemExit(
            f"Not started: {len(missing)} migrations of this release have not been run, the first"
            f" is {missing[0]}. {PREPARE}"
        )


def drop_connections() -> None:
    """Close what this thread has open, and what its pool keeps for the next one.

    So before a fork: a connection that is shared would speak with two voices, and the threads of a
    pool are lost. Afterwards a pool begins anew with the next question.
    """
    for each in connections.all(initialized_only=True):
        each.close()
        close_pool = getattr(each, "close_pool", None)
        if close_pool:
            close_pool()


def has_cache_table() -> bool:
    """Whether the table is there in which limits on guessing are counted."""
    return settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()


def has_full_text() -> bool:
    """Whether the database can search: SQLite may have been built without FTS5."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
        there: bool = cursor.fetchone() == (1,)
        return there


def missing_grants() -> list[str]:
    """Rights that the role of this connection needs and has not, such as ``INSERT on cache``."""
    if connection.vendor != "postgresql":
        return []
    missing = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            for right in NARROWER.get(table, ALL):
                cursor.execute(MAY_TABLE, [table, right])
                if cursor.fetchone() == (False,):
                    missing.append(f"{right} on {table}")
        cursor.execute(MAY_SEQUENCES)
        if cursor.fetchone() != (0,):
            missing.append("USAGE on sequences")
    return missing


def owns_the_record() -> bool:
    """Whether the role of this connection could take the guards of the audit log away."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(IS_OWNER, ["audit_record"])
        owns: bool = cursor.fetchone() == (True,)
        return owns


def excess_grants() -> list[str]:
    """Rights of this connection's role to change the audit log, such as ``UPDATE on …``.

    Asked where the role does not own it: an owner has them all.
    """
    if connection.vendor != "postgresql":
        return []
    excess = []
    with connection.cursor() as cursor:
        for table, rights in GUARDED.items():
            for right in rights:
                cursor.execute(MAY_TABLE, [table, right])
                if cursor.fetchone() == (True,):
                    excess.append(f"{right} on {table}")
    return excess


@transaction.atomic
def grant_to(role: str) -> None:
    """Let ``role`` run the portal on every table that there is, and change no audit record.

    :raises django.db.Error: for a role that there is not, or from a role that owns nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('iag.role', %s, true)", [role])
        cursor.execute(GRANTS)
