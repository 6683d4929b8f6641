"""How an agenda stands on which the chair and the secretary work."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.policy import rule
from meetings.models import Meeting


@rule(_("The agenda is agreed as it stands."))
def agenda_is_to_be_agreed(person: User, meeting: Meeting) -> bool:
    return meeting.agenda_state != Meeting.AgendaState.AGREED


@rule(_("The chair is asked already."))
def agenda_does_not_wait(person: User, meeting: Meeting) -> bool:
    return meeting.agenda_asked_at is None
