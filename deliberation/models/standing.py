"""Where a person stands towards topics, asked once for all the questions of a request.

``Topic.objects.visible_to`` and all that begins with it compare with these few numbers. Asked
anew inside of each question, they cost more than everything else of a page (decision 0029).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, QuerySet, Value

from deliberation.models.readers import HandlingAcceptance, NamedReader, TopicGuest
from deliberation.models.terms import TopicTerms

if TYPE_CHECKING:
    from accounts.models import AdvisoryGroup, User


class Standing(NamedTuple):
    """What opens topics to one person besides their roles, and where they open none themselves.

    Each key is the id of a topic, with since when; in the last two that of a group.

    :ivar invited: as a guest, and when.
    :ivar named: as a named reader, and when.
    :ivar accepted: whose newest handling they have accepted, and when.
    :ivar reserved: their groups in which the organisers alone open topics.
    :ivar unattributed: their groups in which members write without their name.
    """

    invited: dict[int, datetime]
    named: dict[int, datetime]
    accepted: dict[int, datetime]
    reserved: dict[int, datetime]
    unattributed: dict[int, datetime]


def standing_of(person: User) -> Standing:
    """Where ``person`` stands. One query for as long as this instance of them is kept."""
    return person.once(_standing)


def _standing(person: User) -> Standing:
    accepted = HandlingAcceptance.objects.filter(version=F("topic__handling_version"))
    rows = _rows("invited", TopicGuest.objects.all(), "invited_at", person).union(
        _rows("named", NamedReader.objects.all(), "invited_at", person),
        _rows("accepted", accepted, "accepted_at", person),
        _terms("reserved", person, members_open_topics=False),
        _terms("unattributed", person, unattributed_posts=True),
        all=True,
    )
    standing = Standing({}, {}, {}, {}, {})
    for kind, key, moment in rows:
        getattr(standing, kind)[key] = moment
    return standing


def members_open_topics(person: User, group: AdvisoryGroup) -> bool:
    """Whether members open topics in ``group``, as ``person`` of it asks."""
    return group.pk not in standing_of(person).reserved


def unattributed_posts_in(person: User, group_id: int) -> bool:
    """Whether members of the group write without their name, as ``person`` of it asks."""
    return group_id in standing_of(person).unattributed


def _terms(kind: str, person: User, **say: bool) -> QuerySet[Any]:
    rows: QuerySet[Any] = (
        TopicTerms.objects.filter(group__in=person.roles, **say)
        .annotate(kind=Value(kind), moment=F("changed_at"))
        .values_list("kind", "group", "moment")
    )
    return rows


def _rows(kind: str, queryset: QuerySet[Any], moment: str, person: User) -> QuerySet[Any]:
    rows: QuerySet[Any] = (
        queryset.filter(user=person)
        .annotate(kind=Value(kind), moment=F(moment))
        .values_list("kind", "topic", "moment")
    )
    return rows
