"""What a report of the video host means for the calls that stand: reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet

from accounts.models import Role, User
from core.clock import now
from core.policy import may
from meetings.models import Meeting, Presence, RoomDisplay, VideoGrant, VideoKick
from meetings.models.interests import listens_in
from meetings.models.listeners import hearers, is_private_to_listeners
from meetings.video.host import KEEPS_QUIET, CallEvent, Heard, Report
from meetings.video.modes import Mode
from meetings.video.tokens import device_id, listener_id, participant_id

HEARD = "video.host.heard.2"
# A line that comes back sooner was never away: no second presence, and a hand stays up.
LEFT_AFTER = timedelta(seconds=90)


def number_in_call(user_pk: int, meeting: Meeting) -> str:
    """How the video host, and everybody in the call, knows a person in this meeting."""
    return participant_id(user_pk, meeting.pk, settings.SECRET_KEY.encode())


def known_in_call(meeting: Meeting) -> dict[str, list[str]]:
    """Whom somebody may want large, by kind: their numbers in the call. One query."""
    interpreters = User.objects.in_roles(meeting.group_id, {Role.INTERPRETER})
    invited = meeting.attendances.with_access().filter(user__in=interpreters)
    people = invited.order_by("user").values_list("user", flat=True)
    return {"interpreter": [number_in_call(pk, meeting) for pk in people]}


def devices_in_call(meeting: Meeting) -> list[str]:
    """The numbers of the devices of the room: who speaks there is heard by one. One query."""
    devices = meeting.displays.showing().filter(kind=RoomDisplay.Kind.DEVICE)
    return [number_of_device(pk, meeting) for pk in devices.values_list("pk", flat=True)]


def number_of_device(display_pk: int, meeting: Meeting) -> str:
    """How the video host, and everybody in the call, knows a device of the room."""
    return device_id(display_pk, meeting.pk, settings.SECRET_KEY.encode())


def number_of_listener(listener_pk: int, meeting: Meeting) -> str:
    """How the video host, and everybody in the call, knows somebody who only listens."""
    return listener_id(listener_pk, meeting.pk, settings.SECRET_KEY.encode())


def last_heard() -> Heard | None:
    """When the host last said something, and what; ``None`` where it did not for a week."""
    kept = cache.get(HEARD)
    return Heard(*kept) if kept else None


def keeps_listeners_quiet() -> bool:
    """Whether the video host passes on nothing of listeners, and puts them out of private items.

    Both is done by our plugin. Without it their token would let them speak, and stay.
    """
    heard = last_heard()
    return settings.JITSI.tells and heard is not None and heard.plugin >= KEEPS_QUIET


class Call(NamedTuple):
    """What there is to do in one meeting about what the video host reports of it.

    :ivar events: who came and left, in order.
    :ivar grants: by the host's number of a person, what let them in last.
    :ivar gone: of who is shown as on video: who is there no more, since now or for too long.
    :ivar there: who is there, of whom it has let in.
    :ivar unwanted: who is there, is let in no more, and whom no order that waits puts out.
    :ivar is_over: whether somebody is there after the meeting, and no order closes the room.
    """

    events: Sequence[CallEvent] = ()
    grants: Mapping[str, VideoGrant] = {}
    gone: Sequence[VideoGrant] = ()
    there: Sequence[VideoGrant] = ()
    unwanted: Sequence[VideoGrant] = ()
    is_over: bool = False

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to do."""
        unnoted = any(
            each.left_at or not (each.joined_at or each.revoked_at) for each in self.there
        )
        return not (self.events or self.gone or unnoted or self.unwanted or self.is_over)


def calls_of(report: Report) -> list[Call]:
    """What there is to do in each. Reads only, so that a quiet call locks nothing."""
    return [call_of(meeting, report) for meeting in called(report)]


