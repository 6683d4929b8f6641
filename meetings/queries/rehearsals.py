"""Who tried their sound and picture before a meeting: reads only."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from accounts.models import User
from accounts.models.memberships import ORGANISERS
from core.policy import may
from core.rights.registry import Row
from meetings.calls import number_in_call
from meetings.models import Meeting, Rehearsal
from meetings.video.host import Question


def rehearsals_of(meeting: Meeting) -> QuerySet[Rehearsal]:
    """Of whoever is still invited, who tried last first. One query."""
    invited = meeting.attendances.standing().values("user")
    return meeting.rehearsals.filter(user__in=invited).select_related("user")


def rehearsal_of(meeting: Meeting, person: User) -> Rehearsal | None:
    """What somebody tried before a meeting."""
    return Rehearsal.objects.filter(meeting=meeting, user=person).first()


def tried_by(person: User) -> Iterator[Row]:
    """What somebody tried, and what worked, for their own copy."""
    for row in Rehearsal.objects.filter(user=person).select_related("meeting").order_by("pk"):
        outcome = str(row.get_outcome_display())
        yield {"meeting": row.meeting.starts_at, "tried": row.tried_at, "outcome": outcome}


def may_be_in_rehearsal(question: Question) -> bool:
    """Whether this person may be in this room, which is that of somebody who tries their sound."""
    rows = Rehearsal.objects.filter(room_name=question.room)
    rehearsal = rows.select_related("user", "meeting__group").first()
    if rehearsal is None:
        return False
    meeting = rehearsal.meeting
    if question.person == number_in_call(rehearsal.user_id, meeting):
        return rehearsal.user.is_active and bool(may(rehearsal.user, "meetings.rehearse", meeting))
    helpers = User.objects.in_roles(meeting.group_id, ORGANISERS).filter(is_active=True)
    helper = next(
        (each for each in helpers if number_in_call(each.pk, meeting) == question.person), None
    )
    return helper is not None and bool(may(helper, "meetings.join_rehearsal", meeting))
