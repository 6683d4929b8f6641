"""Questions whose statement is the same each time, so that it is compiled once.

Every page asks who somebody is, where they belong and how they stand. Of what those few
questions cost, the database takes a tenth; the rest is Django writing the same SQL again
(decision 0039). :class:`Prepared` writes it once for each kind of database.

A question that reckons with a value, or branches on one, would be frozen with the value of the
first who asked. So it gets none: it is built without arguments, from :class:`Given` alone, and a
moment or anything else in it that does not look like a constant is refused when it is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model, QuerySet
from django.db.models.expressions import Expression
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

Params = tuple[Any, ...]
Values = Mapping[str, Any]
CODE = re.compile(r"[a-z_]{1,40}")  # of a role, a state; SQLite is given moments as text too


class Given(Expression):
    """A value that is given when the question is asked, in the place where it stands."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, Any]:
        """Its place, with itself in the place of its value."""
        return "%s", (self,)


class Statement:
    """SQL with constants, and a :class:`Given` in the place of each value.

    :raises TypeError: for a parameter that is neither, such as the moment of compiling.
    """

    def __init__(self, sql: str, params: Iterable[Any]) -> None:
        self.sql, self._params = sql, tuple(params)
        for each in self._params:
            if not _stays_alike(each):
                raise TypeError(f"{each!r} would stay in a prepared question for ever.")

    def bind(self, values: Values, connection: BaseDatabaseWrapper) -> tuple[str, Params]:
        """The SQL and its parameters, with ``values`` in their places."""
        return self.sql, tuple(
            each.output_field.get_db_prep_value(values[each.name], connection)
            if isinstance(each, Given)
            else each
            for each in self._params
        )


def _stays_alike(param: Any) -> bool:
    """Whether a parameter is a place, a code, a number, yes or no: never a moment or words."""
    is_code = isinstance(param, str) and CODE.fullmatch(param) is not None
    return is_code or param is None or isinstance(param, (Given, int))


class _Compiled(Expression):
    """SQL that Django wrote before, with the parameters of this time."""

    def __init__(self, sql: str, params: Params, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self._bound = sql, params

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, Any]:
        return self._bound


class Prepared:
    """A question that is compiled once; ``prepared(user=7)`` asks it and answers a list.

    :param build: makes the question. Called once for each kind of database.
    """

    def __init__(self, build: Callable[[], QuerySet[Any]]) -> None:
        self._build = build
        self._compiled: dict[str, tuple[Any, SQLCompiler, Statement, Any]] = {}

    def __call__(self, **values: Any) -> list[Any]:
        """Ask with ``values``.

        :raises KeyError: where one is missing.
        :raises TypeError: for a question with ``prefetch_related`` or of a related manager, whose
            rows would come without what belongs to them.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled.get(connection.vendor) or self._compile()
        built, prepared, statement, converters = compiled
        bound = statement.bind(values, connection)
        compiler, query = copy(prepared), copy(built.query)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_kwargs: bound  # type: ignore[method-assign]
        compiler.get_converters = lambda _columns: converters  # type: ignore[method-assign,assignment]
        query.get_compiler = lambda *_args, **_kwargs: compiler
        rows = type(built)(built.model, query)
        rows._iterable_class = built._iterable_class  # noqa: SLF001 -- as QuerySet._clone does
        rows._fields = built._fields
        return list(rows)

    def _compile(self) -> tuple[Any, SQLCompiler, Statement, Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        rows: Any = self._build()
        if rows._prefetch_related_lookups or rows._known_related_objects:  # noqa: SLF001 -- as above
            raise TypeError("A prepared question answers with its own rows alone.")
        compiler = rows.query.get_compiler(connection=connection)
        statement = Statement(*compiler.as_sql())
        selected: Any = compiler.select
        columns = [column for column, *_ in selected[: compiler.col_count]]
        compiled = rows, compiler, statement, compiler.get_converters(columns)
        return self._compiled.setdefault(connection.vendor, compiled)


class PreparedAnnotations:
    """Annotations that hang on given values alone, and not on the row that they stand beside.

    :param build: makes them, by name. Called once for each kind of database.
    """

    def __init__(self, model: type[Model], build: Callable[[], Mapping[str, Any]]) -> None:
        self._model, self._build = model, build
        self._compiled: dict[str, dict[str, tuple[Statement, Field[Any, Any]]]] = {}

    def __call__(self, **values: Any) -> dict[str, Expression]:
        """The annotations with ``values``, for ``annotate``.

        :raises KeyError: where one is missing.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled.get(connection.vendor) or self._compile()
        return {
            name: _Compiled(*statement.bind(values, connection), field)
            for name, (statement, field) in compiled.items()
        }

    def _compile(self) -> dict[str, tuple[Statement, Field[Any, Any]]]:
        connection = connections[DEFAULT_DB_ALIAS]
        query = Query(self._model)
        compiler = query.get_compiler(connection=connection)
        compiled = {}
        for name, expression in self._build().items():
            resolved = expression.resolve_expression(query)
            statement = Statement(*compiler.compile(resolved))
            compiled[name] = statement, resolved.output_field
        return self._compiled.setdefault(connection.vendor, compiled)
