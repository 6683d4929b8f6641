"""Questions whose statement is the same each time, so that it is compiled once.

Every page asks who somebody is, where they belong and how they stand. Of what those few
questions cost, the database takes a tenth; the rest is Django writing the same SQL again
(decision 0039). :class:`Prepared` writes it once for each kind of database.

A question that reckons with a value, or branches on one, would be frozen with the value of the
first who asked. So it gets none: it is built without arguments, from :class:`Given` alone; the
clock answers a place while it is built; and what is in it that does not look like a constant is
refused when it is compiled.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    Field,
    ForeignObject,
    Lookup,
    Model,
    QuerySet,
)
from django.db.models.expressions import Col, Expression, Value
from django.db.models.query import ValuesIterable
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.utils.timezone import localdate

from core.clock import now, standing_for

Params = tuple[Any, ...]
Values = Mapping[str, Any]
# Of a role, a state, a kind of notice, or no words; SQLite is given moments as text too.
CODE = re.compile(r"[a-z_.]{0,40}")
LARGEST = BigIntegerField.MAX_BIGINT
VALUES = (int, date, Model)  # no words: Django itself asks whether it is ""


class Given(Expression):
    """A value that is given when the question is asked, in the place where it stands.

    :param of: reads the value from what is given by the name.
    """

    def __init__(
        self, name: str, output_field: Field[Any, Any], of: Callable[[Any], Any] | None = None
    ) -> None:
        super().__init__(output_field=output_field)
        self.name, self.of = name, of

    def __eq__(self, other: object) -> bool:
        """Whether it is the same place.

        :raises TypeError: for a value: nobody knows yet, and no would be for ever.
        """
        if isinstance(other, VALUES):
            raise TypeError(f"{self.name!r} has no value yet that could be compared.")
        return super().__eq__(other)

    __hash__ = Expression.__hash__

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, Any]:
        """Its place, with itself in the place of its value."""
        return "%s", (self,)

    def read(self, values: Values) -> Any:
        """Its value, as Python has it."""
        value = values[self.name]
        return self.of(value) if self.of else value

    def bind(self, values: Values, connection: BaseDatabaseWrapper) -> Any:
        """Its value, as the database is given it; of a number that no column holds, the nearest."""
        value = self.read(values)
        if isinstance(value, int):  # as of an address: Django too finds nothing with such a number
            value = max(-LARGEST - 1, min(value, LARGEST))
        return self.output_field.get_db_prep_value(value, connection)


_KEY = BigIntegerField()


class GivenKeys(Given):
    """Keys that are given when the question is asked, however many: for ``core.conditions.among``.

    It cannot be walked through, since it has none yet; whether there are any is known.
    """

    def __init__(self, name: str, of: Callable[[Any], Any], *, are_any: bool = True) -> None:
        super().__init__(name, _KEY, of)
        self._are_any = are_any

    def __bool__(self) -> bool:
        return self._are_any

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, Any]:
        """Nothing: any other lookup would take the keys for one value, and find nobody.

        :raises TypeError: always; :class:`Among` puts them in their place itself.
        """
        raise TypeError("Keys that are given are asked for with core.conditions.among.")

    def bind(self, values: Values, connection: BaseDatabaseWrapper) -> Any:
        """The keys as an array where the database has them, else as JSON."""
        keys = list(self.read(values))
        return keys if connection.vendor == "postgresql" else json.dumps(keys)


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):
    """Whether a column holds one of :class:`GivenKeys`: one statement for any number of them."""

    lookup_name = "among"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Params]:
        """For SQLite, whose statements have no arrays."""
        column, keys, params = self._sides(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each({keys}))", params  # noqa: S608 -- both are Django's

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Params]:
        """As it writes ``IN`` itself: an index is used."""
        column, keys, params = self._sides(compiler, connection)
        return f"{column} = ANY({keys}::bigint[])", params

    def _sides(self, compiler: SQLCompiler, connection: Any) -> tuple[str, str, Params]:
        column, before = self.process_lhs(compiler, connection)
        return column, "%s", (*before, self.rhs)


class GivenDay(Given):
    """A day that is given, or the day that is so long after it."""

    def __add__(self, length: Any) -> GivenDay:  # type: ignore[override]  # a place, not SQL
        return GivenDay(self.name, self.output_field, lambda given: self._day(given) + length)

    def _day(self, given: Any) -> Any:
        return self.read({self.name: given})


_MOMENT = Given("moment", DateTimeField())
_DAY = GivenDay("moment", DateField(), localdate)


class Statement:
    """SQL with constants, and a :class:`Given` in the place of each value.

    :raises TypeError: for a parameter that is neither, such as the moment of compiling.
    """

    def __init__(self, sql: str, params: Iterable[Any]) -> None:
        self.sql = sql
        self._params = list(params)
        for each in self._params:
            if not _stays_alike(each):
                raise TypeError(f"{each!r} would stay in a prepared question for ever.")
        places: dict[Given, list[int]] = {}  # one value stands in many
        for place, each in enumerate(self._params):
            if isinstance(each, Given):
                places.setdefault(each, []).append(place)
        self._places = list(places.items())

    def bind(self, values: Values, connection: BaseDatabaseWrapper) -> tuple[str, Params]:
        """The SQL and its parameters, with ``values`` in their places."""
        params = self._params.copy()
        for given, places in self._places:
            value = given.bind(values, connection)
            for place in places:
                params[place] = value
        return self.sql, tuple(params)


def _stays_alike(param: Any) -> bool:
    """Whether a parameter is a place, a code, a number, yes or no: never a moment or words."""
    is_code = isinstance(param, str) and CODE.fullmatch(param) is not None
    return is_code or param is None or isinstance(param, (Given, int))


class Prepared:
    """A question that is compiled once; ``prepared(user=7)`` asks it and answers a list.

    :param build: makes the question. Called once for each kind of database.
    """

    def __init__(self, build: Callable[[], QuerySet[Any]]) -> None:
        self._build = build
        self._compiled: dict[str, tuple[Any, SQLCompiler, Statement | None]] = {}

    def __call__(self, **values: Any) -> list[Any]:
        """Ask with ``values``, now.

        :raises KeyError: where one is missing.
        :raises TypeError: for a question with ``prefetch_related``, of a related manager or with
            ``values``, whose rows would come without what belongs to them or without names.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        template, prepared, statement = self._compiled.get(connection.vendor) or self._compile()
        if statement is None:
            return []
        bound = statement.bind({"moment": now(), **values}, connection)
        compiler, query = copy(prepared), copy(template.query)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_kwargs: bound  # type: ignore[method-assign]
        query.get_compiler = lambda *_args, **_kwargs: compiler
        return list(_like(template, query))

    def _compile(self) -> tuple[Any, SQLCompiler, Statement | None]:
        connection = connections[DEFAULT_DB_ALIAS]
        rows = built(self._build)
        more = rows._prefetch_related_lookups or rows._known_related_objects  # noqa: SLF001 -- as above
        if more or issubclass(rows._iterable_class, ValuesIterable):  # noqa: SLF001
            raise TypeError("A prepared question answers with its own rows alone.")
        compiler = rows.query.get_compiler(connection=connection)
        try:
            statement = Statement(*compiler.as_sql())
        except EmptyResultSet:  # whoever asks, as for somebody who is nowhere
            statement = None
        else:
            _let_go(compiler)
        compiled = _like(rows, Query(rows.model)), compiler, statement
        return self._compiled.setdefault(connection.vendor, compiled)


