"""What people are told of meetings and papers."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessNeeds, Role, User
from accounts.models.memberships import CHAIRS, ORGANISERS, OWN_PEOPLE
from core.notices.kinds import Kind
from meetings.events import (
    ActionAdded,
    ActionChanged,
    ActionReopened,
    ActionWithdrawn,
    AgendaAgreed,
    AgendaAsked,
    CaptionsArranged,
    CorrectionAccepted,
    CorrectionProposed,
    CorrectionRefused,
    ListenersAllowed,
    MeetingCalled,
    MeetingCancelled,
    MeetingChanged,
    MeetingPostponed,
    MinutesAgreed,
    MinutesPublished,
    PaperPrepared,
    PersonInvited,
    PollOpened,
)
from meetings.models import (
    Action,
    Correction,
    DatePoll,
    Meeting,
    MeetingChange,
    Minutes,
    Paper,
    PaperMark,
)
from meetings.models.papers import PLACES

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


def _chairs(meeting: Meeting, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(meeting.group_id, CHAIRS)


def _invited_if_first(meeting: Meeting, facts: Facts) -> QuerySet[User]:
    """Nobody is told of an agenda that was changed and agreed anew: its page says so."""
    return User.objects.none() if facts["before"] else _invited(meeting, facts)


def _who_run_it(meeting: Meeting, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(meeting.group_id, ORGANISERS)


def _who_need_captions(meeting: Meeting, facts: Facts) -> QuerySet[User]:
    """Those invited who said so, and who writes them; nobody else learns that they did."""
    needs = AccessNeeds.objects.filter(captions=True, membership__group=meeting.group_id)
    concerned = Q(pk__in=needs.values("membership__user")) | Q(pk=facts.get("captioner_id"))
    return _invited(meeting, facts).filter(concerned)


def _named(_meeting: Meeting, facts: Facts) -> QuerySet[User]:
    """The one person whom the event names."""
    return User.objects.filter(pk=facts["user_id"])


def _readers(paper: Paper, facts: Facts) -> QuerySet[User]:
    """The people invited. Nobody is told of an attachment, beyond its post, or of a document."""
    if paper.meeting is None:
        return User.objects.none()
    return _invited(paper.meeting, facts).exclude(pk__in=_opened_earlier(paper).values("user"))


def _readers_of_earlier(paper: Paper, facts: Facts) -> QuerySet[User]:
    """Those of the people invited who have opened the paper that this one replaces."""
    if paper.meeting is None:
        return User.objects.none()
    return _invited(paper.meeting, facts).filter(pk__in=_opened_earlier(paper).values("user"))


def _opened_earlier(paper: Paper) -> QuerySet[PaperMark]:
    """Who has had a paper of this name on their screen that this one replaces."""
    same = Paper.objects.filter(meeting=paper.meeting, title__iexact=paper.title)
    return PaperMark.objects.filter(paper__in=same.filter(paper.replaces, pk__lt=paper.pk))


def _owner(action: Action, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=action.owner_id)


def _new_owner(action: Action, facts: Facts) -> QuerySet[User]:
    """Who owns it now, where that was changed."""
    return _owner(action, facts) if "owner" in facts["changed"] else User.objects.none()


def _same_owner(action: Action, facts: Facts) -> QuerySet[User]:
    """Who owned it before too, and reads that something else was changed."""
    return User.objects.none() if "owner" in facts["changed"] else _owner(action, facts)


def _owner_and_chair(action: Action, _facts: Facts) -> QuerySet[User]:
    chairs = User.objects.in_roles(action.group_id, {Role.CHAIR})
    return User.objects.filter(Q(pk=action.owner_id) | Q(pk__in=chairs.values("pk")))


def _at_the_meeting(minutes: Minutes, facts: Facts) -> QuerySet[User]:
    return _invited(minutes.meeting, facts)


def _asked(poll: DatePoll, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(poll.group_id, OWN_PEOPLE)


def _who_answer(correction: Correction, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(correction.group_id, ORGANISERS)


def _who_proposed(correction: Correction, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=correction.proposed_by_id)


def _meeting_of(correction: Correction) -> Meeting:
    return correction.minutes_item.minutes.meeting


def _reference(action: Action) -> str:
    """Which action, without its words; each group has one of this number."""
    return f"{action.reference}, {action.group}"


def _itself(action: Action) -> Action:
    return action


def _tomorrow() -> str:
    """The reminder, which leads to the page of the meeting."""
    if settings.JITSI.enabled:
        return gettext("You have a meeting tomorrow: try your sound and picture on its page")
    return gettext("You have a meeting tomorrow")


# What each kind about a meeting has in common.
of_meeting = partial(Kind, about=Meeting, fact="meeting_id", people=_invited)
of_meeting_ahead = partial(of_meeting, still=attrgetter("is_ahead"))
of_paper = partial(
    Kind,
    event=PaperPrepared,
    about=Paper,
    is_alike=True,
    fact="paper_id",
    people=_readers,
    marked=attrgetter("place"),
    joins=PLACES,
)
# What each kind about an action has in common.
of_action = partial(
    Kind,
    about=Action,
    fact="action_id",
    people=_owner,
    shows=_reference,
    marked=_itself,
    joins=("group",),
)
# What each kind about minutes has in common, and each about a correction of them.
of_minutes = partial(
    Kind,
    about=Minutes,
    fact="minutes_id",
    people=_at_the_meeting,
    shows=attrgetter("meeting"),
    marked=attrgetter("meeting"),
    joins=("meeting",),
)
of_correction = partial(
    Kind,
    about=Correction,
    fact="correction_id",
    people=_who_proposed,
    shows=_meeting_of,
    marked=attrgetter("minutes_item"),
    joins=("minutes_item__minutes__meeting", "minutes_item__item__topic"),
)
to_be_done = partial(of_action, still=attrgetter("is_to_be_done"))

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
    of_meeting(
        event=AgendaAsked,
        says=_("A draft agenda waits for the chair to agree"),
        people=_chairs,
        still=attrgetter("agenda_waits"),
    ),
    of_meeting_ahead(
        event=AgendaAgreed,
        says=_("The agenda of a meeting has been agreed"),
        people=_invited_if_first,
    ),
    of_meeting_ahead(
        event=CaptionsArranged,
        says=_("Captions are arranged for a meeting, or changed"),
        people=_who_need_captions,
    ),
    of_meeting_ahead(event=ListenersAllowed, says=_("Who can listen to a meeting has changed")),
    of_meeting(event=MeetingCancelled, says=_("A meeting has been cancelled")),
    of_meeting_ahead(own_name="meeting.tomorrow", says=lazy(_tomorrow, str)()),
    of_meeting_ahead(
        own_name="meeting.no_video",
        says=_("The video of a meeting does not answer"),
        people=_who_run_it,
    ),
    Kind(
        event=PollOpened,
        says=_("You are asked which dates you can make for a meeting"),
        about=DatePoll,
        fact="poll_id",
        people=_asked,
        still=attrgetter("takes_answers"),
        settled=DatePoll.is_answered_by,
        joins=("group",),
    ),
    of_paper(says=_("A paper for a meeting is ready to read")),
    of_paper(
        own_name="paper.replaced",
        says=_("A paper that you opened has a newer version"),
        people=_readers_of_earlier,
    ),
    to_be_done(event=ActionAdded, says=_("You have an action to do")),
    to_be_done(
        event=ActionChanged,
        own_name="action.handed_over",
        says=_("An action has been handed over to you"),
        people=_new_owner,
    ),
    to_be_done(event=ActionChanged, says=_("An action of yours has changed"), people=_same_owner),
    to_be_done(event=ActionReopened, says=_("An action of yours is open again")),
    of_action(event=ActionWithdrawn, says=_("An action of yours has been withdrawn")),
    to_be_done(own_name="action.due_soon", says=_("An action of yours is due within 7 days")),
    to_be_done(own_name="action.due", says=_("An action of yours is due today")),
    to_be_done(own_name="action.overdue", says=_("An action is overdue"), people=_owner_and_chair),
    of_minutes(
        event=MinutesPublished,
        says=_("Minutes of a meeting are ready to check"),
        still=attrgetter("is_being_checked"),
    ),
    of_minutes(
        own_name="minutes.check_ends_soon",
        says=_("The time to check the minutes of a meeting is about to end"),
        still=attrgetter("is_being_checked"),
    ),
    of_minutes(event=MinutesAgreed, says=_("Minutes of a meeting have been agreed")),
    of_correction(
        event=CorrectionProposed,
        says=_("A correction of minutes waits for an answer"),
        people=_who_answer,
        still=attrgetter("waits"),
    ),
    of_correction(event=CorrectionAccepted, says=_("A correction of yours has been accepted")),
    of_correction(event=CorrectionRefused, says=_("A correction of yours has not been accepted")),
)
