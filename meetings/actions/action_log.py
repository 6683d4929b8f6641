"""The action log of a group: who does what by when is added, changed, reported and closed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from core.clock import now, today
from core.emit import emit
from core.locks import lock, lock_all
from core.marking import Marking
from core.policy import ChangedMeanwhile, Refused, require
from core.states import transition
from deliberation.models import Space
from meetings.events import (
    ActionAdded,
    ActionChanged,
    ActionClosed,
    ActionExpired,
    ActionReopened,
    ActionReported,
    ActionWithdrawn,
)
from meetings.models import Action, ActionNumber, ActionUpdate, AgendaItem, Meeting
from meetings.models.action_log import reads_of_item

State = Action.State
LATE = _("Somebody changed this action meanwhile. Look at it again.")
OVER = _("The day by which it is to be done must be today or later.")
NOT_THEIRS = _("The owner must be somebody who can read this action. Choose another person.")
NOT_BEGUN = _("Actions are agreed at a meeting of the group that is open or has ended.")
NO_REASON = _("Say why.")


class PlannedAction(NamedTuple):
    """What is to be done, by whom and by when."""

    task: str
    owner: User
    due_on: date


@transaction.atomic
def add_action(
    *,
    actor: User,
    group: AdvisoryGroup,
    planned: PlannedAction,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
) -> Action:
    """Give somebody something to do by a day, under the next number of the group.

    :param meeting: where it was agreed, if it was at a meeting; ``item`` in which item.
    :raises Refused: unless ``actor`` is the chair or the secretary and reads the item; for a day
        that has passed, an owner who could not read it, a meeting that has not begun.
    """
    require(actor, "meetings.add_action", group)
    _require_day(planned.due_on, group)
    _require_agreed(actor, group, meeting, item)
    number, _is_new = ActionNumber.objects.get_or_create(group=group)
    lock(number, "last")  # two actions do not get one number
    number.last += 1
    number.save(update_fields=["last"])
    action = Action.objects.create(
        group=group,
        number=number.last,
        meeting=meeting,
        item=item,
        marking=_marking(meeting, item),
        added_at=now(),
        **planned._asdict(),
    )
    _require_owner(action)
    _keep(action, actor)
    emit(ActionAdded(**_pointers(action), user_id=action.owner_id), actor=actor)
    return action


@transaction.atomic
def change_action(
    *, actor: User, action: Action, planned: PlannedAction, after: int, words: str = ""
) -> Action:
    """Change what is to be done, by whom or by when; how it stood before is kept.

    :param after: the version that ``actor`` had in front of them.
    :param words: why.
    :raises ChangedMeanwhile: when somebody else changed it meanwhile.
    :raises Refused: unless ``actor`` is the chair or the secretary; when it is not open, or nothing
        is changed; for another day that has passed, or an owner who could not read it.
    """
    _begin(actor, action, "meetings.change_action")
    if action.version != after:
        raise ChangedMeanwhile(action)
    changed = [name for name, value in planned._asdict().items() if getattr(action, name) != value]
    if not changed:
        raise Refused(_("Nothing is changed."), thing=action)
    if "due_on" in changed:
        _require_day(planned.due_on, action)
    for name in changed:
        setattr(action, name, getattr(planned, name))
    action.version += 1
    action.save(update_fields=[*changed, "version"])
    _require_owner(action)
    _keep(action, actor, words)
    event = ActionChanged(
        **_pointers(action), user_id=action.owner_id, changed=tuple(sorted(changed))
    )
    emit(event, actor=actor)
    return action


@transaction.atomic
def report_action(*, actor: User, action: Action, words: str, partly: bool = False) -> Action:
    """Say that an action is done; the chair or the secretary closes it as it is reported.

    The chair and the secretary write it down for an owner who told them.

    :param words: what was done.
    :param partly: whether only a part of it was.
    :raises Refused: when ``actor`` may not; without words; when it is not open.
    """
    _begin(actor, action, "meetings.report_action")
    _require_words(words, action)
    _move(actor, action, State.REPORTED_PARTLY if partly else State.REPORTED_COMPLETE, words)
    emit(ActionReported(**_pointers(action)), actor=actor)
    return action


@transaction.atomic
def close_action(*, actor: User, action: Action, after: int) -> Action:
    """Close an action as its owner reported it: complete, or partly complete.

    :param after: the version that ``actor`` had in front of them.
    :raises ChangedMeanwhile: when it was sent back and reported anew meanwhile.
    :raises Refused: unless ``actor`` is the chair or the secretary; when it is not reported.
    """
    _begin(actor, action, "meetings.close_action")
    if action.version != after:
        raise ChangedMeanwhile(action)
    _move(actor, action, Action.CLOSES_AS[State(action.state)], closed_at=now())
    emit(ActionClosed(**_pointers(action)), actor=actor)
    return action


@transaction.atomic
def close_actions(*, actor: User, reported: Collection[Action]) -> int:
    """Close several actions as they were read, all or none. Answers how many."""
    for action in reported:
        close_action(actor=actor, action=action, after=action.version)
    return len(reported)


@transaction.atomic
def reopen_action(*, actor: User, action: Action, words: str) -> Action:
    """Send a reported action back to its owner, or open one again that is closed.

    :param words: why.
    :raises Refused: unless ``actor`` is the chair or the secretary; without words; when it is open.
    """
    _begin(actor, action, "meetings.reopen_action")
    _require_words(words, action)
    _move(actor, action, State.OPEN, words, closed_at=None)
    emit(ActionReopened(**_pointers(action)), actor=actor)
    return action


@transaction.atomic
def withdraw_action(*, actor: User, action: Action, words: str) -> Action:
    """Take an action back: it is not to be done any more. It can be opened again.

    :param words: why.
    :raises Refused: unless ``actor`` is the chair or the secretary; without words; when it is
        closed.
    """
    _begin(actor, action, "meetings.withdraw_action")
    _require_words(words, action)
    _move(actor, action, State.WITHDRAWN, words, closed_at=now())
    emit(ActionWithdrawn(**_pointers(action)), actor=actor)
    return action


@transaction.atomic
def remove_expired_actions(*, actor: None, ids: list[int]) -> None:
    """Remove these actions with their history, if they are closed still. No number is given again.

    :param actor: nobody: the schedule does it.
    """
    actions = Action.objects.filter(pk__in=ids)
    lock_all(actions)  # who opens one again waits, or came first
    for action in actions.filter(state__in=Action.CLOSED).select_related("item").order_by("pk"):
        event = ActionExpired(**_pointers(action))
        action.updates.all().delete()
        action.delete()
        emit(event, actor=actor)  # its words leave search with it


def _begin(actor: User, action: Action, permission: str) -> None:
    """Lock the action, read it anew, and ask whether ``actor`` may."""
    lock(action, *PlannedAction._fields, "state", "version", "closed_at")
    require(actor, permission, action)


def _move(
    actor: User, action: Action, state: Action.State, words: str = "", **changes: Any
) -> None:
    """Bring an action to another state, and keep how it stands."""
    transition(action, state, if_changed=LATE, version=action.version + 1, **changes)
    _keep(action, actor, words)


def _keep(action: Action, by: User, words: str = "") -> None:
    """Write down how the action stands."""
    stands = {name: getattr(action, name) for name in PlannedAction._fields}
    ActionUpdate.objects.create(
        action=action, became=action.state, by=by, at=now(), words=words, **stands
    )


def _pointers(action: Action) -> dict[str, Any]:
    is_for_members = action.item is not None and action.item.members_only
    space = Space.MEMBERS.value if is_for_members else ""
    return {"group_id": action.group_id, "action_id": action.pk, "space": space}


def _marking(meeting: Meeting | None, item: AgendaItem | None) -> Marking:
    """The most careful of the meeting and of the topic, which may be marked higher since."""
    topic = item.topic if item else None
    return Marking.highest(row.marking for row in (meeting, topic) if row)


def _require_day(day: date, thing: AdvisoryGroup | Action) -> None:
    if day < today():
        raise Refused(OVER, thing=thing)


def _require_words(words: str, action: Action) -> None:
    if not words:
        raise Refused(NO_REASON, thing=action)


def _require_owner(action: Action) -> None:
    """Refuse an owner who is suspended, or may not read the action."""
    rows = Action.objects.visible_to(action.owner)
    if not action.owner.is_active or not rows.filter(pk=action.pk).exists():
        raise Refused(NOT_THEIRS, thing=action.group)


def _require_agreed(
    actor: User, group: AdvisoryGroup, meeting: Meeting | None, item: AgendaItem | None
) -> None:
    """Refuse a meeting that agreed nothing, and an item of another.

    Also an item that is not for ``actor``, or on a topic that they may not open: they could not
    read what they add.
    """
    if meeting is not None and (meeting.group_id != group.pk or meeting.state not in Meeting.BEGUN):
        raise Refused(NOT_BEGUN, thing=group)
    readable = AgendaItem.objects.visible_to(actor).filter(reads_of_item(actor), meeting=meeting)
    if item is not None and not readable.filter(pk=item.pk).exists():
        raise Refused(_("This item is on the agenda of no such meeting."), thing=group)
