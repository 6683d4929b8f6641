"""How an action log is told: names as its reader knows them, its history, its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, Role, User
from accounts.models.memberships import ORGANISERS, OWN_PEOPLE, POLICE
from core.dates import day
from meetings.models import Action, ActionUpdate

State = Action.State


class People:
    """The people of a group as one reader of its action log knows them. One query.

    The group's own people know each other. The police know who organises the group and who is
    of the police; of others they read what they are, as on the page of the group.
    """

    def __init__(self, viewer: User, group_id: int) -> None:
        places = Membership.objects.current().filter(group=group_id)
        self._roles: dict[int, str] = dict(places.values_list("user", "role"))
        self._viewer = viewer
        self._is_own = viewer.roles.get(group_id) in OWN_PEOPLE

    def name(self, person: User) -> str:
        """What the reader calls ``person``."""
        role = self._roles.get(person.pk)
        if self._is_own or person == self._viewer or role in ORGANISERS | POLICE:
            return person.name
        return str(Role(role).label) if role else _("Somebody who left the group")

    def has_left(self, person: User) -> bool:
        """Whether ``person`` has no place in the group any more."""
        return person.pk not in self._roles


class Line(NamedTuple):
    """One line of the history of an action.

    :ivar changes: what was put in place of what, in words.
    :ivar words: of who did it; perhaps none.
    """

    what: str
    changes: list[str]
    words: str
    by: str
    at: datetime


def history(updates: Iterable[ActionUpdate], people: People) -> list[Line]:
    """What happened to an action, the newest first. ``updates`` are in the order of time."""
    lines: list[Line] = []
    before: ActionUpdate | None = None
    for update in updates:
        changes = list(_changes(before, update, people)) if before else []
        by = people.name(update.by)
        lines.append(Line(_what(before, update), changes, update.words, by, update.at))
        before = update
    return lines[::-1]


def _what(before: ActionUpdate | None, update: ActionUpdate) -> str:
    if before is None:
        return _("Added")
    if before.became == update.became:
        return _("Changed")
    if update.became != State.OPEN:
        return str(update.get_became_display())
    return _("Sent back") if before.became in Action.REPORTED else _("Opened again")


def _changes(before: ActionUpdate, update: ActionUpdate, people: People) -> Iterator[str]:
    pairs = {
        _("What is to be done: “%(after)s” in place of “%(before)s”"): (before.task, update.task),
        _("Owner: %(after)s in place of %(before)s"): (
            people.name(before.owner),
            people.name(update.owner),
        ),
        _("Due: %(after)s in place of %(before)s"): (day(before.due_on), day(update.due_on)),
    }
    for words, (was, stands) in pairs.items():
        if was != stands:
            yield words % {"before": was, "after": stands}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How many actions of a group stand how, of those that were open after its last meeting.

    :ivar met_at: when that was; ``None`` before its first meeting: then of all that are open.
    :ivar added: how many came since, which the others leave out.
    :ivar days: by how many days the one that is most overdue is so.
    """

    met_at: datetime | None
    complete: int
    partly: int
    reported: int
    withdrawn: int
    open: int
    overdue: int
    days: int
    added: int

    def __str__(self) -> str:
        """“7 open after the meeting of 9 December 2025: 4 complete, 1 partly complete, …”."""
        return " ".join(filter(None, (self._then(), self._since())))

    def _then(self) -> str:
        number = self.complete + self.partly + self.reported + self.withdrawn + self.open
        number += self.overdue
        if not number:
            return ""
        if self.met_at is None:
            head = ngettext("%(n)d open", "%(n)d open", number) % {"n": number}
        else:
            words = ngettext(
                "%(n)d was open after the meeting of %(day)s",
                "%(n)d were open after the meeting of %(day)s",
                number,
            )
            head = words % {"n": number, "day": day(self.met_at)}
        parts = list(self._parts())
        return f"{head}: {', '.join(parts)}." if parts else f"{head}."

    def _parts(self) -> Iterator[str]:
        counted = (
            (self.complete, _("%(n)d complete")),
            (self.partly, _("%(n)d partly complete")),
            (self.reported, _("%(n)d reported and not closed yet")),
            (self.overdue, self._overdue()),
            (self.open, _("%(n)d still to be done") if self.met_at else _("%(n)d not due yet")),
            (self.withdrawn, _("%(n)d withdrawn")),
        )
        return (words % {"n": number} for number, words in counted if number)

    def _overdue(self) -> str:
        days = ngettext("%(days)d day", "%(days)d days", self.days) % {"days": self.days}
        words = ngettext("%(n)d overdue by", "%(n)d overdue by up to", self.overdue)
        return f"{words} {days}"

    def _since(self) -> str:
        if not (self.added and self.met_at):
            return ""
        words = ngettext("%(n)d was added since.", "%(n)d were added since.", self.added)
        return words % {"n": self.added}
