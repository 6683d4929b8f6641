"""Questions about what one person may see or do, compiled once for all who are alike.

They are built from the same ``visible_to`` and ``readable_by`` as any other; only that an
:class:`Asker` stands where the person would. It knows what the conditions branch on, and in the
place of each value has a place for it, so that none can stay in what is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, cast

from django.db.models import BigIntegerField, DateTimeField, QuerySet

from accounts.models import Membership, User
from core.prepared import Given, GivenKeys, Prepared
from deliberation.models.standing import Standing, ask_standing, standing_of

Moments = Callable[[User], Mapping[int, datetime]]
KINDS = 32  # of people, of whom each question keeps its statement; others compile theirs anew


class Kind(NamedTuple):
    """What the conditions about rights branch on: people of whom it is equal are asked alike.

    :ivar places: in how many groups they are.
    :ivar let_in: to how many topics they were invited, and of how many they are named readers.
    :ivar holds: of each part of their standing, whether there is any of it.
    """

    is_staff: bool
    roles: frozenset[str]
    places: int
    let_in: tuple[int, int]
    holds: tuple[bool, ...]

    @classmethod
    def of(cls, person: User) -> Kind:
        """That of ``person``."""
        standing = standing_of(person)
        return cls(
            person.is_staff,
            frozenset(person.roles.values()),
            len(person.places),
            (len(standing.invited), len(standing.named)),
            tuple(map(bool, standing)),
        )


class Asker:
    """Stands for a ``User`` while a question is built.

    It is taken for one, as Django's ``SimpleLazyObject`` is for what it holds. What a ``User``
    has beyond this is an ``AttributeError``.
    """

    __class__ = property(lambda _self: User)

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self.is_staff = kind.is_staff
        self.pk = Given("asker", BigIntegerField(), attrgetter("pk"))
        self.roles = GivenKeys("asker", attrgetter("roles"), are_any=bool(kind.roles))
        pairs = _pairs(_joined, kind.places)
        self.places = {group: _Place(joined_at) for group, joined_at in pairs}
        parts = (
            GivenKeys("asker", _part_of(name), are_any=are_any)
            for name, are_any in zip(Standing._fields, kind.holds, strict=True)
        )
        invited, named = (  # the conditions take them one by one
            GivenMoments(_part_of(name), number)
            for name, number in zip(("invited", "named"), kind.let_in, strict=True)
        )
        standing: Any = Standing._make(parts)
        self._standing = standing._replace(invited=invited, named=named)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Its key, where a query compares with the person."""
        return self.pk.resolve_expression(*args, **kwargs)

    def groups_as(self, roles: Collection[str]) -> GivenKeys:
        """Ids of the groups in which the person is one of ``roles``."""
        are_any = not self._kind.roles.isdisjoint(roles)
        return GivenKeys("asker", lambda person: person.groups_as(roles), are_any=are_any)

    def groups_where(self, rule: Callable[[Membership], bool]) -> GivenKeys:
        """Ids of the groups in which the place of the person is as ``rule`` says."""
        return GivenKeys("asker", lambda person: person.groups_where(rule))

    def once(self, question: Callable[[User], Any]) -> Any:
        """Where the person stands.

        :raises TypeError: for any other question.
        """
        if question is not ask_standing:
            raise TypeError(f"{question!r} is not known of everybody who is alike.")
        return self._standing


class GivenMoments(GivenKeys):
    """Keys with since when each holds, as a part of where somebody stands."""

    def __init__(self, of: Moments, number: int) -> None:
        super().__init__("asker", of, are_any=number > 0)
        self._items = _pairs(of, number)

    def items(self) -> list[tuple[Given, Given]]:
        """The place of each key, and that of its moment."""
        return self._items


class PreparedFor:
    """A question about what a person may see; ``prepared(person, topic=7)`` answers a list.

    :param build: makes it for an :class:`Asker`. Called once for each kind of people.
    """

    def __init__(self, build: Callable[[User], QuerySet[Any]]) -> None:
        @lru_cache(KINDS)
        def of_kind(kind: Kind) -> Prepared:
            return Prepared(lambda: build(cast("User", Asker(kind))))

        self._of_kind = of_kind

    def __call__(self, person: User, **values: Any) -> list[Any]:
        """Ask for ``person`` with ``values``, now.

        :raises KeyError: where one is missing.
        """
        return self._of_kind(Kind.of(person))(asker=person, **values)


class _Place(NamedTuple):
    """What the conditions ask of a place in a group."""

    joined_at: Given


def _pairs(of: Moments, number: int) -> list[tuple[Given, Given]]:
    return [
        (
            Given("asker", BigIntegerField(), _nth(of, n, 0)),
            Given("asker", DateTimeField(), _nth(of, n, 1)),
        )
        for n in range(number)
    ]


def _nth(of: Moments, n: int, part: int) -> Callable[[User], Any]:
    return lambda person: list(of(person).items())[n][part]


def _joined(person: User) -> dict[int, datetime]:
    return {group: place.joined_at for group, place in person.places.items()}


def _part_of(name: str) -> Moments:
    return lambda person: getattr(standing_of(person), name)
