"""What the home page gathers from the apps. Each part starts from ``visible_to``."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value

from accounts.models import User
from accounts.models.memberships import ADVISERS, ANSWERERS
from deliberation.models import AgreementRound, KeyMessage, Note, PostReport
from deliberation.queries import (
    asked_of,
    glasses_in_force,
    glasses_to_confirm,
    glasses_to_end,
    news_for,
    to_accept,
    waiting_for,
    with_everything,
)
from iag_portal.pages.first_steps import beginnings_of, groups_that_begin
from meetings.models import Attendance, Meeting

COMING = 3  # meetings
NEWS = 5  # topics


def what_needs_you(user: User) -> dict[str, Any]:
    """Open and coming meetings, rounds that wait for this person, answers that are owed.

    Most of it waits for nobody on most days: one query says which of it there is.
    """
    rounds, owed, accept = waiting_rounds(user), owed_responses(user), to_accept(user)
    reports, notes = PostReport.objects.handled_by(user).open(), Note.objects.unread_by(user)
    waits = _which(
        rounds=rounds,
        owed=owed,
        to_accept=accept,
        consents=waiting_for(user),
        glasses=glasses_in_force(user),
        reports=reports,
        notes=notes,
        beginnings=groups_that_begin(user),
    )
    return {
        **meetings_of(user),
        "rounds": list(_with_wordings(rounds)) if "rounds" in waits else [],
        "owed": list(with_everything(owed)) if "owed" in waits else [],
        "to_accept": list(accept.select_related("group")) if "to_accept" in waits else [],
        "consents": asked_of(user) if "consents" in waits else [],
        "glasses": glasses_to_end(user) if "glasses" in waits else [],
        "glasses_asked": glasses_to_confirm(user) if "glasses" in waits else [],
        "reports": list(reports.select_related("post__topic")) if "reports" in waits else [],
        "notes": list(notes.select_related("group")) if "notes" in waits else [],
        "beginnings": beginnings_of(user) if "beginnings" in waits else [],
        "news": news_for(user, NEWS),
        "advises": bool(user.groups_as(ADVISERS)),
    }


def _which(**questions: QuerySet[Any]) -> set[str]:
    """Names of the questions that have an answer. One query for all of them."""
    first, *others = (
        found.order_by().annotate(question=Value(name)).values_list("question", flat=True)
        for name, found in questions.items()
    )
    return set(first.union(*others))


def meetings_of(user: User) -> dict[str, Any]:
    """The open meetings, and the next ones, each with whether ``user`` is still to say how."""
    mode = Attendance.objects.filter(user=user, meeting=OuterRef("pk")).values("mode")
    states = (Meeting.State.OPEN, Meeting.State.CALLED)
    found = Meeting.objects.visible_to(user).filter(state__in=states).select_related("group")
    meetings: list[Any] = list(found.annotate(mode=Subquery(mode)).order_by("starts_at"))
    coming = [one for one in meetings if one.state == Meeting.State.CALLED]
    unsaid = Attendance.Mode.UNKNOWN
    return {
        "open_meetings": [one for one in meetings if one.is_open],
        "coming": [(one, one.mode == unsaid) for one in coming[:COMING]],
    }


def waiting_rounds(user: User) -> QuerySet[AgreementRound]:
    """Open rounds in which ``user`` is asked and has not answered."""
    asked = AgreementRound.objects.visible_to(user).filter(
        state=AgreementRound.State.OPEN,
        entitlements__user=user,
        entitlements__recused=False,
    )
    return asked.exclude(positions__user=user)


def _with_wordings(rounds: QuerySet[AgreementRound]) -> QuerySet[AgreementRound]:
    return rounds.select_related("wording", "key_message__topic__group")


def owed_responses(user: User) -> QuerySet[KeyMessage]:
    """Key messages that wait for the police, for those who respond or chase the response."""
    groups = user.groups_as(ANSWERERS)
    visible = KeyMessage.objects.visible_to(user).filter(topic__group__in=groups)
    return visible.awaiting_answer()
