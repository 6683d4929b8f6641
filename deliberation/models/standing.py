"""Where a person stands towards topics, asked once for all the questions of a request.

``Topic.objects.visible_to`` and all that begins with it compare with these few numbers. Asked
anew inside of each question, they cost more than everything else of a page (decision 0029).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import BigIntegerField, F, QuerySet, Value

from accounts.models.memberships import Membership
from core.prepared import Given, Prepared
from deliberation.models.handling import HandlingAcceptance
from deliberation.models.readers import NamedReader, TopicGuest
from deliberation.models.terms import TopicTerms

if TYPE_CHECKING:
    from accounts.models import AdvisoryGroup, User


_USER = Given("user", BigIntegerField())


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
    return person.once(ask_standing)


def ask_standing(person: User) -> Standing:
    """Where ``person`` stands, asked anew: one query."""
    standing = Standing({}, {}, {}, {}, {})
    for kind, key, moment in _ROWS(user=person.pk):
        getattr(standing, kind)[key] = moment
    return standing


def members_open_topics(person: User, group: AdvisoryGroup) -> bool:
    """Whether members open topics in ``group``, as ``person`` of it asks."""
    return group.pk not in standing_of(person).reserved


def unattributed_posts_in(person: User, group_id: int) -> bool:
    """Whether members of the group write without their name, as ``person`` of it asks."""
    return group_id in standing_of(person).unattributed


def _all_rows() -> QuerySet[Any]:
    accepted = HandlingAcceptance.objects.filter(version=F("topic__handling_version"))
    return _rows("invited", TopicGuest.objects.all(), "invited_at").union(
        _rows("named", NamedReader.objects.all(), "invited_at"),
        _rows("accepted", accepted, "accepted_at"),
        _terms("reserved", members_open_topics=False),
        _terms("unattributed", unattributed_posts=True),
        all=True,
    )


def _terms(kind: str, **say: bool) -> QuerySet[Any]:
    terms = TopicTerms.objects.filter(
        Membership.in_force("group__memberships__"),
        group__memberships__user=_USER,
        **say,
    )
    return _as_row(kind, terms, "group", "changed_at")


def _rows(kind: str, queryset: QuerySet[Any], moment: str) -> QuerySet[Any]:
    return _as_row(kind, queryset.filter(user=_USER), "topic", moment)


def _as_row(kind: str, queryset: QuerySet[Any], key: str, moment: str) -> QuerySet[Any]:
    named: QuerySet[Any] = queryset.annotate(kind=Value(kind), moment=F(moment))
    return named.values_list("kind", key, "moment")


_ROWS = Prepared(_all_rows)
