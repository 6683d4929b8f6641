"""One queue: raise a hand or hand in words; give the floor, take it back, and say its rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import Refused, may, require
from core.states import transition, transition_all
from meetings.actions.lock import lock_meeting
from meetings.events import (
    ContributionChanged,
    ContributionWritten,
    FloorRulesChanged,
    HandLowered,
    HandRaised,
    PointRaised,
    SpeakerCalled,
    SpeakerFinished,
)
from meetings.models import Attendance, Meeting, SpeakerRequest
from meetings.models.attendance import way_of

Kind, State = SpeakerRequest.Kind, SpeakerRequest.State


def _pointers(request: SpeakerRequest) -> dict[str, int]:
    return {
        "group_id": request.group_id,
        "meeting_id": request.meeting_id,
        "request_id": request.pk,
        "user_id": request.user_id,
    }


def _join_queue(
    meeting: Meeting, user: User, recorded_by: User | None, **what: Any
) -> SpeakerRequest:
    way = way_of(user, meeting)
    try:
        return SpeakerRequest.objects.create(
            meeting=meeting,
            user=user,
            mode=way or Attendance.Mode.UNKNOWN,
            asked_at=now(),
            recorded_by=recorded_by,
            **what,
        )
    except IntegrityError:  # the constraint one_hand_a_person: a second press, another window
        raise Refused(_("This hand is up already."), thing=meeting) from None


def _require_could(person: User, meeting: Meeting) -> None:
    """Refuse for somebody else what they would be refused themselves."""
    if not may(person, "meetings.raise_hand", meeting):
        reason = _("They cannot speak now: they observe, sent apologies or declared an interest.")
        raise Refused(reason, permission="meetings.raise_hand", thing=meeting)


@transaction.atomic
def raise_hand(*, actor: User, meeting: Meeting) -> SpeakerRequest:
    """Ask to speak: at the end of the one queue, however the person takes part.

    :raises Refused: when their hand is up already.
    """
    require(actor, "meetings.raise_hand", lock_meeting(meeting))
    request = _join_queue(meeting, actor, None)
    emit(HandRaised(**_pointers(request)), actor=actor)
    return request


@transaction.atomic
def raise_hand_for(*, actor: User, meeting: Meeting, user: User) -> SpeakerRequest:
    """Ask to speak for somebody who cannot press a button: in the room, or on the telephone.

    :raises Refused: when their hand is up already, or they may not raise it themselves.
    """
    require(actor, "meetings.raise_hand_for", lock_meeting(meeting))
    _require_could(user, meeting)
    request = _join_queue(meeting, user, actor)
    emit(HandRaised(**_pointers(request)), actor=actor)
    return request


@transaction.atomic
def raise_point(*, actor: User, meeting: Meeting) -> SpeakerRequest:
    """Ask to say something short on what is being said; the chair lets it interrupt, or not.

    :raises Refused: when nobody else is speaking, or their hand is up already.
    """
    require(actor, "meetings.raise_hand", lock_meeting(meeting))
    if not meeting.requests.filter(state=State.SPEAKING).exists():
        raise Refused(_("Nobody is speaking now. Raise your hand."), thing=meeting)
    request = _join_queue(meeting, actor, None, kind=Kind.POINT)
    emit(PointRaised(**_pointers(request)), actor=actor)
    return request


@transaction.atomic
def write_contribution(
    *, actor: User, meeting: Meeting, text: str, user: User | None = None
) -> SpeakerRequest:
    """Hand in words on the item under way; they take a turn in the queue, and are read out.

    :param user: ``None`` for oneself; another, whose words the secretary enters.
    :raises Refused: when their hand is up already, they may not raise it, or nothing is
        under way.
    """
    lock_meeting(meeting)
    person, own = user or actor, user is None
    require(actor, "meetings.raise_hand" if own else "meetings.raise_hand_for", meeting)
    _require_could(person, meeting)
    if meeting.item is None:
        raise Refused(_("No item of the agenda is under way."), thing=meeting)
    what = {"kind": Kind.WRITTEN, "item": meeting.item, "words": text}
    request = _join_queue(meeting, person, None if own else actor, **what)
    emit(ContributionWritten(**_pointers(request)), actor=actor)
    return request


@transaction.atomic
def change_contribution(*, actor: User, request: SpeakerRequest, text: str) -> None:
    """Put other words in the place of those that wait to be read out.

    :raises Refused: once they have been read out or withdrawn.
    """
    require(actor, "meetings.change_contribution", request)
    waiting = SpeakerRequest.objects.filter(pk=request.pk, state=State.WAITING)
    if not waiting.update(words=text):
        raise Refused(_("These words wait no longer."), thing=request)
    emit(ContributionChanged(**_pointers(request)), actor=actor)


@transaction.atomic
def lower_hand(*, actor: User, request: SpeakerRequest) -> None:
    """Leave the queue. Words that were handed in go.

    :raises Refused: when the person has the floor by now, or has left already.
    """
    written = request.is_contribution
    require(actor, "meetings.change_contribution" if written else "meetings.lower_hand", request)
    left = {"ended_at": now(), "words": ""} if written else {"ended_at": now()}
    transition(request, State.LOWERED, if_changed=_("This hand is down already."), **left)
    emit(HandLowered(**_pointers(request)), actor=actor)


@transaction.atomic
def call_speaker(*, actor: User, request: SpeakerRequest) -> None:
    """Give the floor to somebody in the queue; whoever has it has spoken.

    A point on what is being said only interrupts them.

    :raises Refused: when their hand has gone down meanwhile.
    """
    meeting = lock_meeting(request.meeting)
    require(actor, "meetings.run_meeting", request)
    _make_room(meeting, pausing=request.kind == Kind.POINT)
    transition(
        request,
        State.SPEAKING,
        if_changed=_("This hand waits no longer."),
        among=meeting.requests.filter(state=State.WAITING),
        called_at=now(),
        item_id=request.item_id or meeting.item_id,
    )
    emit(SpeakerCalled(**_pointers(request)), actor=actor)


@transaction.atomic
def call_person(*, actor: User, meeting: Meeting, user: User) -> SpeakerRequest:
    """Give the floor to somebody who did not ask for it, such as an observer.

    :raises Refused: when they are not there, take no part in the item, or are in the queue.
    """
    require(actor, "meetings.run_meeting", lock_meeting(meeting))
    if not (user.is_active and may(user, "meetings.take_floor", meeting)):
        reason = _("They cannot speak now: they sent apologies, or the item is not for them.")
        raise Refused(reason, permission="meetings.take_floor", thing=meeting)
    if meeting.requests.filter(user=user, state__in=SpeakerRequest.ACTIVE).exists():
        raise Refused(_("They are in the queue already. Call them there."), thing=meeting)
    _make_room(meeting, pausing=False)
    called = {"kind": Kind.CALLED, "state": State.SPEAKING, "called_at": now()}
    request = _join_queue(meeting, user, None, item=meeting.item, **called)
    emit(SpeakerCalled(**_pointers(request)), actor=actor)
    return request


@transaction.atomic
def finish_speaker(*, actor: User, request: SpeakerRequest) -> None:
    """Note that the person who has the floor has spoken; whom they interrupted goes on."""
    meeting = lock_meeting(request.meeting)
    require(actor, "meetings.run_meeting", request)
    transition(request, State.DONE, if_changed=_("They have finished already."), ended_at=now())
    _go_on(meeting)
    emit(SpeakerFinished(**_pointers(request)), actor=actor)


@transaction.atomic
def set_floor_rules(
    *,
    actor: User,
    meeting: Meeting,
    fresh_first: bool,
    remote_first: bool,
    soft_limit: int | None,
) -> None:
    """Choose the order of the queue, and after how many minutes a turn is said to be long.

    :param fresh_first, remote_first: see ``meetings.turns``.
    :param soft_limit: minutes; ``None`` for no limit. It cuts nobody off.
    """
    require(actor, "meetings.run_meeting", lock_meeting(meeting))
    Meeting.objects.filter(pk=meeting.pk).update(
        fresh_first=fresh_first, remote_first=remote_first, soft_limit=soft_limit
    )
    event = FloorRulesChanged(group_id=meeting.group_id, meeting_id=meeting.pk)
    emit(event, actor=actor)


def put_hands_down(meeting: Meeting, at: datetime | None = None, **whose: Any) -> None:
    """The hands of ``whose`` that wait go down; whoever has the floor has spoken.

    Part of another action, whose event tells the pages.

    :param at: the moment of that action, by which the hands can be found again.
    """
    ended_at, requests = at or now(), meeting.requests.filter(**whose)
    transition_all(requests, State.LOWERED, ended_at=ended_at)
    transition_all(requests, State.DONE, ended_at=ended_at)
    _go_on(meeting)


def _make_room(meeting: Meeting, *, pausing: bool) -> None:
    """Whoever has the floor has spoken; with ``pausing`` they wait, unless it was for a point."""
    speaking = meeting.requests.filter(state=State.SPEAKING)
    if pausing:
        transition_all(speaking.exclude(kind=Kind.POINT), State.PAUSED, paused_at=now())
    transition_all(speaking if pausing else meeting.requests.all(), State.DONE, ended_at=now())


def _go_on(meeting: Meeting) -> None:
    """Whoever was interrupted has the floor again, once nobody has it."""
    paused = meeting.requests.filter(state=State.PAUSED).first()
    if paused is None or meeting.requests.filter(state=State.SPEAKING).exists():
        return
    since = paused.paused_at or now()
    so_far = paused.paused + (now() - since)
    transition_all(
        meeting.requests.filter(pk=paused.pk), State.SPEAKING, paused_at=None, paused=so_far
    )
