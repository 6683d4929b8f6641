"""Let one person into the video of one meeting, for five minutes, and out again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.memberships import CHAIRS
from accounts.permissions import role_in
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from meetings.actions.lock import lock_meeting
from meetings.actions.presence import begin_presence
from meetings.calls import (
    keeps_listeners_quiet,
    known_in_call,
    number_in_call,
    there_since,
)
from meetings.events import (
    InterestDeclared,
    VideoJoined,
    VideoRevoked,
)
from meetings.models import Attendance, Meeting, Presence, VideoGrant, VideoKick
from meetings.models.interests import listens_in
from meetings.models.video import LISTENS, MOVED, PUT_OUT
from meetings.video.modes import Mode
from meetings.video.passes import VideoPass, video_pass
from meetings.video.tokens import expires_at

Source = Presence.Source


class Elsewhere(Exception):
    """They are in the video on another device: a question, and no refusal to be on record."""


@transaction.atomic
def join_video(*, actor: User, meeting: Meeting, mode: Mode, over: bool = True) -> VideoPass:
    """Mint a token for ``actor``. Nobody uses it after five minutes.

    They are there once the video host says so; from now on, where it says nothing.

    :param over: whether they leave the video on another device, if they are in it there.
    :raises Elsewhere: when they are, and do not.
    :raises Refused: when the meeting is not open, or this portal has no video host.
    """
    require(actor, "meetings.join_video", lock_meeting(meeting))  # an item for members may begin
    jitsi = settings.JITSI
    if not jitsi.enabled:
        raise Refused(
            _("This portal has no video. Everything else works without it."), thing=meeting
        )
    listens = only_listens(actor, meeting)
    moderator = role_in(actor, meeting) in CHAIRS and not listens
    person = number_in_call(actor.pk, meeting)
    leave_elsewhere(meeting, actor, over=over)
    at = after_orders(meeting, actor)
    mode = _without_echo(meeting, actor, mode)
    grant: dict[str, Any] = {"participant_id": person, "moderator": moderator}
    note_grant(meeting, actor, mode, at, listens=listens, **grant)
    emit(
        VideoJoined(group_id=meeting.group_id, meeting_id=meeting.pk, user_id=actor.pk), actor=actor
    )
    return video_pass(
        jitsi,
        room=meeting.room_name,
        person_id=person,
        display_name=actor.name,
        mode=mode,
        known=known_in_call(meeting),
        title=_("Video of the meeting of %(group)s") % {"group": meeting.group.name},
        at=at,
        moderator=moderator,
        listens=listens,
    )


def only_listens(person: User, meeting: Meeting) -> bool:
    """Whether a token for the item under way lets ``person`` only hear and see.

    :raises Refused: when it should, and the video host does not keep them quiet.
    """
    listens = listens_in(meeting.item_id, person) is True
    if listens and not keeps_listeners_quiet():
        raise Refused(
            _(
                "You declared an interest in this item, and the video of this portal cannot keep"
                " your microphone off. You come back when the item is over."
            ),
            thing=meeting,
        )
    return listens


def after_orders(meeting: Meeting, person: User) -> datetime:
    """From when a new token is: later than each order to put them out that waits.

    The host compares seconds, so one of the same second would be put out with the one before it.
    """
    waiting = meeting.video_kicks.filter(user=person, delivered_at=None)
    last = waiting.aggregate(last=Max("asked_at"))["last"]
    return max(now(), last + timedelta(seconds=1)) if last else now()


def leave_elsewhere(meeting: Meeting, person: User, *, over: bool = True) -> None:
    """One person has one voice: what the host let in with an older token is put out."""
    grants = meeting.video_grants.filter(user=person, revoked_at=None)
    newest_first = list(grants.order_by("-issued_at", "-pk"))
    if not there_since(newest_first):
        return
    if not over:
        raise Elsewhere
    kick(meeting, person.pk, newest_first[0].participant_id, MOVED)


def _without_echo(meeting: Meeting, person: User, mode: Mode) -> Mode:
    """Who is known to be in the room hears the room: they look at the pictures without sound."""
    room = meeting.presences.filter(user=person, ended_at=None, mode=Attendance.Mode.ROOM)
    return Mode.IN_ROOM if room.exclude(source=Source.VIDEO).exists() else mode


def note_grant(
    meeting: Meeting, person: User, mode: Mode, at: datetime, **grant: str | bool
) -> None:
    """Write down the token that lets somebody in; part of the action that mints it."""
    VideoGrant.objects.create(
        meeting=meeting, user=person, mode=mode, issued_at=at, expires_at=expires_at(at), **grant
    )
    if not settings.JITSI.tells:
        begin_in_video(meeting, person, mode)


@transaction.atomic
def revoke_video(*, actor: User | None, person_id: int, group_id: int | None, why: str) -> None:
    """Void what lets somebody into the video, and write down that they must leave it.

    Their next press of Join asks the policy again.

    :param actor: who ended their access; that action has asked the policy.
    :param group_id: the group that they have left; ``None`` for all.
    :param why: name of the event that ended it.
    """
    grants = VideoGrant.objects.filter(user=person_id, revoked_at=None)
    if group_id is not None:
        grants = grants.filter(meeting__group=group_id)
    for meeting in Meeting.objects.filter(pk__in=grants.values("meeting")).order_by("pk"):
        close_video(meeting, person_id, actor=actor, why=why)


@transaction.atomic
def put_out_of_video(*, actor: User, attendance: Attendance) -> None:
    """Have somebody leave the video. Their next press of Join asks the policy, and lets them in.

    :raises Refused: when nothing lets them in: they are not there.
    """
    require(actor, "meetings.put_out_of_video", attendance)
    meeting = lock_meeting(attendance.meeting)
    if not close_video(meeting, attendance.user_id, actor=actor, why=PUT_OUT):
        raise Refused(_("They are not in the video any more."), thing=meeting)


def close_video(meeting: Meeting, person_id: int, *, actor: User | None, why: str) -> bool:
    """The same in one meeting; part of the action that ends their access. Most never joined."""
    if not meeting.video_grants.filter(user=person_id, revoked_at=None).update(revoked_at=now()):
        return False
    if meeting.is_open:  # in another there is nobody left to send away
        kick(meeting, person_id, number_in_call(person_id, meeting), why)
    event = VideoRevoked(group_id=meeting.group_id, meeting_id=meeting.pk, user_id=person_id)
    emit(event, actor=actor)
    return True


def stand_apart(meeting: Meeting, person_id: int, *, listens: bool, actor: User) -> None:
    """Close the video to somebody with an interest in the item under way.

    Whoever listens comes back at once, with a token that lets them do nothing else, unless they
    are there with such a one already.
    """
    speaking = meeting.video_grants.filter(user=person_id, revoked_at=None, listens=False)
    if not listens:
        close_video(meeting, person_id, actor=actor, why=InterestDeclared.name)
    elif speaking.exists():
        close_video(meeting, person_id, actor=actor, why=LISTENS)


def kick(meeting: Meeting, person_id: int | None, person: str, why: str) -> None:
    """Have the host put out whoever is ``person`` there, by each token minted until now.

    One that came after an order is of the next second (:func:`after_orders`), and goes as well.
    """
    minted = meeting.video_grants.filter(participant_id=person).aggregate(last=Max("issued_at"))
    at = max(now(), minted["last"] or now())
    VideoKick.objects.create(
        meeting=meeting, user_id=person_id, participant_id=person, why=why, asked_at=at
    )


def end_call(meeting: Meeting, *, why: str) -> None:
    """Nobody stays in the video; part of the action that ends the meeting."""
    if not meeting.video_grants.exists():
        return
    at = now()
    meeting.video_grants.filter(revoked_at=None).update(revoked_at=at)
    VideoKick.objects.create(meeting=meeting, why=why, asked_at=at)


def resume_call(meeting: Meeting) -> None:
    """The video is not closed any more; part of the action that takes the end back.

    Where the host has not closed it, who was let in until the end still is, unless their access has
    ended since.
    """
    closing = meeting.video_kicks.filter(participant_id="", delivered_at=None)
    let_in = Q(user__in=meeting.attendances.with_access().values("user")) | ~Q(display=None)
    meeting.video_grants.filter(
        let_in, revoked_at__in=closing.values_list("asked_at", flat=True)
    ).update(revoked_at=None)
    closing.delete()


def begin_in_video(meeting: Meeting, person: User, mode: Mode, at: datetime | None = None) -> None:
    """Who joins the video is there; in the way in which they are there already, if they are."""
    if not meeting.presences.filter(user=person, ended_at=None).exists():
        begin_presence(meeting, person, _way(mode), actor=person, source=Source.VIDEO, at=at)


def _way(mode: Mode) -> Attendance.Mode:
    if mode is Mode.TELEPHONE:
        return Attendance.Mode.TELEPHONE
    return Attendance.Mode.VIDEO if mode.is_remote else Attendance.Mode.ROOM
