"""The topics that somebody sees, one page at a time."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.functional import SimpleLazyObject, cached_property

from accounts.models import User
from core.pagination import ShortPaginator
from deliberation.models import Tag, Topic
from deliberation.models.asker import PreparedFor
from deliberation.queries.topics import topics_of

LENGTH = 20  # topics on one page


class TopicPages(ShortPaginator):
    """``topics_of`` by pages.

    :param tag: leave out what does not carry it; ``None`` for all.
    """

    def __init__(self, person: User, tag: Tag | None) -> None:
        self._person, self._tag = person, tag
        rows: Any = SimpleLazyObject(lambda: topics_of(person, tag))
        super().__init__(rows, LENGTH)

    def first(self) -> list[Any]:
        """The first page; without a tag it is asked by a statement that is compiled once."""
        return super().first() if self._tag else _FIRST(self._person)

    @cached_property
    def count(self) -> int:
        """How many topics there are in all; without a tag asked in the same way."""
        if self._tag or self.at_hand is not None:
            return super().count
        return sum(number for _group, number in _NUMBERS(self._person))


_FIRST = PreparedFor(lambda asker: topics_of(asker)[: LENGTH + 1])
_NUMBERS = PreparedFor(
    lambda asker: (
        Topic.objects.visible_to(asker).order_by().values_list("group").annotate(number=Count("pk"))
    )
)
