"""Lock rows until commit, alike on SQLite and PostgreSQL. Why: docs/decisions/0012."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import BigIntegerField, F, Model, QuerySet

from core.prepared import Given, Prepared


def lock(row: Model, *fresh: str) -> None:
    """Let nobody else lock or change ``row`` before this transaction ends.

    Two who press at once come one after the other, each with what the other left.

    :param fresh: fields to read anew under the lock; what the row at hand says may be old.
    :raises ObjectDoesNotExist: where there are such, and the row is gone.
    """
    model: Any = type(row)
    lock_all(model._base_manager.filter(pk=row.pk))  # noqa: SLF001 -- as Django itself does
    if fresh:
        _read_anew(row, fresh)


def _read_anew(row: Any, names: tuple[str, ...]) -> None:
    """As ``refresh_from_db`` does, by a statement that is compiled once."""
    meta = row._meta  # noqa: SLF001 -- Django's own way to ask
    if not (rows := _fields(meta.model, names)(key=row.pk)):
        raise row.DoesNotExist
    for name, value in zip(names, rows[0], strict=True):
        field = meta.get_field(name)
        if field.is_relation and field.is_cached(row):
            field.delete_cached_value(row)  # that may be old as well
        setattr(row, field.attname, value)


@cache
def _fields(model: Any, names: tuple[str, ...]) -> Prepared:
    """These fields of one row."""
    key = Given("key", BigIntegerField())
    return Prepared(lambda: model._base_manager.filter(pk=key).values_list(*names))  # noqa: SLF001 -- as above


def lock_all(rows: QuerySet[Any]) -> int:
    """The same for each of ``rows``: an UPDATE that changes nothing. Answers how many there are.

    ``select_for_update`` does nothing on SQLite.
    """
    fields = rows.model._meta.concrete_fields  # noqa: SLF001 -- Django's own way to ask
    name = next(field.attname for field in fields if not field.primary_key)
    return rows.update(**{name: F(name)})
