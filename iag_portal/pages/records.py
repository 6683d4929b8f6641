"""Which audit records a person may see, and how they read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from accounts.events import RecordDownloaded
from accounts.models import Membership, Role, User
from accounts.models.memberships import CHAIRS
from core.audit.chain import REFUSED, scope_of
from core.audit.models import Record
from core.events import every_event
from deliberation.events import (
    AudienceChangeAgreed,
    AudienceChangeRefused,
    BallotCast,
    NoteAnswered,
    NoteWritten,
    PositionTaken,
    PostEvent,
    PostReported,
    StatementEvent,
)
from deliberation.models import Space, Topic
from deliberation.queries import about, named_topics
from iag_portal.pages.sentences import FACTORS, PEOPLE, SENTENCES, STATES, THINGS
from network.events import (
    ForwardingReceived,
    ForwardingRequestReceived,
    ForwardingRequestTakenBack,
)
from publications.events import ReceiptConfirmed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import AdvisoryGroup


CONSENTS = frozenset({AudienceChangeAgreed.name, AudienceChangeRefused.name})
CONFIDED = frozenset({PostReported.name, NoteWritten.name, NoteAnswered.name})
CONFIDING = frozenset(  # permissions
    f"deliberation.{name}" for name in ("report_post", "end_report", "write_note", "answer_note")
)
OF_POSTS = frozenset(event.name for event in every_event(PostEvent))
FROM_OUTSIDE = frozenset(  # by who reads what is published, or is sent
    {
        REFUSED,
        ReceiptConfirmed.name,
        ForwardingReceived.name,
        ForwardingRequestReceived.name,
        ForwardingRequestTakenBack.name,
    }
)
DISSENT = frozenset(
    {
        PositionTaken.name,
        BallotCast.name,
        *(event.name for event in every_event(StatementEvent)),
    }
)


def records_for(person: User, group: AdvisoryGroup | None) -> QuerySet[Record]:
    """The records that ``person`` may see, newest first.

    Nobody sees anything of a topic for named readers unless they are named. The chair sees
    the whole chain of the group but for that. The secretary sees what happened in it
    without the members' space, unless the group lets them in, and without refusals; a
    member sees their own actions. An administrator sees the chain of the installation
    (``group`` is ``None``) and no other.
    """
    chain = Record.objects.filter(scope=scope_of(group.pk if group else None))
    chain = chain.select_related("actor").order_by("-number")
    if group is None:
        return chain if person.is_staff else chain.none()
    if hidden := hidden_topics(person, group):
        others = chain.filter(about(hidden)).exclude(actor=person)
        chain = chain.exclude(pk__in=others.order_by().values("pk"))
    role = person.roles.get(group.pk)
    if role in CHAIRS:
        return chain
    if role == Role.SECRETARY:
        inside = chain.filter(facts__space=Space.MEMBERS)
        topics = Topic.objects.with_members_space_for(person).filter(group=group)
        read = inside.filter(facts__topic_id__in=list(topics.values_list("pk", flat=True)))
        closed = inside.exclude(pk__in=read.values("pk"))  # of a topic removed since, all
        return chain.exclude(event=REFUSED).exclude(pk__in=closed.values("pk"))
    return chain.filter(actor=person) if role == Role.MEMBER else chain.none()


def copies_of(group: AdvisoryGroup | None) -> int:
    """How often this record was downloaded: the number of the newest copy."""
    scope = scope_of(group.pk if group else None)
    return Record.objects.filter(scope=scope, event=RecordDownloaded.name).count()


def hidden_topics(person: User, group: AdvisoryGroup) -> list[int]:
    """Topics for named readers, there or removed since, of which ``person`` may not know."""
    if not (named := named_topics(group.pk)):
        return []
    known = Topic.objects.visible_to(person).filter(group=group, readers_named=True)
    return sorted(named - set(known.values_list("pk", flat=True)))


def kinds_in(records: QuerySet[Record]) -> list[tuple[str, str]]:
    """Kinds of event among ``records``, each with its sentence, by sentence."""
    kinds = records.order_by().values_list("event", flat=True).distinct()
    return sorted(((kind, sentence(kind)) for kind in kinds), key=lambda pair: pair[1])


def sentence(kind: str) -> str:
    """What an event says; its code where a later version no longer knows it."""
    return str(SENTENCES.get(kind, kind))


class Line(NamedTuple):
    """One record in words."""

    record: Record
    who: str
    what: str
    about: str


def lines(
    records: Iterable[Record], person: User, group: AdvisoryGroup | None = None
) -> list[Line]:
    """``records`` in words, as ``person`` reads them; one query for all the names in them."""
    rows = list(records)
    unnamed = _without_name(rows, person, group)
    ids = {row.facts[key] for row in rows for key in PEOPLE if row.facts.get(key)}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    in_words = [_line(row, names) for row in rows]
    return [line._replace(who=unnamed.get(line.record.pk, line.who)) for line in in_words]


def _without_name(rows: list[Record], person: User, group: AdvisoryGroup | None) -> dict[int, str]:
    """What ``person`` reads in the place of a name, by the ids of such ``rows``."""
    kinds = unsigned_for(person, group)
    others = [row for row in rows if row.actor_id != person.pk]
    unsigned = {row.pk: _("Somebody") for row in others if _is_unsigned(row, kinds)}
    outside = _("Somebody from outside the group")
    return unsigned | dict.fromkeys(_from_outside(rows, group), outside)


def _from_outside(rows: list[Record], group: AdvisoryGroup | None) -> set[int]:
    """Ids of those of ``rows`` whose actor the group does not know by name.

    Who reads for another body, or in another group, opens what the group has published; the
    group reads which body received it, and of an attempt that was refused that there was one.
    """
    asked = {row.pk: row.actor for row in rows if row.event in FROM_OUTSIDE and row.actor}
    if group is None or not asked:
        return set()
    places = Membership.objects.filter(group=group, user__in=set(asked.values()))
    inside = set(places.values_list("user_id", flat=True))
    return {pk for pk, actor in asked.items() if not (actor.is_staff or actor.pk in inside)}


def unsigned_for(person: User, group: AdvisoryGroup | None) -> frozenset[str]:
    """Kinds of event of which ``person`` reads that they happened, and not who did it.

    Who is asked for consent is promised that nobody is told the answer, who reports a post that its
    author is not told, who may be the chair, and two who write to each other that nobody is.
    The secretary learns neither who took a position or voted nor whose words a statement is.
    """
    secretary = group is not None and person.roles.get(group.pk) == Role.SECRETARY
    return CONSENTS | CONFIDED | DISSENT if secretary else CONSENTS | CONFIDED


def _is_unsigned(record: Record, kinds: frozenset[str]) -> bool:
    """Whether it is one of ``kinds``, or says that somebody was refused what they confide."""
    refused = record.event == REFUSED and record.facts.get("permission") in CONFIDING
    return refused or record.event in kinds


def _line(record: Record, names: dict[int, str]) -> Line:
    facts = record.facts
    people = [names[facts[key]] for key in PEOPLE if facts.get(key) in names]
    others = [name for name in people if record.actor is None or name != record.actor.name]
    things = [f"{label} {facts[key]}" for key, label in THINGS.items() if facts.get(key)]
    states = [_state(code) for key in STATES for code in _codes(facts.get(key))]
    who = record.actor.name if record.actor else _unnamed(record)
    return Line(record, who, sentence(record.event), ", ".join([*others, *things, *states]))


def _unnamed(record: Record) -> str:
    """Who did what no name stands beside."""
    if record.event == REFUSED:
        return _("Somebody")
    return _("Unnamed member") if record.event in OF_POSTS else _("The portal")


def _codes(fact: str | list[str] | None) -> list[str]:
    return [fact] if isinstance(fact, str) else fact or []


def _state(code: str) -> str:
    if code in Role.values:
        return str(Role(code).label)
    return str(FACTORS.get(code, code.replace("_", " ")))