def called(report: Report) -> QuerySet[Meeting]:
    """The meetings of which a report speaks, and those in which it should name somebody."""
    shown = Presence.objects.filter(source=Presence.Source.VIDEO, ended_at=None)
    open_ones = Q(state=Meeting.State.OPEN, pk__in=shown.values("meeting"))
    return Meeting.objects.filter(Q(room_name__in=report.rooms) | open_ones).order_by("pk")


def call_of(meeting: Meeting, report: Report) -> Call:
    """What there is to do in one of them."""
    here = {person for room, person in report.here if room == meeting.room_name}
    if not meeting.is_open:
        closing = meeting.video_kicks.filter(delivered_at=None, participant_id="")
        return Call(is_over=bool(here) and not closing.exists())
    grants = _last_grants(meeting)
    shown = meeting.presences.filter(source=Presence.Source.VIDEO, ended_at=None)
    absent = set(shown.values_list("user", flat=True))
    there = [grant for person, grant in grants.items() if person in here]
    absent -= {grant.user_id for grant in there}
    devices = [each for each in grants.values() if not each.user_id and each not in there]
    out = _deaf(meeting, there)
    return Call(
        events=[event for event in report.events if event.room == meeting.room_name],
        grants=grants,
        gone=[each for each in grants.values() if each.user_id in absent and _is_due(each)]
        + [each for each in devices if each.joined_at and not each.left_at],
        there=there,
        unwanted=[
            each
            for each in there
            if (each.revoked_at or each.pk in out) and not waiting_for(each).exists()
        ],
    )


def _last_grants(meeting: Meeting) -> dict[str, VideoGrant]:
    """By the host's number of a person, what let them in last."""
    rows = meeting.video_grants.exclude(participant_id="").select_related("user")
    return {grant.participant_id: grant for grant in rows.order_by("issued_at", "pk")}


def there_since(grants: Iterable[VideoGrant]) -> datetime | None:
    """Since when somebody is in the call, of whom these are all grants, the newest first.

    The host's word is noted at the newest, also where they are there by one before it.
    """
    for grant in grants:
        if grant.left_at:
            return None
        if grant.joined_at:
            return grant.joined_at
    return None


def is_let_in(grant: VideoGrant) -> bool:
    """Whether whom it let in may be there still: a person by the policy, a device until removed."""
    if grant.mode == Mode.LISTENER:
        return not _deaf(grant.meeting, [grant])
    if grant.user:
        return _is_let_in_as(grant, grant.user)
    let_in = RoomDisplay.objects.showing().filter(video_grants=grant)
    return grant.meeting.is_open and let_in.exists()


def _is_let_in_as(grant: VideoGrant, person: User) -> bool:
    """Whoever stays and listens for the item under way has nothing that lets them speak."""
    quiet = grant.listens or listens_in(grant.meeting.item_id, person) is None
    return quiet and person.is_active and bool(may(person, "meetings.join_video", grant.meeting))


def _deaf(meeting: Meeting, grants: Iterable[VideoGrant]) -> set[Any]:
    """Of these, the grants of listeners who may hear nothing now. Three queries, or none.

    So whatever closes an item, or the meeting, to listeners closes the call to them too.
    """
    listening = {each.pk: each.listener_id for each in grants if each.mode == Mode.LISTENER}
    if not listening:
        return set()
    if not meeting.is_open or is_private_to_listeners(meeting):
        return set(listening)
    who = meeting.listeners.filter(pk__in=filter(None, listening.values()))
    let_in = set(who.filter(user__in=hearers(meeting).values("pk")).values_list("pk", flat=True))
    return {pk for pk, listener in listening.items() if listener not in let_in}


def waiting_for(grant: VideoGrant) -> QuerySet[VideoKick]:
    """The orders that wait to put out whoever came in with this token."""
    return VideoKick.objects.filter(
        meeting=grant.meeting_id,
        participant_id=grant.participant_id,
        asked_at__gte=grant.issued_at,
        delivered_at=None,
    )


def _is_due(grant: VideoGrant) -> bool:
    """Whether somebody who is away has just gone, or has been away for so long that they left."""
    return grant.left_at is None or now() - grant.left_at >= LEFT_AFTER
