"""What people are told of meetings and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.notices.kinds import Kind
from meetings.events import (
    MeetingCalled,
    MeetingCancelled,
    MeetingChanged,
    PaperPrepared,
    PersonInvited,
)
from meetings.models import Meeting, MeetingChange, Paper

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.notices.kinds import Facts

What = MeetingChange.What
MATTERS = {What.STARTS_AT, What.LENGTH, What.VENUE, What.TELEPHONE}


def _invited(meeting: Meeting, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk__in=meeting.attendances.standing().values("user"))


def _invited_if_it_matters(meeting: Meeting, facts: Facts) -> QuerySet[User]:
    """Nobody is told of another name or marking: they see it when they look."""
    return _invited(meeting, facts) if MATTERS & set(facts["changed"]) else User.objects.none()


def _named(_meeting: Meeting, facts: Facts) -> QuerySet[User]:
    """The one person whom the event names."""
    return User.objects.filter(pk=facts["user_id"])


def _readers(paper: Paper, facts: Facts) -> QuerySet[User]:
    return _invited(paper.meeting, facts)


def _is_ahead(meeting: Meeting) -> bool:
    return meeting.state in (Meeting.State.CALLED, Meeting.State.OPEN)


def _its_meeting(paper: Paper) -> Meeting:
    return paper.meeting


NOTICES = (
    Kind(
        event=MeetingCalled,
        says=_("A meeting has been arranged"),
        about=Meeting,
        fact="meeting_id",
        people=_invited,
        still=_is_ahead,
    ),
    Kind(
        event=PersonInvited,
        says=_("You are invited to a meeting"),
        about=Meeting,
        fact="meeting_id",
        people=_named,
        still=_is_ahead,
    ),
    Kind(
        event=MeetingChanged,
        says=_("A meeting has a new date, time, place or way to dial in"),
        about=Meeting,
        fact="meeting_id",
        people=_invited_if_it_matters,
        still=_is_ahead,
    ),
    Kind(
        event=MeetingCancelled,
        says=_("A meeting has been cancelled"),
        about=Meeting,
        fact="meeting_id",
        people=_invited,
    ),
    Kind(
        own_name="meeting.tomorrow",
        says=_("You have a meeting tomorrow"),
        about=Meeting,
        people=_invited,
        still=_is_ahead,
    ),
    Kind(
        event=PaperPrepared,
        says=_("A paper for a meeting is ready to read"),
        about=Paper,
        fact="paper_id",
        people=_readers,
        marked=_its_meeting,
        joins=("meeting",),
    ),
)
