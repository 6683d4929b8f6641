"""Who tries sound and picture before a meeting, and who joins them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.policy import rule
from deliberation.permissions import is_chair_or_secretary
from meetings.models import Meeting


@rule(_("You can try your sound and picture from three days before the meeting until it begins."))
def is_time_to_rehearse(person: User, meeting: Meeting) -> bool:
    return meeting.can_be_rehearsed


POLICY = {"meetings.join_rehearsal": is_chair_or_secretary & is_time_to_rehearse}
