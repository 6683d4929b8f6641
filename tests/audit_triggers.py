"""The one place that lifts the triggers of the audit log. The product has no such way."""

from contextlib import contextmanager
from importlib import import_module

from django.db import connection

TRIGGERS = import_module("core.audit.migrations.0002_append_only").TRIGGERS


def check_now():
    """Do what PostgreSQL keeps for the end of the transaction: it alters no table before."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def lift():
    """Let rows of the audit log be changed, until ``put_back``."""
    check_now()
    with connection.cursor() as cursor:
        for name, (table, _rule) in TRIGGERS[connection.vendor].items():
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def put_back():
    """Refuse again."""
    with connection.cursor() as cursor:
        for name, (table, rule) in TRIGGERS[connection.vendor].items():
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
            else:
                cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {rule}")


@contextmanager
def lifted():
    lift()
    try:
        yield
    finally:
        put_back()
