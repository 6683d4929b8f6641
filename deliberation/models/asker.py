"""Questions about what one person may see or do, compiled once for all who are alike.

They are built from the same ``visible_to`` and ``readable_by`` as any other; only that an
:class:`Asker` stands where the person would. It knows what the conditions branch on, and in the
place of each value has a place for it, so that none can stay in what is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django.db.models import BigIntegerField, DateTimeField, Model, Q, QuerySet

from accounts.models import Membership, User
from core.prepared import Given, GivenKeys, Prepared
from core.prepared_conditions import PreparedCondition
from deliberation.models.standing import Standing, ask_standing, standing_of

Row = TypeVar("Row", bound=Model)
Moments = Callable[[User], Mapping[int, datetime]]
_KEY, _MOMENT = BigIntegerField(), DateTimeField()
KINDS = 32  # of people, of whom each question keeps its statement; others compile theirs anew


class Kind(NamedTuple):
    """What the conditions about rights branch on: people of whom it is equal are asked alike.

    :ivar places: in how many groups they are.
    :ivar standing: to how many topics they were invited, of how many they are named readers, and
        whether they accepted any handling; ``None`` for a question that asks nothing of it.
    """

    is_staff: bool
    roles: frozenset[str]
    places: int
    standing: tuple[int, int, bool] | None

    @classmethod
    def of(cls, person: User, *, by_standing: bool = True) -> Kind:
        """That of ``person``, to be asked what hangs on their standing or on their places alone."""
        standing = None
        if by_standing:
            invited, named, accepted, *_ = standing_of(person)
            standing = len(invited), len(named), bool(accepted)
        roles = frozenset(person.roles.values())
        return cls(person.is_staff, roles, len(person.places), standing)


class Asker:
    """Stands for a ``User`` while a question is built.

    It is taken for one, as Django's ``SimpleLazyObject`` is for what it holds. What a ``User``
    has beyond this is an ``AttributeError``.
    """

    __class__ = property(lambda _self: User)

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._groups: dict[frozenset[str], GivenKeys] = {}
        self.is_staff = kind.is_staff
        self.pk = Given("asker", _KEY, attrgetter("pk"))
        self.roles = GivenKeys("asker", attrgetter("roles"), are_any=bool(kind.roles))
        self.places = GivenPlaces(_joined, kind.places)

    def __eq__(self, other: object) -> bool:
        """Whether it is this very one: which person it is, nobody knows.

        :raises TypeError: for any other person.
        """
        if other is not self and isinstance(other, User):
            raise TypeError("A question for everybody who is alike knows nobody of them.")
        return other is self

    __hash__ = object.__hash__

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Its key, where a query compares with the person."""
        return self.pk.resolve_expression(*args, **kwargs)

    def groups_as(self, roles: Collection[str]) -> GivenKeys:
        """Ids of the groups in which the person is one of ``roles``."""
        roles = frozenset(roles)
        are_any = not self._kind.roles.isdisjoint(roles)
        keys = GivenKeys("asker", lambda person: person.groups_as(roles), are_any=are_any)
        return self._groups.setdefault(roles, keys)

    def groups_where(self, rule: Callable[[Membership], bool]) -> GivenKeys:
        """Ids of the groups in which the place of the person is as ``rule`` says."""
        return GivenKeys("asker", lambda person: person.groups_where(rule))

    def once(self, question: Callable[[User], Any]) -> Any:
        """Where the person stands.

        :raises TypeError: for any other question, and where the kind says nothing of it.
        """
        if question is not ask_standing or self._kind.standing is None:
            raise TypeError(f"{question!r} is not known of everybody who is alike.")
        return self._standing

    @cached_property
    def _standing(self) -> Any:
        invited, named, any_accepted = self._kind.standing or (0, 0, False)
        standing: Any = Standing
        return standing(
            invited=GivenMoments(_part_of("invited"), invited),
            named=GivenMoments(_part_of("named"), named),
            accepted=GivenKeys("asker", _part_of("accepted"), are_any=any_accepted),
            reserved=GivenKeys("asker", _part_of("reserved")),
            unattributed=GivenKeys("asker", _part_of("unattributed")),
        )


class GivenMoments(GivenKeys):
    """Keys with since when each holds, as a part of where somebody stands."""

    def __init__(self, of: Moments, number: int) -> None:
        super().__init__("asker", of, are_any=number > 0)
        self._items = _pairs(of, number)

    def items(self) -> list[tuple[Given, Any]]:
        """The place of each key, and that of its moment."""
        return self._items


class GivenPlaces(GivenMoments):
    """Groups, each with a place in it, of which is known since when it is one."""

    def items(self) -> list[tuple[Given, Any]]:
        """The place of the key of each group, and what is asked of the membership."""
        return [(group, _Place(joined_at)) for group, joined_at in super().items()]


class PreparedFor:
    """A question about what a person may see; ``prepared(person, topic=7)`` answers a list.

    :param build: makes it for an :class:`Asker`. Called once for each kind of people.
    :param by_standing: False where it hangs on places alone: one query less.
    """

    def __init__(self, build: Callable[[User], QuerySet[Any]], *, by_standing: bool = True) -> None:
        self._by_standing = by_standing

        @lru_cache(KINDS)
        def of_kind(kind: Kind) -> Prepared:
            return Prepared(lambda: build(cast("User", Asker(kind))))

        self._of_kind = of_kind

    def __call__(self, person: User, **values: Any) -> list[Any]:
        """Ask for ``person`` with ``values``, now.

        :raises KeyError: where one is missing.
        """
        kind = Kind.of(person, by_standing=self._by_standing)
        return self._of_kind(kind)(asker=person, **values)


class PreparedConditionFor:
    """A condition of rows that a person may see; ``rows.filter(prepared(person))``.

    :param build: makes a question with it alone for an :class:`Asker`, as for ``PreparedFor``.
    """

    def __init__(self, build: Callable[[User], QuerySet[Any]]) -> None:
        @lru_cache(KINDS)
        def of_kind(kind: Kind) -> PreparedCondition:
            return PreparedCondition(lambda: build(cast("User", Asker(kind))))

        self._of_kind = of_kind

    def __call__(self, person: User) -> Q:
        """The condition for ``person``, now."""
        return self._of_kind(Kind.of(person))(asker=person)


class PreparedRow(Generic[Row]):
    """One row that a person may know of, by its key; ``prepared(person, 7)`` answers it.

    :param build: makes the question for all that the person may know of, as for ``PreparedFor``.
    """

    def __init__(self, build: Callable[[User], QuerySet[Row]], *, by_standing: bool = True) -> None:
        self._rows = PreparedFor(
            lambda asker: build(asker).filter(pk=Given("key", _KEY)), by_standing=by_standing
        )

    def __call__(self, person: User, key: int) -> Row | None:
        """The row, or ``None``."""
        return next(iter(self._rows(person, key=key)), None)


class _Place(NamedTuple):
    """What the conditions ask of a place in a group."""

    joined_at: Given


def _pairs(of: Moments, number: int) -> list[tuple[Given, Given]]:
    return [
        (
            Given("asker", _KEY, _nth(of, n, 0)),
            Given("asker", _MOMENT, _nth(of, n, 1)),
        )
        for n in range(number)
    ]


def _nth(of: Moments, n: int, part: int) -> Callable[[User], Any]:
    return lambda person: list(of(person).items())[n][part]


def _joined(person: User) -> dict[int, datetime]:
    return {group: place.joined_at for group, place in person.places.items()}


def _part_of(name: str) -> Moments:
    return lambda person: getattr(standing_of(person), name)
