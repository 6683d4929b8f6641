"""What an earlier meeting leaves for the agenda of the next: reads only."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import BigIntegerField, Q

from accounts.models import User
from core.prepared import Given
from deliberation.models.asker import PreparedFor
from meetings.models import Action, AgendaItem, Meeting


def actions_on_agenda(meeting: Meeting, user: User) -> set[int]:
    """Ids of the actions on the agenda that ``user`` reads."""
    return set(_ON_AGENDA(user, meeting=meeting.pk))


_ON_AGENDA = PreparedFor(
    lambda asker: (
        Action.objects.visible_to(asker)
        .filter(looked_at_in__meeting=Given("meeting", BigIntegerField()))
        .values_list("pk", flat=True)
    )
)


class LeftOver(NamedTuple):
    """What can be put on an agenda with one press, as far as somebody reads it.

    :ivar meeting: the last one of the group; ``None`` where it has not met.
    :ivar unreached: its items to which it never came.
    :ivar reached: the others, of which some were perhaps put off.
    :ivar actions: those of the group that are not closed.
    """

    meeting: Meeting | None
    unreached: list[AgendaItem]
    reached: list[AgendaItem]
    actions: list[Action]


def left_over(meeting: Meeting, user: User) -> LeftOver:
    """What ``user`` can carry to the agenda of ``meeting``, which is coming. Four queries at most.

    Nothing is called unreached in a meeting of before the portal kept when items began. What is on
    a topic for named readers is left out: it is put on no agenda.
    """
    over = Meeting.objects.visible_to(user).filter(
        group=meeting.group_id, state=Meeting.State.ENDED
    )
    last = over.order_by("-starts_at").first()
    known = AgendaItem.objects.visible_to(user).for_everybody()
    items = known.filter(meeting=last, is_break=False)
    to_carry = list(items.exclude(carried_to__meeting=meeting)) if last else []
    knows_starts = last is not None and last.agenda.filter(started_at__isnull=False).exists()
    unreached = [item for item in to_carry if knows_starts and item.started_at is None]
    for_all = Q(item__topic=None) | Q(item__topic__readers_named=False)
    actions = Action.objects.visible_to(user).active().filter(for_all, group=meeting.group_id)
    return LeftOver(
        last,
        unreached,
        [item for item in to_carry if item not in unreached],
        list(actions.exclude(looked_at_in__meeting=meeting).select_related("owner")),
    )
