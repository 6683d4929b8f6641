"""What people have been told, as pages show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps

from core.notices import kinds
from core.notices.models import Notice

if TYPE_CHECKING:
    from accounts.models import User
    from core.policy import Text


@dataclass(frozen=True)
class Line:
    """One notice, as its reader sees it.

    :ivar shown: the row whose name stands beside it; ``None`` when this reader may not see it.
    :ivar marked: the row whose marking it carries; ``None`` for one that has none.
    :ivar over: whether its recipient is not asked for it any more: a round was closed since, or
        they have answered.
    """

    notice: Notice
    says: Text
    href: str
    shown: Any
    marked: Any
    over: bool

    @property
    def is_open(self) -> bool:
        """Whether this reader can go there, and it is still worth going."""
        return bool(self.href) and not self.over


def lines(notices: Iterable[Notice], reader: User) -> list[Line]:
    """The notices with what ``reader`` may see of their rows: one query for each model."""
    rows = list(notices)
    things = _things({notice.about for notice in rows}, reader)
    return [
        _line(notice, kind, things.get(notice.about))
        for notice in rows
        if (kind := kinds.known(notice.kind)) is not None
    ]


def _line(notice: Notice, kind: kinds.Kind, thing: Any) -> Line:
    if thing is None:
        return Line(notice, kind.says, href="", shown=None, marked=None, over=False)
    shown = kind.shows(thing)
    marked = kind.marked(thing) if kind.marked else shown
    return Line(
        notice,
        kind.says,
        href=thing.get_absolute_url(),
        shown=shown,
        marked=marked if hasattr(marked, "marking") else None,
        over=not kind.still(thing) or kind.settled(thing, notice.recipient_id),
    )


def _things(abouts: Collection[str], reader: User) -> dict[str, Any]:
    """Those of the rows that ``reader`` may see, by what names them."""
    keys: dict[str, list[str]] = defaultdict(list)
    for about in abouts:
        label, _, key = about.partition(":")
        keys[label].append(key)
    return {
        f"{label}:{row.pk}": row
        for label, pks in keys.items()
        for row in _visible(label, reader).filter(pk__in=pks)
    }


def _visible(label: str, reader: User) -> Any:
    rows: Any = apps.get_model(label)._default_manager  # noqa: SLF001 -- Django's public name for it
    these = [kind for kind in kinds.every_kind() if kind.about is rows.model]
    joins = {path for kind in these for path in kind.joins}
    prefetches = {path for kind in these for path in kind.prefetches}
    visible = rows.visible_to(reader).select_related(*sorted(joins))
    return visible.prefetch_related(*sorted(prefetches))


def open_to(person: User, shown: Iterable[Line]) -> list[Line]:
    """Those of the lines of another reader that ``person``, who was told, can open too."""
    each = list(shown)
    theirs = {line.notice.pk for line in lines([line.notice for line in each], person) if line.href}
    return [line for line in each if line.notice.pk in theirs]


def notices_of(person: User) -> Any:
    """What ``person`` has been told, the newest first."""
    return Notice.objects.filter(recipient=person)


def by_hand() -> Any:
    """What somebody may tell people whom no email reaches: nothing that is confided to them."""
    confided = [kind.name for kind in kinds.every_kind() if kind.confided]
    return Notice.objects.by_hand().exclude(kind__in=confided)


def to_deliver(group_id: int, people: Any) -> Any:
    """What people whom no email reaches have still to be told otherwise, person by person.

    :param people: those who belong to the group today.
    """
    waiting = by_hand().filter(group_id=group_id, delivered_at__isnull=True)
    theirs = waiting.filter(recipient__in=people)
    return theirs.select_related("recipient").order_by("recipient__name", "recipient", "pk")
