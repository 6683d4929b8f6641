"""What pages need to know about meetings: reads only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
    prefetch_related_objects,
)

from accounts.models import Membership, User
from accounts.models.memberships import ORGANISERS
from accounts.permissions import role_in
from core.prepared import Given, Prepared
from deliberation.models import AgreementRound, KeyMessage, Outcome
from deliberation.models.asker import PreparedFor, PreparedRow
from deliberation.models.rounds import occasion_of
from deliberation.queries import everything, with_everything
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
_IS_SHOWN = Q(wording=Given("wording", BigIntegerField()))
_IS_OPEN = Q(state=AgreementRound.State.OPEN)
_HOLDS_THE_SCREEN = _IS_OPEN & Q(answers_until=None)  # people answer to the words that they see
_HAS_THE_SCREEN = ~_IS_OPEN | Q(answers_until=None) | _IS_SHOWN
_FIRST = Case(When(_HOLDS_THE_SCREEN, then=0), When(_IS_SHOWN, then=1), default=2)


def _first_round(*shown: Q) -> QuerySet[AgreementRound]:
    rounds = AgreementRound.objects.filter(*shown, occasion=Given("occasion", CharField()))
    joined = rounds.with_numbers().select_related("wording", "key_message__topic__group")
    return joined.order_by(_FIRST, "-pk")[:1]


_FIRST_ROUND = Prepared(_first_round)
_ROUND_OF_OPEN_MEETING = Prepared(lambda: _first_round(_HAS_THE_SCREEN))


def meeting_of(person: User, pk: int) -> Meeting | None:
    """The meeting ``pk``, as far as ``person`` may know of it. One query."""
    return _MEETING(person, pk)


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


def interests(meeting: Meeting, user: User) -> list[Recusal]:
    """Who declared an interest in which item, and why: for the chair and the secretary."""
    return _INTERESTS(user, meeting=meeting.pk)


def _interests(user: User) -> QuerySet[Recusal]:
    items = AgendaItem.objects.visible_to(user).filter(meeting=_THIS)
    recusals = Recusal.objects.filter(item__in=items.values("pk"))
    joined = recusals.select_related("item", "user", "recorded_by")
    return joined.order_by("item__number", "user__name")


_INTERESTS = PreparedFor(_interests)


def interests_of(meeting: Meeting, person: User) -> list[Recusal]:
    """The interests of ``person`` in the meeting, each with who wrote it down for them."""
    return _INTERESTS_OF(meeting=meeting.pk, whose=person.pk)


_INTERESTS_OF = Prepared(
    lambda: Recusal.objects.filter(
        item__meeting=_THIS, user=Given("whose", BigIntegerField())
    ).select_related("recorded_by")
)


def open_rounds(meeting: Meeting, user: User) -> QuerySet[AgreementRound]:
    """The rounds of this meeting that are still open and that ``user`` may see."""
    seen = AgreementRound.objects.visible_to(user)
    rounds = seen.opened_in(meeting.pk).filter(state=AgreementRound.State.OPEN)
    return rounds.select_related("wording", "key_message__topic__group").order_by("pk")


def round_on_screen(meeting: Meeting) -> AgreementRound | None:
    """The round that holds the screen, or is on its wording, or the newest.

    While the meeting is open, one with a last day that has made room for others is left out:
    those who are asked answer it on its own page.
    """
    ask = _ROUND_OF_OPEN_MEETING if meeting.is_open else _FIRST_ROUND
    # No wording has the number 0: nothing is on the screen.
    return next(iter(ask(occasion=occasion_of(meeting.pk), wording=meeting.wording_id or 0)), None)


def key_messages(meeting: Meeting, *, guest: bool) -> QuerySet[KeyMessage]:
    """The key messages on the topics of this meeting's agenda.

    :param guest: for the police, observers and interpreters, who see what this meeting has
        decided, and a draft when the chair puts it on the screen. What was decided before
        they find on its topic, if they are invited there.
    """
    topics = meeting.agenda.for_everybody().exclude(topic=None).values("topic")
    rows = KeyMessage.objects.filter(topic__in=topics).exclude(state=KeyMessage.State.WITHDRAWN)
    if guest:
        here = AgreementRound.objects.opened_in(meeting.pk)
        counted = here.filter(state=AgreementRound.State.CLOSED).exclude(
            outcome=Outcome.NOT_QUORATE
        )
        rows = rows.filter(state__in=KeyMessage.DECIDED, pk__in=counted.values("key_message"))
    return with_everything(rows)


def decided(meeting: Meeting, user: User) -> list[KeyMessage]:
    """What came of the meeting, as far as ``user`` may see it."""
    rows: list[KeyMessage] = _DECIDED(user, meeting=meeting.pk)
    prefetch_related_objects(rows, *everything())
    return rows


def _decided(user: User) -> QuerySet[KeyMessage]:
    topics = AgendaItem.objects.filter(meeting=_THIS).exclude(topic=None).values("topic")
    visible = KeyMessage.objects.visible_to(user).select_related("topic__group")
    return visible.filter(topic__in=topics, state__in=KeyMessage.DECIDED)


_DECIDED = PreparedFor(_decided)


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
