"""What each app offers to search: it says so once, in its ``search.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import BigIntegerField, CharField, Model, Q, QuerySet

from core.events import Event
from core.marking import Marking
from core.policy import Text
from core.prepared import Given

if TYPE_CHECKING:
    from accounts.models import User
    from core.search.models import Document

_CHANGED, _PLACE = Given("changed", BigIntegerField()), Given("place", CharField())


class Hit(NamedTuple):
    """How one row is told of among the results, to somebody who may open it.

    :ivar title: the words of the link.
    :ivar where: in which topic, meeting or group.
    :ivar author: who wrote it, where its page says so.
    :ivar quotes: whether its words are shown; else one reads them where reading is written down.
    """

    title: str
    href: str
    where: str
    author: str = ""
    marking: str = Marking.OFFICIAL
    quotes: bool = True

    def get_marking_display(self) -> str:
        """The marking in words, as a row of a model says it."""
        return str(Marking(self.marking).label)


@dataclass(frozen=True, slots=True, eq=False)
class Follow:
    """Events after which some rows are read anew.

    :ivar field: of the event: the id of what changed, such as ``post_id``.
    :ivar rows: the lookup by which rows are of that; ``pk`` for the row itself.
    :ivar events: which, with their subclasses; by default every event that has the field.
    :ivar but: which of these are left out, because they happen often and change no words.
    """

    field: str
    rows: str = "pk"
    events: tuple[type[Event], ...] = (Event,)
    but: tuple[type[Event], ...] = ()

    def changed_by(self, event: Event) -> int | None:
        """Id of what ``event`` changed; ``None`` where it is none of these events."""
        if isinstance(event, self.but) or not isinstance(event, self.events):
            return None
        return getattr(event, self.field, None)

    def values(self, changed: int) -> dict[str, int | str]:
        """What the two conditions below are given for the thing of this id."""
        name = self.field.removesuffix("_id").replace("_", "")  # as ``core.policy.pointer`` has it
        return {"changed": changed, "place": f"{name}.{changed}"}

    def of_rows(self) -> Q:
        """Condition for the rows of what changed."""
        return Q(**{self.rows: _CHANGED})

    def of_documents(self, model: type[Model]) -> Q:
        """Condition for the documents of these rows, also of those that are gone."""
        if self.rows == "pk":
            return Q(row=_CHANGED)
        there = model._default_manager.filter(self.of_rows())  # noqa: SLF001 -- any model
        return Q(place=_PLACE) | Q(row__in=there.values("pk"))


class ForPeople(NamedTuple):
    """How a question about a person is compiled once: an app that knows where people stand says it.

    :ivar condition: of a question for a person, its condition for any person.
    :ivar rows: of a question for a person, the same for any person and what else is given.
    """

    condition: Callable[[Callable[[User], QuerySet[Any]]], Callable[[User], Q]]
    rows: Callable[[Callable[[User], QuerySet[Any]]], Callable[..., list[Any]]]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One kind of thing that can be found.

    :ivar kind: its short name, which stands in each document.
    :ivar label, noun: what many of them are called, and one.
    :ivar opens: of its rows, those that this person may open now.
    :ivar findable: of given rows, those that can be found at all: nothing removed or withdrawn.
    :ivar read: the words of a row, and where and when they were written.
    :ivar show: how a row is told of among the results.
    :ivar joins: what ``read`` and ``show`` need with each row.
    :ivar is_alike: whether ``opens`` takes who stands for everybody who is alike (decision 0041).
    :ivar reaches_others: whether people without a place in its group can open a row as well. Of any
        other kind a search never looks at what stands in other groups.
    :ivar beside: the lists that ``read`` needs besides, each in a query of its own.
    :ivar follows: after which events rows are read anew.
    """

    kind: str
    label: Text
    noun: Text
    model: type[Model]
    opens: Callable[[User], QuerySet[Any]]
    read: Callable[[Any], Document]
    show: Callable[[Any], Hit]
    follows: tuple[Follow, ...]
    findable: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows
    joins: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows
    beside: tuple[str, ...] = ()
    is_alike: bool = True
    reaches_others: bool = False

    def rows(self) -> QuerySet[Any]:
        """What can be found, by anybody."""
        return self.findable(self.model._default_manager.all())  # noqa: SLF001 -- any model

    def rows_for(self, person: User) -> QuerySet[Any]:
        """What this person can find."""
        return self.findable(self.opens(person))


_SOURCES: dict[str, Source] = {}
_FOR_PEOPLE: list[ForPeople] = []


def register(*sources: Source) -> None:
    """Offer these kinds to search; each once."""
    for source in sources:
        if source.kind in _SOURCES:
            raise ValueError(f"{source.kind} is offered to search already.")
        _SOURCES[source.kind] = source


def prepare_with(for_people: ForPeople) -> None:
    """Compile questions about people in this way."""
    _FOR_PEOPLE[:] = [for_people]


def for_people() -> ForPeople:
    """The way in which questions about people are compiled."""
    return _FOR_PEOPLE[0]


def every_source() -> list[Source]:
    """Each kind that can be found, in the order in which apps were loaded."""
    return list(_SOURCES.values())


def source_of(kind: str) -> Source:
    """The source of this kind."""
    return _SOURCES[kind]
