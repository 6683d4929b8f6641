"""What pages need to know about the actions of a group: reads only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateField,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from accounts.models import AdvisoryGroup, Membership, User
from core.clock import today
from core.prepared import Given
from deliberation.models.asker import PreparedFor
from meetings.action_log import Line, People, Standing, history
from meetings.models import Action, ActionUpdate, AgendaItem, Meeting
from meetings.models.action_log import KEEPERS, ActionQuerySet, reads_of_item

OFFERED = 3  # meetings, of those that have begun
State = Action.State


class ActionEntry(NamedTuple):
    """An action as a list shows it.

    :ivar owner: as its reader knows them.
    :ivar has_left: whether its owner belongs to the group no more.
    """

    action: Action
    owner: str
    has_left: bool


def action_entries(actions: Iterable[Action], people: People) -> list[ActionEntry]:
    """``actions``, which come with their owners, as a list shows them."""
    return [ActionEntry(row, people.name(row.owner), people.has_left(row.owner)) for row in actions]


def actions_of(group: AdvisoryGroup, user: User) -> ActionQuerySet:
    """The actions that ``user`` reads: open ones by day, then closed ones, the newest first."""
    place = Case(
        When(state__in=Action.ACTIVE, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows = Action.objects.visible_to(user).filter(group=group).select_related("owner")
    due = Case(When(state__in=Action.ACTIVE, then=F("due_on")))
    return rows.order_by(place, due, F("closed_at").desc(), "pk")


def action_counts(group: AdvisoryGroup, user: User) -> dict[str, int]:
    """How many are open, and closed, and how many of the open ones are reported. One query."""
    rows = Action.objects.visible_to(user).filter(group=group)
    return rows.aggregate(
        open=Count("pk", filter=Q(state__in=Action.ACTIVE)),
        closed=Count("pk", filter=Q(state__in=Action.CLOSED)),
        reported=Count("pk", filter=Q(state__in=Action.REPORTED)),
    )


def reported_actions(group: AdvisoryGroup, user: User) -> QuerySet[Action]:
    """Those that wait to be closed, each with its ``last_words``, by number."""
    rows = Action.objects.visible_to(user).filter(group=group, state__in=Action.REPORTED)
    words = ActionUpdate.objects.filter(action=OuterRef("pk")).exclude(words="").order_by("-pk")
    with_words = rows.annotate(last_words=Coalesce(Subquery(words.values("words")[:1]), Value("")))
    return with_words.select_related("owner").order_by("number")


def action_standing(group: AdvisoryGroup, user: User) -> Standing:
    """What became of the actions that were open after the last meeting that ``user`` knows of.

    Two queries.
    """
    rows = Action.objects.visible_to(user).filter(group=group)
    known = Meeting.objects.visible_to(user).filter(group=group, state=Meeting.State.ENDED)
    last = known.filter(ended_at__isnull=False).order_by("-ended_at").first()
    is_open, is_late = Q(state=State.OPEN), Q(due_on__lt=today())
    conditions = {
        "complete": Q(state=State.COMPLETE),
        "partly": Q(state=State.PARTLY_COMPLETE),
        "reported": Q(state__in=Action.REPORTED),
        "withdrawn": Q(state=State.WITHDRAWN),
        "open": is_open & ~is_late,
        "overdue": is_open & is_late,
    }
    then, since = Q(), Q(pk__in=[])
    if last is None:
        rows = rows.active()
    else:
        then = Q(added_at__lte=last.ended_at) | Q(meeting=last)
        rows, since = rows.filter(Q(closed_at=None) | Q(closed_at__gt=last.ended_at)), ~then
    numbers = rows.aggregate(
        **{name: Count("pk", filter=then & each) for name, each in conditions.items()},
        added=Count("pk", filter=since),
        late_since=Min("due_on", filter=then & is_open),
    )
    late_since = numbers.pop("late_since")
    days = max((today() - late_since).days, 0) if late_since else 0
    return Standing(met_at=last.starts_at if last else None, days=days, **numbers)


def action_history(action: Action, people: People) -> list[Line]:
    """What happened to an action, the newest first. One query."""
    updates = ActionUpdate.objects.filter(action=action).select_related("owner", "by")
    return history(updates, people)


def actions_beside(meeting: Meeting, user: User) -> dict[str, list[ActionEntry]]:
    """What the page of a meeting shows of the action log, as far as ``user`` reads it.

    ``agreed`` there, by number; and ``due``, what is open and due on its day or before, by day.
    """
    agreed: list[Action] = []
    due: list[Action] = []
    if meeting.state in Meeting.BEGUN:
        agreed = _AGREED(user, meeting=meeting.pk)
    if meeting.is_ahead and meeting.has_date:
        given = {"group": meeting.group_id, "day": localdate(meeting.starts_at)}
        due = _DUE(user, meeting=meeting.pk, **given)
    people = People(user, meeting.group_id) if agreed or due else None
    lists = {"agreed": agreed, "due": due}
    return {name: action_entries(rows, people) if people else [] for name, rows in lists.items()}


def _with_owner(user: User) -> Any:  # the type checker forgets what is our own
    return Action.objects.visible_to(user).select_related("owner")


_THIS, _GROUP = Given("meeting", BigIntegerField()), Given("group", BigIntegerField())
_AGREED = PreparedFor(lambda asker: _with_owner(asker).filter(meeting=_THIS).order_by("number"))
_DUE = PreparedFor(
    lambda asker: (
        _with_owner(asker)
        .active()
        .filter(group=_GROUP, due_on__lte=Given("day", DateField()))
        .exclude(meeting=_THIS)
    )
)


def possible_owners(group: AdvisoryGroup) -> QuerySet[Membership]:
    """The places of people who can own an action, by name."""
    places = Membership.objects.current().filter(group=group, role__in=KEEPERS)
    rows: QuerySet[Any] = places.filter(user__is_active=True).select_related("user")
    return rows.order_by("user__name")


def where_agreed(
    group: AdvisoryGroup, user: User, meeting: int | None
) -> list[tuple[Meeting, list[AgendaItem]]]:
    """The last meetings at which an action can have been agreed, each with its items.

    Only those items of which ``user`` would read the action.

    :param meeting: one that is offered too, if it is of the group.
    """
    begun = Meeting.objects.visible_to(user).filter(group=group, state__in=Meeting.BEGUN)
    newest = list(begun.order_by("-starts_at").values_list("pk", flat=True)[:OFFERED])
    meetings = begun.filter(pk__in=[*newest, *([meeting] if meeting else [])])
    items = AgendaItem.objects.visible_to(user).filter(reads_of_item(user), is_break=False)
    rows = list(items.filter(meeting__in=meetings).select_related("topic"))
    return [
        (each, [item for item in rows if item.meeting_id == each.pk])
        for each in meetings.order_by("-starts_at")
    ]
