"""Come in, leave, and put right when somebody was there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from deliberation.actions import note_mode_in_open_rounds
from meetings.actions.floor import put_hands_down
from meetings.actions.history import note
from meetings.actions.lock import lock_meeting
from meetings.events import PresenceBegan, PresenceCorrected, PresenceEnded
from meetings.models import Attendance, Meeting, MeetingChange, Presence, SpeakerRequest
from meetings.room_code import is_good

Source = Presence.Source
NOT_INVITED = _("They are not invited to this meeting.")
HERE_ALREADY = _("This is written down already.")
NO_ACCESS = _("They are suspended, so they cannot be here.")
GONE = _("They have left already.")
SPOKEN = set(SpeakerRequest.Kind) - {SpeakerRequest.Kind.WRITTEN}
RUN_OUT = _("This code has run out. Scan the one that is on the screen of the room now.")
CHANGED = _("Somebody has corrected this meanwhile. Look at it again.")
OVERLAPS = _("They were there at that time already. Correct that instead.")


@transaction.atomic
def come_in(
    *, actor: User, meeting: Meeting, mode: Attendance.Mode, user: User | None = None
) -> Presence:
    """Note that ``user`` is there from now on, in one way; who was there in another is no longer.

    :param user: ``None`` for oneself; another, whom the chair or the secretary checks in.
    :raises Refused: when they are not invited, are suspended, or are there in this way already.
    """
    person = user or actor
    own = person.pk == actor.pk
    lock_meeting(meeting)
    require(actor, "meetings.say_presence" if own else "meetings.record_presence", meeting)
    _require_access(meeting, person)
    if meeting.presences.filter(user=person, ended_at=None, mode=mode).exists():
        raise Refused(HERE_ALREADY, thing=meeting)
    return begin_presence(
        meeting,
        person,
        mode,
        actor=actor,
        source=Source.SAID if own else Source.RECORDED,
    )


@transaction.atomic
def come_in_by_code(*, actor: User, meeting: Meeting, code: str) -> None:
    """Note that ``actor`` is in the room, where they have scanned ``code``.

    :raises Refused: when it is not the code of this meeting, or has run out.
    """
    lock_meeting(meeting)
    require(actor, "meetings.say_presence", meeting)
    if not is_good(code, meeting.pk, now()):
        raise Refused(RUN_OUT, thing=meeting)
    way = Attendance.Mode.ROOM
    if not meeting.presences.filter(user=actor, ended_at=None, mode=way).exists():
        begin_presence(meeting, actor, way, actor=actor, source=Source.CODE)


@transaction.atomic
def leave(*, actor: User, meeting: Meeting, user: User | None = None) -> None:
    """Note that ``user`` has left; their hand goes down.

    :param user: ``None`` for oneself; another, whom the chair or the secretary checks out.
    :raises Refused: when they are not there.
    """
    person = user or actor
    own = person.pk == actor.pk
    lock_meeting(meeting)
    require(actor, "meetings.say_presence" if own else "meetings.record_presence", meeting)
    if not end_presence(meeting, person, actor=actor):
        raise Refused(GONE, thing=meeting)


def begin_presence(
    meeting: Meeting,
    person: User,
    mode: Attendance.Mode,
    *,
    actor: User | None,
    source: Presence.Source,
    at: datetime | None = None,
) -> Presence:
    """Somebody is there, from now on or ``at``, in one way; part of an action that has asked."""
    at = at or now()
    end_presences(meeting, at, user=person)
    presence = Presence.objects.create(
        meeting=meeting,
        user=person,
        mode=mode,
        began_at=at,
        source=source,
        recorded_by=actor if source == Source.RECORDED else None,
    )
    _tell_open_rounds(meeting, person)
    emit(PresenceBegan(**_pointers(meeting, person)), actor=actor)
    return presence


def _tell_open_rounds(meeting: Meeting, person: User) -> None:
    """In which way ``person`` is there, or was last; else how they said that they take part."""
    times = meeting.presences.filter(user=person).order_by("-began_at")
    plan = meeting.attendances.filter(user=person).values_list("mode", flat=True)
    way = times.values_list("mode", flat=True).first() or plan.first()
    if way:  # nothing is known any more of whose invitation was taken back
        note_mode_in_open_rounds(user=person, meeting_id=meeting.pk, mode=way)


def end_presences(meeting: Meeting, at: datetime, **whose: User) -> int:
    """Nobody is there any more from ``at`` on; part of another action. Answers how many were.

    What began in this very moment was not.

    :param whose: ``user``, for one person alone.
    """
    goes_on = meeting.presences.filter(ended_at=None, **whose)
    begun_now, _each = goes_on.filter(began_at__gte=at).delete()
    return begun_now + goes_on.update(ended_at=at)


def end_presence(
    meeting: Meeting, person: User, *, actor: User | None, at: datetime | None = None
) -> bool:
    """Somebody is no longer there, and their hand goes down; part of an action that has asked.

    What they handed in is read out all the same. Answers whether they were.

    :param at: since when; ``None`` for now.
    """
    if not end_presences(meeting, at or now(), user=person):
        return False
    put_hands_down(meeting, user=person, kind__in=SPOKEN)
    emit(PresenceEnded(**_pointers(meeting, person)), actor=actor)
    return True


@transaction.atomic
def leave_meetings(
    *,
    actor: User | None,
    person_id: int,
    group_id: int | None,
    why: str,  # noqa: ARG001 -- what ended it stands in its own record
) -> None:
    """Somebody whose access ends is no longer in a meeting that goes on.

    :param actor: who ended their access; that action has asked the policy.
    :param group_id: the group that they have left; ``None`` for all.
    """
    goes_on = Presence.objects.filter(user=person_id, ended_at=None)
    if group_id is not None:
        goes_on = goes_on.filter(meeting__group=group_id)
    for presence in goes_on.select_related("meeting", "user").order_by("meeting"):
        put_hands_down(lock_meeting(presence.meeting), user=presence.user)
        end_presence(presence.meeting, presence.user, actor=actor)


@transaction.atomic
def add_presence(
    *,
    actor: User,
    meeting: Meeting,
    user: User,
    mode: Attendance.Mode,
    began_at: datetime,
    ended_at: datetime | None,
) -> Presence:
    """Write down afterwards that ``user`` was there.

    :param ended_at: ``None`` while the meeting goes on and they are still there.
    :raises Refused: when they are not invited, the times lie outside the meeting, or it says
        already that they were there.
    """
    require(actor, "meetings.correct_presence", lock_meeting(meeting))
    _require_invited(meeting, user)
    _require_room_for(meeting, user, began_at, ended_at)
    presence = Presence.objects.create(
        meeting=meeting,
        user=user,
        mode=mode,
        began_at=began_at,
        ended_at=ended_at,
        source=Source.RECORDED,
        recorded_by=actor,
    )
    _note(meeting, actor, user, "", written(presence))
    return presence


@transaction.atomic
def correct_presence(
    *,
    actor: User,
    presence: Presence,
    mode: Attendance.Mode,
    began_at: datetime,
    ended_at: datetime | None,
) -> None:
    """Put right in which way, from when or until when somebody was there.

    Who has no access any more is not said to be still there.

    :raises Refused: as ``add_presence`` does; when somebody has corrected it meanwhile.
    """
    meeting = lock_meeting(presence.meeting)
    require(actor, "meetings.correct_presence", meeting)
    _require_room_for(meeting, presence.user, began_at, ended_at, besides=presence)
    before = written(presence)
    corrected = _as_it_was(presence).update(
        mode=mode, began_at=began_at, ended_at=ended_at, source=Source.RECORDED, recorded_by=actor
    )
    if not corrected:
        raise Refused(CHANGED, thing=meeting)
    presence.refresh_from_db()
    _note(meeting, actor, presence.user, before, written(presence))


@transaction.atomic
def remove_presence(*, actor: User, presence: Presence) -> None:
    """Take away that somebody was there: it was written down by mistake.

    :raises Refused: when somebody has corrected it meanwhile.
    """
    meeting = lock_meeting(presence.meeting)
    require(actor, "meetings.correct_presence", meeting)
    removed, _each = _as_it_was(presence).delete()
    if not removed:
        raise Refused(CHANGED, thing=meeting)
    _note(meeting, actor, presence.user, written(presence), "")


def _as_it_was(presence: Presence) -> QuerySet[Presence]:
    """The row, unless it says something else by now than ``presence`` does."""
    same = {name: getattr(presence, name) for name in ("mode", "began_at", "ended_at")}
    return Presence.objects.filter(pk=presence.pk, **same)


def _require_invited(meeting: Meeting, person: User) -> None:
    if not meeting.attendances.standing().filter(user=person).exists():
        raise Refused(NOT_INVITED, thing=meeting)


def _require_access(meeting: Meeting, person: User) -> None:
    _require_invited(meeting, person)
    if not meeting.attendances.with_access().filter(user=person).exists():
        raise Refused(NO_ACCESS, thing=meeting)


def _require_room_for(
    meeting: Meeting,
    person: User,
    began_at: datetime,
    ended_at: datetime | None,
    besides: Presence | None = None,
) -> None:
    """Refuse times that lie outside the meeting, and what overlaps another presence."""
    last = meeting.ended_at or now()
    end = ended_at or last
    if meeting.opened_at is None or began_at < meeting.opened_at or end > last:
        raise Refused(_("Enter times between the start and the end of the meeting."), thing=meeting)
    if end <= began_at:
        raise Refused(_("The time they left must be after the time they came."), thing=meeting)
    if ended_at is None and not meeting.is_open:
        raise Refused(_("Enter the time they left: the meeting is over."), thing=meeting)
    if ended_at is None:
        _require_access(meeting, person)
    others = meeting.presences.filter(Q(ended_at=None) | Q(ended_at__gt=began_at), user=person)
    if others.filter(began_at__lt=end).exclude(pk__in=[besides.pk] if besides else []).exists():
        raise Refused(OVERLAPS, thing=meeting)


def written(presence: Presence) -> str:
    """A presence as the history of its meeting keeps it, to be read by ``meetings.history``."""
    moments = (presence.began_at, presence.ended_at)
    return " ".join([presence.mode, *(at.isoformat() for at in moments if at)])


def _note(meeting: Meeting, actor: User, person: User, before: str, after: str) -> None:
    what = MeetingChange.What.PRESENCE
    note(meeting, what, actor, before=before, after=after, person=person)
    _tell_open_rounds(meeting, person)
    emit(PresenceCorrected(**_pointers(meeting, person)), actor=actor)


def _pointers(meeting: Meeting, person: User) -> dict[str, int]:
    return {"group_id": meeting.group_id, "meeting_id": meeting.pk, "user_id": person.pk}
