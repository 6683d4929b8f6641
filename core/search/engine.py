"""The full text of the database that the portal runs on."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from django.db import connection

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.search.models import Document


class Engine(Protocol):
    """What ``core.search.sqlite`` and ``core.search.postgresql`` offer, each as a module."""

    def matching(
        self, documents: QuerySet[Document], phrases: list[str], within: Collection[int]
    ) -> QuerySet[Document]: ...

    def marked(self, documents: Collection[int], phrases: list[str]) -> QuerySet[Document]: ...

    def hold(self) -> None: ...

    def forget(self) -> None: ...

    def make_anew(self) -> None: ...


def engine() -> Engine:
    """The module that speaks to this database; the other one may lack its libraries."""
    return cast("Engine", import_module(f"core.search.{connection.vendor}"))
