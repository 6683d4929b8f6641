"""Lock rows until commit, alike on SQLite and PostgreSQL. Why: docs/decisions/0012."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Model, QuerySet


def lock(row: Model, *fresh: str) -> None:
    """Let nobody else lock or change ``row`` before this transaction ends.

    Two who press at once come one after the other, each with what the other left.

    :param fresh: fields to read anew under the lock; what the row at hand says may be old.
    """
    lock_all(type(row)._base_manager.filter(pk=row.pk))  # noqa: SLF001 -- as Django itself does
    if fresh:
        row.refresh_from_db(fields=fresh)


def lock_all(rows: QuerySet[Any]) -> int:
    """The same for each of ``rows``: an UPDATE that changes nothing. Answers how many there are.

    ``select_for_update`` does nothing on SQLite.
    """
    fields = rows.model._meta.concrete_fields  # noqa: SLF001 -- Django's own way to ask
    name = next(field.attname for field in fields if not field.primary_key)
    return rows.update(**{name: F(name)})
