"""What the home page gathers from the apps. Each part starts from ``visible_to``."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.models.memberships import ADVISERS, ANSWERERS, GUESTS
from core.conditions import among
from deliberation.models import (
    AgreementRound,
    Announcement,
    Entitlement,
    KeyMessage,
    Note,
    Post,
    PostReport,
)
from deliberation.models.asker import PreparedFor
from deliberation.queries import (
    asked_of,
    glasses_in_force,
    glasses_to_confirm,
    glasses_to_end,
    news_for,
    replies_to,
    to_accept,
    waiting_for,
    with_everything,
)
from iag_portal.pages.first_action import first_action, ways_to_begin
from iag_portal.pages.first_steps import beginnings_of, groups_that_begin
from meetings.models import Action, Attendance, Meeting, Minutes, Paper
from network.home import WAITS, that_waits

COMING = 3  # meetings
REPLIES = 5


class Coming(NamedTuple):
    """A meeting ahead, as home shows it to one person.

    :ivar way: how they take part, in words; empty for who has not said so, or is not invited.
    :ivar is_asked: whether they are still to say how they take part.
    :ivar papers: how many of its papers they have not opened.
    """

    meeting: Meeting
    way: str
    is_asked: bool
    papers: int


def what_needs_you(user: User) -> dict[str, Any]:
    """What waits for this person; ``first`` of all, or ``ways`` to begin where nothing does."""
    needs = _needs(user)
    is_empty = not any(needs.values())
    return {
        **needs,
        "first": first_action(needs),
        "is_empty": is_empty,
        "ways": ways_to_begin(user) if is_empty else [],
        "is_guest": bool(user.roles) and set(user.roles.values()) <= GUESTS,
    }


def _needs(user: User) -> dict[str, Any]:
    """Open and coming meetings, rounds that wait for this person, answers that are owed.

    Most of it waits for nobody on most days: one query says which of it there is.
    """
    waits = set(_WAITING(user))
    return {
        **meetings_of(user),
        "actions": list(Action.objects.waiting_for(user)) if "actions" in waits else [],
        "minutes": _minutes(user) if "minutes" in waits else [],
        "rounds": list(_with_wordings(waiting_rounds(user))) if "rounds" in waits else [],
        "owed": list(with_everything(owed_responses(user))) if "owed" in waits else [],
        "to_accept": list(to_accept(user).select_related("group")) if "to_accept" in waits else [],
        "consents": asked_of(user) if "consents" in waits else [],
        "glasses": glasses_to_end(user) if "glasses" in waits else [],
        "glasses_asked": glasses_to_confirm(user) if "glasses" in waits else [],
        "reports": _reports(user) if "reports" in waits else [],
        "notes": _notes(user) if "notes" in waits else [],
        "announcements": _announcements(user) if "announcements" in waits else [],
        "beginnings": beginnings_of(user) if "beginnings" in waits else [],
        "replies": _replies(user) if "replies" in waits else [],
        **{kind: that_waits(kind, user) if kind in waits else [] for kind in WAITS},
        "news": news_for(user),
    }


def waiting(user: User) -> dict[str, QuerySet[Any]]:
    """All that may wait for ``user``, by its name on home."""
    return {
        "actions": Action.objects.near().filter(owner=user),  # those to see among them: below
        "minutes": Minutes.objects.to_check(user),  # the same
        "replies": replies_to(user),
        "rounds": waiting_rounds(user),
        "owed": owed_responses(user),
        "to_accept": to_accept(user),
        "consents": waiting_for(user),
        "glasses": glasses_in_force(user),
        "reports": PostReport.objects.handled_by(user).open(),
        "notes": Note.objects.unread_by(user),
        "announcements": Announcement.objects.unread_by(user),
        "beginnings": groups_that_begin(user),
        **{kind: rows(user) for kind, (rows, _joins) in WAITS.items()},
    }


def _names_of_what_waits(user: User) -> QuerySet[Any]:
    """The name of each part of home that has anything."""
    first, *others = (
        rows.order_by().annotate(asked_as=Value(name)).values_list("asked_as", flat=True)
        for name, rows in waiting(user).items()
    )
    waits: QuerySet[Any] = first.union(*others)
    return waits


_WAITING = PreparedFor(_names_of_what_waits)


def meetings_of(user: User) -> dict[str, Any]:
    """The open meetings, the next ones, and those that wait for a new date. One query."""
    meetings = _AHEAD(user)
    called = [row for row in meetings if row.state == Meeting.State.CALLED]
    postponed = [row for row in meetings if not row.has_date]
    return {
        "open_meetings": [row for row in meetings if row.is_open],
        "coming": [_coming(row) for row in called[:COMING]],
        "postponed": postponed[:COMING],
    }


def _ahead(user: User) -> QuerySet[Any]:
    """The meetings with ``mode``, in which ``user`` takes part, and ``papers_to_open``."""
    mode = Attendance.objects.filter(user=user, meeting=OuterRef("pk")).values("mode")
    papers = Paper.objects.to_open(user).filter(meeting=OuterRef("pk")).order_by()
    numbers = papers.values("meeting").annotate(number=Count("pk", distinct=True)).values("number")
    visible = Meeting.objects.visible_to(user).filter(state__in=Meeting.AHEAD)
    rows: QuerySet[Any] = visible.select_related("group").annotate(
        mode=Coalesce(Subquery(mode), Value("")), papers_to_open=Coalesce(Subquery(numbers), 0)
    )
    return rows.order_by("starts_at")


_AHEAD = PreparedFor(_ahead)


def _coming(row: Any) -> Coming:
    is_asked = row.mode == Attendance.Mode.UNKNOWN
    way = str(Attendance.Mode(row.mode).label) if row.mode and not is_asked else ""
    return Coming(row, way, is_asked, row.papers_to_open if row.mode else 0)


def _minutes(user: User) -> list[Minutes]:
    rows = Minutes.objects.visible_to(user).to_check(user)
    return list(rows.select_related("meeting__group").order_by("check_until", "pk"))


def _reports(user: User) -> list[PostReport]:
    reports = PostReport.objects.handled_by(user).open()
    return list(reports.select_related("post__topic"))


def _notes(user: User) -> list[Note]:
    return list(Note.objects.unread_by(user).select_related("group"))


def _replies(user: User) -> list[Post]:
    return list(replies_to(user).select_related("topic", "author").order_by("-pk")[:REPLIES])


def _announcements(user: User) -> list[Announcement]:
    unread = Announcement.objects.unread_by(user)
    return list(unread.select_related("group", "written_by", "changed_by").order_by("pk"))


def waiting_rounds(user: User) -> QuerySet[AgreementRound]:
    """Open rounds in which ``user`` is asked, still advises, and has not answered."""
    theirs = among("key_message__topic__group", user.groups_as(ADVISERS))
    rounds = AgreementRound.objects.visible_to(user).filter(theirs).taking_answers()
    mine = Entitlement.objects.filter(user=user, recused=False)
    silent = mine.exclude(pk__in=mine.answered().values("pk"))
    return rounds.filter(entitlements__in=silent)


def _with_wordings(rounds: QuerySet[AgreementRound]) -> QuerySet[AgreementRound]:
    return rounds.select_related("wording", "key_message__topic__group")


def owed_responses(user: User) -> QuerySet[KeyMessage]:
    """Key messages that wait for the police, for those who respond or chase the response."""
    theirs = among("topic__group", user.groups_as(ANSWERERS))
    return KeyMessage.objects.visible_to(user).filter(theirs).awaiting_answer()
