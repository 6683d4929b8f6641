"""What a database holds, counted the same way before a backup and after it was restored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import FileField

Ask = Callable[[str], Iterable[tuple[Any, ...]]]


class Facts(NamedTuple):
    """What is true of one moment of a database.

    :ivar rows: how many each table has.
    :ivar heads: length and head of each chain of the audit log.
    :ivar migrations: those that have been run, as ``app.name``.
    :ivar files: names that rows point at.
    """

    rows: dict[str, int]
    heads: dict[str, tuple[int, str]]
    migrations: list[str]
    files: list[str]


def facts(ask: Ask, tables: Iterable[str]) -> Facts:
    """Count; all answers of ``ask`` have to be of the same moment.

    What is asked is put together from names of tables and columns, which the database itself and
    our models tell: no word of anybody is among them.
    """
    quoted = connection.ops.quote_name
    rows = {table: _one(ask(f"SELECT count(*) FROM {quoted(table)}")) for table in sorted(tables)}  # noqa: S608
    chains = ask("SELECT scope, length, head FROM audit_chain ORDER BY scope")
    migrations = ask("SELECT app, name FROM django_migrations")
    columns = [(table, column) for table, column in _file_columns() if table in rows]
    names = {name for table, column in columns for name in _names(ask, table, column)}
    return Facts(
        rows,
        {scope: (length, head) for scope, length, head in chains},
        sorted(f"{app}.{name}" for app, name in migrations),
        sorted(names),
    )


def _one(answers: Iterable[tuple[Any, ...]]) -> int:
    return int(next(iter(answers))[0])


def _names(ask: Ask, table: str, column: str) -> set[str]:
    table, column = map(connection.ops.quote_name, (table, column))
    return {str(name) for (name,) in ask(f"SELECT {column} FROM {table} WHERE {column} <> ''")}  # noqa: S608


def _file_columns() -> Iterator[tuple[str, str]]:
    """Table and column of everything that names a stored file."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001 -- Django's public name
            if isinstance(field, FileField) and field.column:
                yield model._meta.db_table, field.column  # noqa: SLF001
