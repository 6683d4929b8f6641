"""Note what the video host says of who is in it, and have those leave who may not be."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from core.clock import now
from core.emit import emit
from meetings.actions.lock import lock_meeting
from meetings.actions.presence import end_presence
from meetings.actions.video import begin_in_video, kick
from meetings.calls import (
    LEFT_AFTER,
    Call,
    call_of,
    called,
    is_let_in,
    there_since,
    waiting_for,
)
from meetings.events import MeetingEnded, VideoKickDelivered
from meetings.models import Meeting, VideoGrant, VideoKick
from meetings.models.video import NOT_LET_IN
from meetings.video.host import CallEvent, Report
from meetings.video.modes import Mode

# The host tells again what the portal did not hear; what is older than this is its clock.
LONGEST_DELAY = timedelta(hours=6)


@transaction.atomic
def note_report(*, actor: None, report: Report) -> None:
    """Note what the video host says: whom it has put out, who came, who left, and who is there.

    Who came and may not be there is put out: the host lets people in while the portal is silent.
    What was not heard is made up for by who is there: nobody else is, for long.

    :param actor: nobody: it is not said by a person.
    """
    waiting = VideoKick.objects.filter(pk__in=report.done, delivered_at=None)
    for video_kick in waiting.select_related("meeting").order_by("meeting", "pk"):
        _note_delivered(video_kick, actor)
    for meeting in called(report):
        if not call_of(meeting, report).is_quiet:
            lock_meeting(meeting)
            _note_call(meeting, call_of(meeting, report))  # as it stands under the lock


def _note_delivered(video_kick: VideoKick, actor: None) -> None:
    meeting = lock_meeting(video_kick.meeting)  # the end may be taken back, and the order with it
    waiting = VideoKick.objects.filter(pk=video_kick.pk, delivered_at=None)
    if waiting.update(delivered_at=now()):
        event = VideoKickDelivered(
            group_id=meeting.group_id, meeting_id=meeting.pk, user_id=video_kick.user_id
        )
        emit(event, actor=actor)


def _note_call(meeting: Meeting, call: Call) -> None:
    """One meeting's part."""
    if call.is_over:
        VideoKick.objects.create(meeting=meeting, why=MeetingEnded.name)
    for event in call.events:
        if grant := call.grants.get(event.person):
            _note_event(meeting, grant, event)
    for grant in call.there:
        if grant.left_at:  # a leaving that is told late ends nothing
            _left(grant, None)
        elif grant.joined_at is None and not grant.revoked_at:
            _came(meeting, grant, _there_before(meeting, grant) or now())
    for grant in call.unwanted:
        _put_out(meeting, grant)
    for grant in call.gone:
        _note_absent(meeting, grant)


def _note_event(meeting: Meeting, grant: VideoGrant, event: CallEvent) -> None:
    at = _moment(meeting, event.at)
    if not event.joined:
        _left(grant, at)
    elif grant.revoked_at or not is_let_in(grant):
        _put_out(meeting, grant)
    else:
        _came(meeting, grant, at)


def _put_out(meeting: Meeting, grant: VideoGrant) -> None:
    """Who is there and may not be leaves; one order does."""
    if not waiting_for(grant).exists():
        kick(meeting, grant.user_id, grant.participant_id, NOT_LET_IN)


def _moment(meeting: Meeting, at: datetime) -> datetime:
    """When it was, by our clock: not before the meeting was opened, and not to come."""
    latest = now()
    earliest = max(meeting.opened_at or latest, latest - LONGEST_DELAY)
    return min(max(at, earliest), latest)


def _after_the_last(meeting: Meeting, person: User, at: datetime) -> datetime:
    """Times of one person never overlap."""
    ended = meeting.presences.filter(user=person).aggregate(last=Max("ended_at"))["last"]
    return max(at, ended) if ended else at


def _came(meeting: Meeting, grant: VideoGrant, at: datetime) -> None:
    grant.joined_at, grant.left_at = at, None
    VideoGrant.objects.filter(pk=grant.pk).update(joined_at=at, left_at=None)
    if grant.user:
        at = _after_the_last(meeting, grant.user, at)
        begin_in_video(meeting, grant.user, Mode(grant.mode), at)


def _there_before(meeting: Meeting, grant: VideoGrant) -> datetime | None:
    """Since when they are there by tokens before this one: then no coming is told of this."""
    theirs = meeting.video_grants.filter(participant_id=grant.participant_id, revoked_at=None)
    return there_since(theirs.order_by("-issued_at", "-pk"))


def _left(grant: VideoGrant, at: datetime | None) -> None:
    grant.left_at = at
    VideoGrant.objects.filter(pk=grant.pk).update(left_at=at)


def _note_absent(meeting: Meeting, grant: VideoGrant) -> None:
    """Who is not in the call: since a moment ago, or for so long that they are there no more."""
    if grant.left_at is None:
        _left(grant, now())
    elif grant.user and now() - grant.left_at >= LEFT_AFTER:
        end_presence(meeting, grant.user, actor=None, at=grant.left_at)