def built(build: Callable[[], QuerySet[Any]]) -> Any:
    """What ``build`` makes while the clock answers places: a question that holds no moment."""
    with standing_for(_MOMENT, _DAY):
        return build()


def _like(template: Any, query: Query) -> Any:
    """A queryset of ``query`` that makes of rows what ``template`` makes of them."""
    rows = type(template)(template.model, query)
    rows._iterable_class = template._iterable_class  # noqa: SLF001 -- as QuerySet._clone does
    rows._fields = template._fields
    return rows


def _let_go(compiler: Any) -> None:
    """Drop what ``compiler`` needs no more: what was built is many times as large as its SQL.

    What makes Python's values of the columns is looked up before; it hangs on the settings alone.
    """
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    converters = {
        place: (functions, _light(column))
        for place, (functions, column) in compiler.get_converters(columns).items()
    }
    compiler.get_converters = lambda *_args: converters
    has_tuples = compiler.has_composite_fields(columns)
    compiler.has_composite_fields = lambda *_args: has_tuples
    compiler.select = [(_light(column), *more) for column, *more in compiler.select]
    compiler.where = compiler.having = compiler.qualify = None
    compiler.query = Query(compiler.query.model)


def _light(column: Any) -> Any:
    """``column``, or what has its type alone where it is more than a column of a table."""
    return column if isinstance(column, Col) else Value(None, output_field=column.output_field)
