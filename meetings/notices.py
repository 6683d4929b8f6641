"""What people are told of meetings and papers."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.notices.kinds import Kind
from meetings.events import (
    MeetingCalled,
    MeetingCancelled,
    MeetingChanged,
    MeetingPostponed,
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
    """The people invited. Nobody is told of an attachment, beyond its post, or of a document."""
    return _invited(paper.meeting, facts) if paper.meeting else User.objects.none()


# What each kind about a meeting has in common.
of_meeting = partial(Kind, about=Meeting, fact="meeting_id", people=_invited)
of_meeting_ahead = partial(of_meeting, still=attrgetter("is_ahead"))

NOTICES = (
    of_meeting_ahead(event=MeetingCalled, says=_("A meeting has been arranged")),
    of_meeting_ahead(event=PersonInvited, says=_("You are invited to a meeting"), people=_named),
    of_meeting_ahead(
        event=MeetingChanged,
        says=_("A meeting has a new date, time, place or way to dial in"),
        people=_invited_if_it_matters,
    ),
    of_meeting_ahead(
        event=MeetingPostponed, says=_("A meeting has been postponed, or has its new date")
    ),
    of_meeting(event=MeetingCancelled, says=_("A meeting has been cancelled")),
    of_meeting_ahead(own_name="meeting.tomorrow", says=_("You have a meeting tomorrow")),
    Kind(
        event=PaperPrepared,
        says=_("A paper for a meeting is ready to read"),
        about=Paper,
        fact="paper_id",
        people=_readers,
        marked=attrgetter("place"),
        joins=("meeting", "post__topic", "page"),
    ),
)
