"""What the video host asks, and who had to leave a call: reads only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, TypedDict

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.policy import Text
from meetings.calls import HEARD, Call, is_let_in, last_heard
from meetings.events import (
    AttendanceSaid,
    InterestDeclared,
    ItemStarted,
    MeetingEnded,
    PersonUninvited,
)
from meetings.models import Meeting, VideoGrant, VideoKick
from meetings.models.video import LISTENS, MOVED, NOT_LET_IN, PUT_OUT
from meetings.queries.rehearsals import may_be_in_rehearsal
from meetings.room_device import names_of_devices
from meetings.video.host import Question, Report
from meetings.video.tokens import minted_at

MOST_ORDERS = 100
REMEMBERED = timedelta(days=7)
ACCESS_ENDED = _("Their access to this meeting ended.")
REASONS: dict[str, Text] = {
    AttendanceSaid.name: _("They sent apologies."),
    InterestDeclared.name: _("They declared an interest in the item under way."),
    ItemStarted.name: _("The item is for members."),
    MeetingEnded.name: _("The meeting ended."),
    PersonUninvited.name: _("Their invitation was taken back."),
    LISTENS: _("They declared an interest in the item under way. They come back and only listen."),
    PUT_OUT: _("The chair or the secretary took them out. They can join again."),
    NOT_LET_IN: _("They had joined while the portal could not be asked."),
}
OF_AN_INTEREST = dict.fromkeys((InterestDeclared.name, LISTENS), _("They left for one item."))
SELDOM = timedelta(seconds=15)  # between two notes that the host was heard


class Order(TypedDict):
    """Somebody whom the host has to put out; with no ``person`` everybody, and the room closes.

    Whoever has come in meanwhile with a token that was minted later than ``issued`` stays.
    """

    id: int
    room: str
    person: str
    issued: int


def may_be_in_video(question: Question) -> bool:
    """Whether this person may be in this room now; people and rooms as the video host knows them.

    A device of the room is asked about in the same way.

    Only with a token that the portal gave, and has not taken back since: who was put out and has a
    new one does not come in with the old, which may say that they moderate. The policy is asked
    each time.
    """
    let_in = VideoGrant.objects.filter(
        meeting__room_name=question.room, participant_id=question.person, revoked_at=None
    ).exclude(participant_id="")
    for grant in let_in.select_related("user", "meeting__group").order_by("-issued_at"):
        if minted_at(grant.issued_at) == question.issued:
            return is_let_in(grant)
    return may_be_in_rehearsal(question)


def orders() -> list[Order]:
    """Whom the video host has still to put out, oldest first."""
    waiting = VideoKick.objects.filter(delivered_at=None).select_related("meeting")
    return [
        Order(
            id=video_kick.pk,
            room=video_kick.meeting.room_name,
            person=video_kick.participant_id,
            issued=minted_at(video_kick.asked_at),
        )
        for video_kick in waiting.order_by("pk")[:MOST_ORDERS]
    ]


class DeviceName(TypedDict):
    """What a device of the room is called now: who is at the table comes and goes."""

    room: str
    person: str
    name: str


def names_in_call(calls: Iterable[Call]) -> list[DeviceName]:
    """Those of the devices that are there. No query where there is none."""
    names = []
    for call in calls:
        devices = {grant.display_id: grant for grant in call.there if grant.display_id}
        grants = list(devices.values())
        known = names_of_devices(grants[0].meeting) if grants else {}
        names += [
            DeviceName(
                room=grant.meeting.room_name, person=grant.participant_id, name=known[display]
            )
            for display, grant in devices.items()
            if display in known
        ]
    return names


class Out(NamedTuple):
    """Somebody who had to leave the video.

    :ivar person: ``None`` for everybody.
    :ivar reason: for whoever runs the meeting: no more than they know from elsewhere.
    :ivar out_at: since when they are; ``None`` until the video host says so.
    """

    person: User | None
    reason: Text
    asked_at: datetime
    out_at: datetime | None


def out_of_video(meeting: Meeting, *, stays: bool) -> list[Out]:
    """Who had to leave the video of a meeting, oldest first. Two queries.

    An order holds no item. Where one began that was not for the reader, no order tells them of an
    interest: it may be one in that item.

    :param stays: whether the reader is there for items that are for members.
    """
    people = meeting.video_kicks.exclude(user=None, participant_id__gt="").exclude(why=MOVED)
    private = meeting.agenda.filter(members_only=True).exclude(started_at=None)
    reasons = REASONS if stays or not private.exists() else {**REASONS, **OF_AN_INTEREST}
    rows = people.select_related("user").order_by("asked_at", "pk")
    return [
        Out(row.user, reasons.get(row.why, ACCESS_ENDED), row.asked_at, row.delivered_at)
        for row in rows
    ]


def note_heard(at: datetime, report: Report) -> None:
    """Remember when the host last said something; a moment more or less is of no interest."""
    last = last_heard()
    if last is None or abs(at - last.at) >= SELDOM:
        report_heard = (at, report.prosody, report.plugin, report.lacks)
        cache.set(HEARD, report_heard, REMEMBERED.total_seconds())
