"""Ask for a visit, confirm its checks, book it, call it off; let it be over."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AdvisoryGroup, LegalHold, User
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.policy import ChangedMeanwhile, Refused, require
from core.states import transition
from visits import queries
from visits.events import (
    VisitBooked,
    VisitCancelled,
    VisitChecked,
    VisitEnded,
    VisitEvent,
    VisitLapseAnnounced,
    VisitLapsed,
    VisitRequested,
)
from visits.models import Visit
from visits.models.visits import LONGEST, OPEN_FOR, WARNED_BEFORE

LATE = gettext_lazy("Somebody else did this meanwhile.")
State = Visit.State


class Booking(NamedTuple):
    """When somebody is taken out, where they meet, and whom they go with."""

    starts_at: datetime
    ends_at: datetime
    meeting_place: str
    officer: str


@transaction.atomic
def request_visit(*, actor: User, group: AdvisoryGroup, wants: str, dates: str) -> Visit:
    """Ask to be taken out; the chair and the secretary are told.

    :raises Refused: unless ``actor`` is a member of the group, without a visit that is not over.
    """
    lock(group, "closed_at")  # of two at once one is refused
    require(actor, "visits.apply_for_visit", group)
    visit = Visit.objects.create(
        group=group, observer=actor, wants=wants, dates=dates, applied_at=now()
    )
    _say(VisitRequested, visit, actor)
    return visit


@transaction.atomic
def check_visit(*, actor: User, visit: Visit, checked_on: date, why_again: str = "") -> None:
    """Confirm that the member is 18 and has passed the checks of the police.

    That they signed the agreement and accepted the risk assessment, the portal knows.

    :param checked_on: day on which they passed them.
    :param why_again: why they go again within a year: the chair says so.
    :raises Refused: unless ``actor`` organises the group and somebody else goes; before the member
        has accepted both; for a day to come; when they were out within a year, with no reason, or
        where ``actor`` does not chair the group.
    """
    lock(visit, "state", "risks")
    require(actor, "visits.check_visit", visit)
    if checked_on > today():
        raise Refused(_("The checks were passed today or before."), thing=visit)
    again = queries.visited_before(visit) is not None
    if again:
        require(actor, "visits.check_again", visit)
    if again and not why_again:
        raise Refused(_("Say why this member goes again within a year."), thing=visit)
    transition(
        visit,
        State.CHECKED,
        if_changed=LATE,
        checked_on=checked_on,
        checked_by=actor,
        why_again=why_again if again else "",
    )
    emit(VisitChecked(group_id=visit.group_id, visit_id=visit.pk, again=int(again)), actor=actor)


@transaction.atomic
def book_visit(*, actor: User, visit: Visit, booking: Booking, after: int) -> Visit:
    """Give it a time, or another one.

    :param after: the version that was on the screen.
    :raises ChangedMeanwhile: when somebody else booked it meanwhile.
    :raises Refused: unless ``actor`` organises the group and somebody else goes; before the checks
        are confirmed; for a time that is past, or longer than twelve hours; under a legal hold.
    """
    lock(visit, "state", "version", "risks", *Booking._fields)
    require(actor, "visits.book_visit", visit)
    if visit.version != after:
        raise ChangedMeanwhile(visit)
    if booking.starts_at <= now():
        raise Refused(_("A visit is booked for a time to come."), thing=visit)
    if not booking.starts_at < booking.ends_at <= booking.starts_at + LONGEST:
        raise Refused(_("A visit is at most twelve hours long."), thing=visit)
    if booking == tuple(getattr(visit, name) for name in Booking._fields):
        raise Refused(_("Nothing is changed."), thing=visit)
    transition(visit, State.BOOKED, if_changed=LATE, version=after + 1, **booking._asdict())
    emit(
        VisitBooked(group_id=visit.group_id, visit_id=visit.pk, version=visit.version),
        actor=actor,
    )
    return visit


@transaction.atomic
def cancel_visit(*, actor: User, visit: Visit, reason: str) -> Visit:
    """Call it off, or say that it did not take place.

    :raises Refused: unless ``actor`` is who goes, or organises the group; once it is cancelled.
    """
    lock(visit, "state")
    require(actor, "visits.cancel_visit", visit)
    _cancel(visit, actor, reason)
    return visit


@transaction.atomic
def end_visit(*, actor: None, visit: Visit) -> None:
    """Let it be over: the member is told that a report is due. A second time does nothing.

    :param actor: nobody: the clock does it.
    """
    lock(visit, "state", "ends_at")
    if visit.is_booked and visit.ends_at and visit.ends_at <= now():
        transition(visit, State.DONE, if_changed=LATE)
        _say(VisitEnded, visit, actor)


@transaction.atomic
def warn_of_lapse(*, actor: None, visit: Visit) -> None:
    """Say that it is called off unless it is booked. A second time does nothing, nor under a hold.

    :param actor: nobody: the clock does it.
    """
    lock(visit, "state", "warned_at")
    begins = visit.applied_at + OPEN_FOR - WARNED_BEFORE
    if visit.is_unbooked and not visit.warned_at and begins <= now() and not LegalHold.on(visit):
        visit.warned_at = now()
        visit.save(update_fields=["warned_at"])
        _say(VisitLapseAnnounced, visit, actor)


@transaction.atomic
def lapse_visit(*, actor: None, visit: Visit) -> None:
    """Call off what nobody booked in time. A second time does nothing, nor under a legal hold.

    :param actor: nobody: the clock does it.
    """
    lock(visit, "state", "warned_at")
    if visit.lapses_at and visit.lapses_at <= now() and not LegalHold.on(visit):
        reason = _("It was not booked within %d days. The member can ask anew.") % OPEN_FOR.days
        _close(visit, actor, reason)
        _say(VisitLapsed, visit, actor)


@transaction.atomic
def cancel_visits_of(
    *,
    actor: User | None,
    person_id: int,
    group_id: int | None,
    why: str,  # noqa: ARG001 -- what ended it stands in its own record
) -> None:
    """Call off what somebody has not been out on whose place in the group has ended.

    :param actor: who ended it; that action has asked the policy.
    :param group_id: the group that they have left; ``None`` for all.
    """
    open_visits = Visit.objects.open().filter(observer=person_id).select_related("observer")
    if group_id is not None:
        open_visits = open_visits.filter(group=group_id)
    for visit in open_visits.order_by("pk"):
        if not queries.can_go(visit):
            _cancel(visit, actor, _("The member’s place in the group, or their access, has ended."))


def _cancel(visit: Visit, actor: User | None, reason: str) -> None:
    _close(visit, actor, reason)
    _say(VisitCancelled, visit, actor)


def _close(visit: Visit, actor: User | None, reason: str) -> None:
    transition(
        visit,
        State.CANCELLED,
        if_changed=LATE,
        cancelled_by=actor,
        cancelled_at=now(),
        why_cancelled=reason,
    )


def _say(kind: type[VisitEvent], visit: Visit, actor: User | None) -> None:
    emit(kind(group_id=visit.group_id, visit_id=visit.pk), actor=actor)
