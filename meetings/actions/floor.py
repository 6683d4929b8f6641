"""One queue: raise a hand, for oneself or for somebody else; give the floor and take it back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from iag_portal.clock import now
from iag_portal.emit import emit
from iag_portal.policy import Refused, may, require
from meetings.actions.lock import lock_meeting
from meetings.events import HandLowered, HandRaised, SpeakerCalled, SpeakerFinished
from meetings.models import Attendance, Meeting, SpeakerRequest

State = SpeakerRequest.State


def _pointers(request: SpeakerRequest) -> dict[str, int]:
    return {
        "group_id": request.group_id,
        "meeting_id": request.meeting_id,
        "request_id": request.pk,
        "user_id": request.user_id,
    }


def _join_queue(meeting: Meeting, user: User, recorded_by: User | None) -> SpeakerRequest:
    mode = meeting.attendances.filter(user=user).values_list("mode", flat=True).first()
    try:
        with transaction.atomic():
            return SpeakerRequest.objects.create(
                meeting=meeting,
                user=user,
                mode=mode or Attendance.Mode.UNKNOWN,
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
    _move(request, State.WAITING, State.LOWERED, "ended_at", _("This hand is down already."))
    emit(HandLowered(**_pointers(request)), actor=actor)


@transaction.atomic
def call_speaker(*, actor: User, request: SpeakerRequest) -> None:
    """Give the floor to somebody in the queue; whoever has it has spoken.

    :raises Refused: when their hand has gone down meanwhile.
    """
    lock_meeting(request.meeting)
    require(actor, "meetings.run_meeting", request)
    speaking = request.meeting.requests.filter(state=State.SPEAKING)
    speaking.update(state=State.DONE, ended_at=now())
    _move(request, State.WAITING, State.SPEAKING, "called_at", _("This hand waits no longer."))
    emit(SpeakerCalled(**_pointers(request)), actor=actor)


@transaction.atomic
def finish_speaker(*, actor: User, request: SpeakerRequest) -> None:
    """Note that the person who has the floor has spoken."""
    require(actor, "meetings.run_meeting", request)
    _move(request, State.SPEAKING, State.DONE, "ended_at", _("They have finished already."))
    emit(SpeakerFinished(**_pointers(request)), actor=actor)


def put_hands_down(requests: QuerySet[SpeakerRequest]) -> None:
    """Those of ``requests`` that wait go down; whoever has the floor has spoken.

    Part of another deed, whose event tells the pages.
    """
    requests.filter(state=State.WAITING).update(state=State.LOWERED, ended_at=now())
    requests.filter(state=State.SPEAKING).update(state=State.DONE, ended_at=now())


def _move(request: SpeakerRequest, before: State, after: State, at: str, late: str) -> None:
    """Compare and set: of two who press at once, the second is refused with ``late``."""
    rows = SpeakerRequest.objects.filter(pk=request.pk, state=before)
    if not rows.update(**{"state": after, at: now()}):
        raise Refused(late, thing=request)
