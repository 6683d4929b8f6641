"""Which audit records a person may see, and how they read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.models.memberships import CHAIRS
from deliberation.models import Space
from iag_portal.audit.chain import scope_of
from iag_portal.audit.models import Record
from iag_portal.pages.sentences import PEOPLE, SENTENCES, STATES, THINGS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import AdvisoryGroup


def records_for(person: User, group: AdvisoryGroup | None) -> QuerySet[Record]:
    """The records that ``person`` may see, newest first.

    The chair sees the whole chain of the group. The secretary sees what happened in it
    without the members' space, unless the group lets them in, and without refusals; a
    member sees their own deeds. An administrator sees the chain of the installation
    (``group`` is ``None``) and no other.
    """
    chain = Record.objects.filter(scope=scope_of(group.pk if group else None))
    chain = chain.select_related("actor").order_by("-number")
    if group is None:
        return chain if person.is_staff else chain.none()
    role = person.roles.get(group.pk)
    if role in CHAIRS:
        return chain
    if role == Role.SECRETARY:
        found = chain.exclude(event="refused")
        inside = chain.filter(facts__space=Space.MEMBERS).values("pk")
        return found if group.secretary_in_members_space else found.exclude(pk__in=inside)
    return chain.filter(actor=person) if role == Role.MEMBER else chain.none()


def kinds_in(records: QuerySet[Record]) -> list[tuple[str, str]]:
    """Kinds of event among ``records``, each with its sentence, by sentence."""
    found = records.order_by().values_list("event", flat=True).distinct()
    return sorted(((kind, sentence(kind)) for kind in found), key=lambda pair: pair[1])


def sentence(kind: str) -> str:
    """What an event says; its code where a later version no longer knows it."""
    return str(SENTENCES.get(kind, kind))


class Line(NamedTuple):
    """One record in words."""

    record: Record
    who: str
    what: str
    about: str


def lines(records: Iterable[Record]) -> list[Line]:
    """``records`` in words; one query for all the names in them."""
    rows = list(records)
    ids = {row.facts[key] for row in rows for key in PEOPLE if row.facts.get(key)}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [_line(row, names) for row in rows]


def _line(record: Record, names: dict[int, str]) -> Line:
    facts = record.facts
    people = [names[facts[key]] for key in PEOPLE if facts.get(key) in names]
    others = [name for name in people if record.actor is None or name != record.actor.name]
    things = [f"{label} {facts[key]}" for key, label in THINGS.items() if facts.get(key)]
    states = [_state(facts[key]) for key in STATES if facts.get(key)]
    who = record.actor.name if record.actor else _("The portal")
    return Line(record, who, sentence(record.event), ", ".join([*others, *things, *states]))


def _state(code: str) -> str:
    return str(Role(code).label) if code in Role.values else code.replace("_", " ")
