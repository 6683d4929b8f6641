"""A condition that is compiled once, in a question that is written anew for all the rest."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Expression, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from core.clock import now
from core.conditions import NOTHING
from core.prepared import Params, Statement, Values, built

Compiled = tuple[str, Statement | None]


class PreparedCondition:
    """What rows of one table have to be: ``rows.filter(condition(user=7))``.

    :param build: makes a question with this condition alone. Called once for each kind of database.
    """

    def __init__(self, build: Callable[[], QuerySet[Any]]) -> None:
        self._build = build
        self._compiled: dict[str, Compiled] = {}

    def __call__(self, **values: Any) -> Q:
        """The condition with ``values``, as of now.

        :raises KeyError: where one is missing.
        """
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        table, statement = self._compiled.get(vendor) or self._compile(vendor)
        if statement is None:
            return NOTHING
        return Q(_Holds(table, statement, {"moment": now(), **values}))

    def _compile(self, vendor: str) -> Compiled:
        query = built(self._build).query
        table = query.get_initial_alias()
        compiler = query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
        statement = None  # for whoever asks, where it holds for no row
        with suppress(EmptyResultSet):
            statement = Statement(*compiler.compile(query.where))
        if list(query.alias_map) != [table]:
            raise TypeError("A prepared condition joins no other table.")
        return self._compiled.setdefault(vendor, (table, statement))


class _Holds(Expression):
    """The condition with its values, in a question for rows of the same table."""

    def __init__(self, table: str, statement: Statement, values: Values) -> None:
        super().__init__(output_field=BooleanField())
        self._table, self._statement, self._values = table, statement, values

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Params]:
        """What was compiled, in brackets.

        :raises TypeError: in a question that knows its rows by another name.
        """
        if compiler.query.get_initial_alias() != self._table:
            raise TypeError(f"This condition is about rows of {self._table}.")
        sql, params = self._statement.bind(self._values, connection)
        return f"({sql})", params
