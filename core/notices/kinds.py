"""Which events people are told of, who is told, and in which words.

Each app says so once, in its ``notices.py``::

    NOTICES = (
        Kind(event=MeetingCalled, says=_("A meeting has been arranged"),
             about=Meeting, fact="meeting_id", people=invited),
    )

The words are fixed: they say that something waits, and where; never what. Whoever may look it
up does so on the page, with their own rights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from core.notices.models import Level

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from accounts.models import User
    from core.events import Event
    from core.notices.models import Notice
    from core.policy import Text

Facts: TypeAlias = Mapping[str, Any]


class Delivered(Protocol):
    """An action: ``user`` was told of ``row`` by ``actor``, by telephone or by post."""

    def __call__(self, *, actor: User, row: Any, user: User) -> object: ...


def _itself(row: Any) -> Any:
    return row


def _always(_row: Any) -> bool:
    return True


def _never(_row: Any, _person: int) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of notice.

    :ivar event: the event that causes it; ``None`` for what the calendar causes.
    :ivar own_name: of a kind that is not named as its event.
    :ivar undone_by: the event that takes that one back within a minute, and its notices with it.
    :ivar says: the sentence, the same for everybody and about nobody.
    :ivar about: model of the row that it leads to; it has ``visible_to`` and an address.
    :ivar is_alike: whether that takes who stands for everybody who is alike: it is compiled once
        then, for however many are told (decision 0041).
    :ivar fact: which fact of the event holds that row's key.
    :ivar people: those concerned, of the row and the facts of the event; whoever did it and
        people who are suspended are left out afterwards.
    :ivar place: what can be muted, of the row, such as ``topic.12``; ``None`` for what cannot.
    :ivar shows: of the row, the one whose name stands beside the sentence on pages.
    :ivar marked: of the row, the one whose marking it carries.
    :ivar still: of the row, whether it is still worth saying: nobody is asked for what is over.
    :ivar settled: of the row and a person's id, whether they have done what they are asked for.
    :ivar joins: what ``select_related`` fetches with the row for that and for its address;
        ``prefetches``: what ``prefetch_related`` does.
    :ivar confided: whether nobody but its reader may know that they are told: nobody calls them.
    :ivar level: the least that somebody chose for that place to be told.
    :ivar delivered: the action that follows when an organiser has told it to somebody whom no
        email reaches; ``None`` where nothing does.
    """

    says: Text
    about: type[Model]
    is_alike: bool = False
    people: Callable[[Any, Facts], QuerySet[Any]]
    event: type[Event] | None = None
    undone_by: type[Event] | None = None
    own_name: str = ""
    fact: str = ""
    place: Callable[[Any], str] | None = None
    level: Level = Level.DECISIONS
    shows: Callable[[Any], Any] = _itself
    marked: Callable[[Any], Any] | None = None
    still: Callable[[Any], bool] = _always
    settled: Callable[[Any, int], bool] = _never
    joins: tuple[str, ...] = ()
    prefetches: tuple[str, ...] = ()
    confided: bool = False
    delivered: Delivered | None = None

    @property
    def name(self) -> str:
        """Of the kind, as its notices are stored."""
        return self.own_name or (self.event.name if self.event else "")

    def find(self, facts: Facts) -> Any:
        """The row that an event with these facts is about; ``None`` when it is gone."""
        rows: Any = self.about._default_manager  # noqa: SLF001 -- Django's public name for it
        return rows.filter(pk=facts[self.fact]).first()

    def follow_delivery(self, notice: Notice, *, actor: User) -> None:
        """Do what follows when ``actor`` has told ``notice``, which is of this kind."""
        _label, _, key = notice.about.partition(":")
        rows: Any = self.about._default_manager  # noqa: SLF001 -- Django's public name for it
        if self.delivered and (row := rows.filter(pk=key).first()):
            self.delivered(actor=actor, row=row, user=notice.recipient)


_KINDS: dict[str, Kind] = {}
_BY_EVENT: dict[str, list[Kind]] = {}


def register(kinds: Iterable[Kind]) -> None:
    """Add an app's kinds of notices; each name once.

    :raises ValueError: for a name that is there already.
    """
    for kind in kinds:
        if kind.name in _KINDS:
            raise ValueError(f"{kind.name} is a kind of notice already.")
        _KINDS[kind.name] = kind
        if kind.event:
            _BY_EVENT.setdefault(kind.event.name, []).append(kind)


def named(name: str) -> Kind:
    """The kind ``name``.

    :raises KeyError: for one that no app has.
    """
    return _KINDS[name]


def known(name: str) -> Kind | None:
    """The kind of a notice that was written down; ``None`` for one that an earlier release had."""
    return _KINDS.get(name)


def every_kind() -> list[Kind]:
    """Each kind of notice, in the order in which the apps name them."""
    return list(_KINDS.values())


def undone_by(event: str) -> list[Kind]:
    """The kinds of notices that an event of this name takes back."""
    return [kind for kind in _KINDS.values() if kind.undone_by and kind.undone_by.name == event]


def caused_by(event: str) -> list[Kind]:
    """The kinds of notices that an event of this name causes."""
    return _BY_EVENT.get(event, [])
