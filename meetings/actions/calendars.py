"""The secret address for somebody's calendar: made, replaced, removed."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import require
from meetings.events import CalendarCreated, CalendarRemoved
from meetings.models import CalendarFeed
from meetings.models.calendars import digest_of


@transaction.atomic
def create_calendar(*, actor: User) -> str:
    """Make ``actor``'s address for their calendar; answers its token, which nobody can look up.

    One that they had before no longer works.

    :raises Refused: for somebody who belongs to no group.
    """
    require(actor, "meetings.create_calendar", actor)
    token = CalendarFeed.new_token()
    feed = {"digest": digest_of(token), "made_at": now(), "fetched_at": None}
    CalendarFeed.objects.update_or_create(user=actor, defaults=feed)
    emit(CalendarCreated(group_id=None, user_id=actor.pk), actor=actor)
    return token


@transaction.atomic
def remove_calendar(*, actor: User) -> None:
    """Let ``actor``'s address no longer work; where they have none, nothing happens."""
    _remove(actor.pk, actor)


@transaction.atomic
def take_back_calendar(
    *,
    actor: User | None,
    person_id: int,
    group_id: int | None,  # noqa: ARG001 -- whichever ended
    why: str,  # noqa: ARG001 -- whatever ended it
) -> None:
    """Remove the address of somebody who is suspended or has no place any more.

    Who comes back makes a new one. It opened nothing in between: each fetch asks.

    :param actor: who ended their access; that action has asked the policy.
    :param group_id: the group that they have left; ``None`` for all.
    :param why: name of the event that ended it.
    """
    person = User.objects.get(pk=person_id)
    if not (person.is_active and person.places):
        _remove(person_id, actor)


def _remove(person_id: int, actor: User | None) -> None:
    removed, _kinds = CalendarFeed.objects.filter(user=person_id).delete()
    if removed:
        emit(CalendarRemoved(group_id=None, user_id=person_id), actor=actor)
