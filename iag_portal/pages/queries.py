"""What the home page gathers from the apps. Each part starts from ``visible_to``."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.models.memberships import ADVISERS, ANSWERERS
from deliberation.models import AgreementRound, KeyMessage
from deliberation.queries import (
    asked_of,
    glasses_to_confirm,
    glasses_to_end,
    to_accept,
    with_everything,
)
from meetings.models import Attendance, Meeting


def what_needs_you(user: User) -> dict[str, Any]:
    """Open and coming meetings, rounds that wait for this person, answers that are owed."""
    meetings = Meeting.objects.visible_to(user).select_related("group")
    waiting = AgreementRound.objects.visible_to(user).filter(
        state=AgreementRound.State.OPEN,
        entitlements__user=user,
        entitlements__recused=False,
    )
    coming = list(meetings.filter(state=Meeting.State.CALLED).order_by("starts_at")[:3])
    said = dict(
        Attendance.objects.filter(user=user, meeting__in=coming).values_list("meeting_id", "mode")
    )
    return {
        "open_meetings": list(meetings.filter(state=Meeting.State.OPEN)),
        "coming": [(meeting, said.get(meeting.pk) == "unknown") for meeting in coming],
        "rounds": list(
            waiting.exclude(positions__user=user).select_related(
                "wording", "key_message__topic__group"
            )
        ),
        "owed": owed_answers(user),
        "to_accept": list(to_accept(user).select_related("group")),
        "consents": asked_of(user),
        "glasses": glasses_to_end(user),
        "glasses_asked": glasses_to_confirm(user),
        "advises": bool(user.groups_as(ADVISERS)),
    }


def owed_answers(user: User) -> list[KeyMessage]:
    """Key messages that wait for an answer of the police, for those who give or chase it."""
    groups = user.groups_as(ANSWERERS)
    visible = KeyMessage.objects.visible_to(user).filter(topic__group__in=groups)
    return list(with_everything(visible.awaiting_answer()))
