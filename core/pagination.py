"""Lists by pages, without counting what one page holds."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import LazyObject, cached_property


class ShortPaginator(Paginator):  # type: ignore[type-arg]
    """Django's, but that the first page asks once where it has room for everything.

    Most lists are short: to count their rows first would be to ask the same thing twice.

    :param at_once: how many rows the first page asks for, where to find them costs much and to
        fetch them little; by default as many as it shows.
    """

    _first: list[Any] | None = None

    def __init__(self, object_list: Any, per_page: int, *, at_once: int = 0) -> None:
        super().__init__(object_list, per_page)
        self._at_once = max(at_once, per_page)

    def _check_object_list_is_ordered(self) -> None:
        """Not of a lazy list, which that would build: its first page may be asked without it."""
        if not isinstance(self.object_list, LazyObject):
            super()._check_object_list_is_ordered()  # type: ignore[misc]

    def get_page(self, number: str | float | None) -> Page[Any]:
        """The page ``number``, or the nearest one where there is none."""
        if str(number or 1) == "1":
            self._first = self.first()
        return super().get_page(number)

    def first(self) -> list[Any]:
        """The rows that the first page asks for, and one more where there are others."""
        return list(self.object_list[: self._at_once + 1])

    @property
    def at_hand(self) -> list[Any] | None:
        """All rows, where the first page was asked for and found them at once; else None."""
        first = self._first
        return first if first is not None and len(first) <= self._at_once else None

    @cached_property
    def count(self) -> int:
        """How many rows there are in all."""
        return super().count if self.at_hand is None else len(self.at_hand)

    def page(self, number: str | int) -> Page[Any]:
        """The page ``number``; the first one is at hand already."""
        if self._first is not None and self.validate_number(number) == 1:
            return Page(self._first[: self.per_page], 1, self)
        super()._check_object_list_is_ordered()  # type: ignore[misc]
        return super().page(number)
