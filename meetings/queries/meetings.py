"""What pages need to know about meetings: reads only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)

from accounts.models import Membership, User
from accounts.models.memberships import CHAIRS, ORGANISERS
from accounts.permissions import role_in
from core.conditions import among
from core.prepared import Given, Prepared
from deliberation.models.asker import PreparedFor, PreparedRow
from meetings.models import AgendaItem, Attendance, Meeting, Paper, Recusal
from meetings.models.agenda import stays
from meetings.queries.floor import contributions, floor_of
from meetings.queries.papers import papers
from meetings.queries.presence import here
from meetings.quorum import presences, quorum
from meetings.turnout import UNRECORDED, turnout

_MEETING = PreparedRow(
    lambda asker: Meeting.objects.visible_to(asker).select_related(
        "group", "item", "wording__key_message"
    ),
    by_standing=False,
)
_THIS, _GROUP = Given("meeting", BigIntegerField()), Given("group", BigIntegerField())


def meeting_of(person: User, pk: int) -> Meeting | None:
    """The meeting ``pk``, as far as ``person`` may know of it. One query."""
    return _MEETING(person, pk)


_ITEM = PreparedRow(
    lambda asker: AgendaItem.objects.visible_to(asker).select_related("meeting__group", "topic")
)


def item_of(person: User, pk: int) -> AgendaItem | None:
    """The item ``pk`` of an agenda, as far as ``person`` may know of it. One query."""
    return _ITEM(person, pk)


class Plans(NamedTuple):
    """How many mean to take part in each way."""

    room: int
    video: int
    telephone: int
    writing: int
    apologies: int
    unknown: int


def plans(meeting: Meeting) -> Plans:
    """How the invited people mean to take part. One query."""
    modes = Counter(meeting.attendances.values_list("mode", flat=True))
    return Plans(*(modes[mode] for mode in Plans._fields))


def invited(meeting: Meeting) -> list[dict[str, Any]]:
    """Everybody invited, with their role in the group and how they take part, by name.

    Of a meeting that is over it is how they took part; ``said`` is what they had said before,
    where nothing else is recorded.
    """
    rows = _INVITED(meeting=meeting.pk, group=meeting.group_id)
    over = meeting.state == Meeting.State.ENDED
    ways = turnout(meeting).people if over else {}
    return [
        {
            "attendance": row,
            "role": row.role,
            "way": ways.get(row.user_id, Attendance.Mode(row.way).label),
            "said": row.get_mode_display() if ways.get(row.user_id) == str(UNRECORDED) else "",
        }
        for row in rows
        if row.role is not None
    ]


def _invited() -> QuerySet[Any]:
    places = Membership.objects.current().filter(group=_GROUP, user=OuterRef("user"))
    people: QuerySet[Any] = Attendance.objects.with_way().filter(meeting=_THIS)
    people = people.annotate(role=Subquery(places.values("role")[:1]))
    return people.select_related("user", "recorded_by").order_by("user__name")


_INVITED = Prepared(_invited)


def uninvited(meeting: Meeting) -> QuerySet[Membership]:
    """Current places of the people of the group who are not invited, by name."""
    places = Membership.objects.current().filter(group=meeting.group_id, user__is_active=True)
    asked = meeting.attendances.standing().values("user")
    rows: QuerySet[Membership] = places.exclude(user__in=asked).select_related("user")
    return rows.order_by("user__name")


def organisers(meeting: Meeting) -> list[str]:
    """Names of the chair, the vice-chair and the secretary, who invite people."""
    places = Membership.objects.current().filter(group=meeting.group_id, role__in=ORGANISERS)
    return list(places.order_by("user__name").values_list("user__name", flat=True))


def declared_interests(topic_id: int) -> dict[int, str]:
    """The reason of each person who declared an interest in an item on the topic, ever."""
    return dict(_DECLARED(topic=topic_id))


_DECLARED = Prepared(
    lambda: (
        Recusal.objects.filter(item__topic=Given("topic", BigIntegerField()))
        .order_by("pk")
        .values_list("user_id", "reason")
    )
)


def without_interest(item: AgendaItem) -> QuerySet[User]:
    """Who is invited and has not declared an interest in the item, by name."""
    standing = item.meeting.attendances.standing()
    invited_people = User.objects.filter(pk__in=standing.values("user"))
    return invited_people.exclude(pk__in=item.recusals.values("user")).order_by("name")


def who_can_lead(items: Sequence[AgendaItem]) -> dict[int, dict[int, str]]:
    """Of each of ``items``, all of one meeting: the people who can lead it, their names by key.

    A chair or vice-chair who is invited, with no interest in it or in another item on its topic,
    in the order of names. Two queries.
    """
    meeting = items[0].meeting
    standing = meeting.attendances.standing()
    places = Membership.objects.current().filter(group=meeting.group_id, role__in=CHAIRS)
    invited_places = places.filter(user__in=standing.values("user"), user__is_active=True)
    chairs = dict(invited_places.order_by("user__name").values_list("user_id", "user__name"))
    on_topics = Q(item__topic__in=[item.topic_id for item in items if item.topic_id])
    about = Recusal.objects.filter(on_topics | Q(item__in=items), user__in=chairs)
    rows = list(about.values_list("item_id", "item__topic_id", "user_id"))
    able = {}
    for item in items:
        topics = {item.topic_id} - {None}
        apart = {user for key, topic, user in rows if key == item.pk or topic in topics}
        able[item.pk] = {key: name for key, name in chairs.items() if key not in apart}
    return able


def without_leader(meeting: Meeting, declared: Sequence[Recusal]) -> list[AgendaItem]:
    """Items of ``declared`` that are to come or under way, and that nobody can lead, in order.

    Two queries; none where nobody declared an interest.
    """
    items = {row.item_id: row.item for row in declared}.values()
    ahead = [item for item in items if not item.started_at or item.pk == meeting.item_id]
    if not (ahead and meeting.is_ahead):
        return []
    able = who_can_lead(ahead)
    return [item for item in ahead if not able[item.pk]]


def interests(meeting: Meeting, user: User) -> list[Recusal]:
    """Who declared an interest in which item, and why: for the chair and the secretary."""
    return _INTERESTS(user, meeting=meeting.pk)


def _interests(user: User) -> QuerySet[Recusal]:
    items = AgendaItem.objects.visible_to(user).filter(meeting=_THIS)
    recusals = Recusal.objects.filter(item__in=items.values("pk"))
    joined = recusals.select_related("item", "user", "recorded_by")
    return joined.order_by("item__number", "user__name")


_INTERESTS = PreparedFor(_interests)


def interest(user: User, pk: int) -> Recusal | None:
    """One interest: for the chair and the secretary, and for whose it is. One query."""
    known = Recusal.objects.filter(item__in=AgendaItem.objects.visible_to(user).values("pk"))
    theirs = Q(user=user) | among("item__meeting__group", user.groups_as(ORGANISERS))
    rows = known.filter(theirs, pk=pk)
    return rows.select_related("item__meeting__group", "item__topic", "user").first()


def interests_of(meeting: Meeting, person: User) -> list[Recusal]:
    """The interests of ``person`` in the meeting, each with who wrote it down for them."""
    return _INTERESTS_OF(meeting=meeting.pk, whose=person.pk)


_INTERESTS_OF = Prepared(
    lambda: Recusal.objects.filter(
        item__meeting=_THIS, user=Given("whose", BigIntegerField())
    ).select_related("recorded_by")
)


def agenda(meeting: Meeting, user: User, *, papers: Sequence[Paper] = ()) -> list[AgendaItem]:
    """The items that ``user`` may know of, with their words if they are for them, in order.

    :param papers: those that ``user`` reads, of which each item is given its own.
    """
    by_item: dict[int | None, list[Paper]] = defaultdict(list)
    for paper in papers:
        by_item[paper.item_id].append(paper)
    items: list[AgendaItem] = _AGENDA(user, meeting=meeting.pk)
    for item in items:
        item.readable = by_item[item.pk]
    is_for_them = stays(role_in(user, meeting), meeting.group)
    return [item.as_shown(stays=is_for_them) for item in items]


_AGENDA = PreparedFor(
    lambda asker: (
        AgendaItem.objects.known_to(asker).filter(meeting=_THIS).select_related("topic", "action")
    )
)


def too_long(meeting: Meeting, user: User) -> int:
    """How many minutes the items take that ``user`` may know of; 0 where the meeting has time."""
    items = AgendaItem.objects.known_to(user).filter(meeting=meeting)
    planned = items.aggregate(planned=Sum("length"))["planned"]
    return planned // timedelta(minutes=1) if planned and planned > meeting.length else 0


def page(meeting: Meeting, user: User) -> dict[str, Any]:
    """What the page of a meeting shows, as far as ``user`` may see it."""
    times = presences(meeting) if meeting.state in Meeting.BEGUN else []
    is_over = meeting.state == Meeting.State.ENDED
    visible = papers(meeting, user)
    return {
        "meeting": meeting,
        "agenda": agenda(meeting, user, papers=visible),
        "papers": visible,
        "here": here(times),
        "quorum": quorum(meeting, times),
        "plans": plans(meeting),
        "contributions": contributions(meeting, user) if meeting.opened_at else [],
        "turnout": turnout(meeting).counts if is_over else [],
        "shares": floor_of(meeting).shares(times) if is_over else [],
        "modes": [mode for mode in Attendance.Mode if mode != Attendance.Mode.UNKNOWN],
    }
