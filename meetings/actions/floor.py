"""One queue: raise a hand, for oneself or for somebody else; give the floor and take it back."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import Refused, may, require
from core.states import transition, transition_all
from meetings.actions.lock import lock_meeting
from meetings.events import HandLowered, HandRaised, SpeakerCalled, SpeakerFinished
from meetings.models import Attendance, Meeting, SpeakerRequest
from meetings.models.attendance import way_of

State = SpeakerRequest.State


def _pointers(request: SpeakerRequest) -> dict[str, int]:
    return {
        "group_id": request.group_id,
        "meeting_id": request.meeting_id,
        "request_id": request.pk,
        "user_id": request.user_id,
    }


def _join_queue(meeting: Meeting, user: User, recorded_by: User | None) -> SpeakerRequest:
    way = way_of(user, meeting)
    try:
        return SpeakerRequest.objects.create(
            meeting=meeting,
            user=user,
            mode=way or Attendance.Mode.UNKNOWN,
            asked_at=now(),
            recorded_by=recorded_by,
        )
    except IntegrityError:  # the constraint one_hand_a_person: a second press, another window
        raise Refused(_("This hand is up already."), thing=meeting) from None


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
    if not may(user, "meetings.raise_hand", meeting):
        reason = _("They cannot speak now: they observe, sent apologies or declared an interest.")
        raise Refused(reason, permission="meetings.raise_hand", thing=meeting)
    request = _join_queue(meeting, user, actor)
    emit(HandRaised(**_pointers(request)), actor=actor)
    return request


@transaction.atomic
def lower_hand(*, actor: User, request: SpeakerRequest) -> None:
    """Leave the queue.

    :raises Refused: when the person has the floor by now, or has left already.
    """
    require(actor, "meetings.lower_hand", request)
    transition(request, State.LOWERED, if_changed=_("This hand is down already."), ended_at=now())
    emit(HandLowered(**_pointers(request)), actor=actor)


@transaction.atomic
def call_speaker(*, actor: User, request: SpeakerRequest) -> None:
    """Give the floor to somebody in the queue; whoever has it has spoken.

    :raises Refused: when their hand has gone down meanwhile.
    """
    lock_meeting(request.meeting)
    require(actor, "meetings.run_meeting", request)
    transition_all(request.meeting.requests.all(), State.DONE, ended_at=now())
    transition(request, State.SPEAKING, if_changed=_("This hand waits no longer."), called_at=now())
    emit(SpeakerCalled(**_pointers(request)), actor=actor)


@transaction.atomic
def finish_speaker(*, actor: User, request: SpeakerRequest) -> None:
    """Note that the person who has the floor has spoken."""
    require(actor, "meetings.run_meeting", request)
    transition(request, State.DONE, if_changed=_("They have finished already."), ended_at=now())
    emit(SpeakerFinished(**_pointers(request)), actor=actor)


def put_hands_down(requests: QuerySet[SpeakerRequest], at: datetime | None = None) -> None:
    """Those of ``requests`` that wait go down; whoever has the floor has spoken.

    Part of another action, whose event tells the pages.

    :param at: the moment of that action, by which the hands can be found again.
    """
    ended_at = at or now()
    transition_all(requests, State.LOWERED, ended_at=ended_at)
    transition_all(requests, State.DONE, ended_at=ended_at)
