"""Whether the database itself still refuses to change the audit log."""

from __future__ import annotations

from django.db import connection

GUARDS = {  # made by migration 0002_append_only; SQLite drops them when it remakes a table
    "sqlite": frozenset(
        {
            "audit_record_no_update",
            "audit_record_no_delete",
            "audit_record_no_replace",
            "audit_chain_forward",
            "audit_chain_no_delete",
            "audit_chain_begins",
        }
    ),
    "postgresql": frozenset(
        {
            "audit_record_no_change",
            "audit_record_no_truncate",
            "audit_chain_forward",
            "audit_chain_no_truncate",
        }
    ),
}
FOUND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A' AND NOT tgisinternal",
}


def missing_guards() -> list[str]:
    """Names of triggers that are gone or switched off, sorted; empty when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return sorted(GUARDS[connection.vendor] - there)
