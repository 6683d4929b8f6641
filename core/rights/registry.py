"""What each app holds about people: it says so once, in its ``personal_data.py``.

The copy of one's own data, leaving and the retention schedule all read it here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from django.db.models import Model, QuerySet

from core.names import Names
from core.policy import group_of, pointer

if TYPE_CHECKING:
    from accounts.models import User

Row = dict[str, Any]  # what is told of one thing: label -> text, number, moment or None


class Removal(Protocol):
    """An action that removes rows; its actor is nobody: the schedule does it."""

    def __call__(self, *, actor: None, ids: list[int]) -> object: ...


@dataclass(frozen=True, slots=True)
class Expiry:
    """One line of the retention schedule.

    :ivar kind: key of ``settings.RETENTION``, which says how long it is kept.
    :ivar due: rows older than a moment, nothing that is held among them, as their ids.
    :ivar remove: the action that removes them.
    """

    kind: str
    due: Callable[[datetime], list[int]]
    remove: Removal


class Mention(NamedTuple):
    """A text with a former name in it, as one person may know of it.

    :ivar href: where it can be read; empty when this person may not, or it has no page.
    """

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What one app holds about people.

    :ivar sections: parts of a copy of one's own data, by heading: that person's rows only.
    :ivar texts: columns in which people write, where a name may stand, by model.
    :ivar expiries: what goes with time, in the order in which it can go.
    :ivar where: address of a row of ``texts``; empty when this person may not read it, or it
        has none; ``None`` when they may not know of it.
    :ivar group: id of the group in which a row of ``texts`` stands; ``None`` when it is in none.
    :ivar holds: whether a legal hold covers something that this person wrote or did.
    """

    sections: Mapping[str, Callable[[User], Iterable[Row]]] = field(default_factory=dict)
    texts: Mapping[type[Model], tuple[str, ...]] = field(default_factory=dict)
    expiries: tuple[Expiry, ...] = ()
    holds: Callable[[User], bool] = lambda person: False  # noqa: ARG005
    where: Callable[[User, Model], str | None] = lambda person, row: ""  # noqa: ARG005
    group: Callable[[Model], int | None] = group_of


_HELD: dict[str, PersonalData] = {}


def register(app: str, data: PersonalData) -> None:
    """Add what ``app`` holds; once."""
    if app in _HELD:
        raise ValueError(f"{app} has told already what it holds.")
    _HELD[app] = data


def every_section() -> Iterator[tuple[str, Callable[[User], Iterable[Row]]]]:
    """Headings of a copy of one's own data, and what gathers each."""
    for data in _HELD.values():
        yield from data.sections.items()


def every_expiry() -> list[Expiry]:
    """The schedule, outermost app first: what points at others goes before them."""
    return [expiry for data in reversed(_HELD.values()) for expiry in data.expiries]


def is_held(person: User) -> bool:
    """Whether a legal hold covers something that ``person`` wrote or did."""
    return any(data.holds(person) for data in _HELD.values())


def mentions(name: str) -> dict[int | None, list[str]]:
    """By group, pointers to texts that hold any part of ``name``, however it is spelled.

    Every text is read: no database folds accents and invisible letters as
    :mod:`core.names` does.
    """
    names, pointers = Names([name]), defaultdict(list)
    for data in _HELD.values():
        for model, columns in data.texts.items():
            for row in _rows(model, columns):
                if any(names.hits(_words(getattr(row, column))) for column in columns):
                    pointers[data.group(row)].append(pointer(row))
    return dict(pointers)


def show_mention(viewer: User, mention: str) -> Mention | None:
    """What ``viewer`` may know of a pointer that :func:`mentions` answered.

    ``None`` where they may not know that there is such a text, or it is gone.
    """
    name, _dot, pk = mention.partition(".")
    for data in _HELD.values():
        for model in data.texts:
            if model._meta.model_name == name:  # noqa: SLF001 -- Django's own way to ask
                row = model._default_manager.filter(pk=pk).first()  # noqa: SLF001 -- any model
                text = f"{model._meta.verbose_name} {pk}".capitalize()  # noqa: SLF001
                href = data.where(viewer, row) if row else None  # gone: nobody knows whose it was
                return None if href is None else Mention(text, href)
    return Mention(mention, "")


def _words(value: object) -> str:
    """What a column holds, as words; a line for each where it holds a list of them."""
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _rows(model: type[Model], columns: tuple[str, ...]) -> Iterator[Model]:
    rows: QuerySet[Model] = model._default_manager.all()  # noqa: SLF001 -- any model
    return rows.only(*columns).order_by("pk").iterator()
