"""Say what somebody needs to take part in a meeting."""

from __future__ import annotations

from django.db import transaction

from accounts.actions import Needs, change_access_needs
from accounts.models import Membership, User
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from meetings.actions.lock import lock_meeting
from meetings.actions.presence import NOT_INVITED
from meetings.events import NeedsConfirmed
from meetings.models import Meeting


@transaction.atomic
def say_needs(*, actor: User, meeting: Meeting, needs: Needs, user: User | None = None) -> None:
    """Confirm what ``user`` needs to take part, or change it; it stays so for later meetings.

    :param user: ``None`` for oneself; another when the secretary was told so.
    :raises Refused: when they are not invited.
    """
    person = user or actor
    lock_meeting(meeting)
    require(actor, "meetings.say_needs" if person == actor else "meetings.record_needs", meeting)
    place = Membership.objects.current().filter(group=meeting.group_id, user=person).first()
    rows = meeting.attendances.standing().filter(user=person)
    if place is None or not rows.update(needs_confirmed_at=now()):
        raise Refused(NOT_INVITED, thing=meeting)
    change_access_needs(actor=actor, membership=place, needs=needs)
    emit(
        NeedsConfirmed(group_id=meeting.group_id, meeting_id=meeting.pk, user_id=person.pk),
        actor=actor,
    )
