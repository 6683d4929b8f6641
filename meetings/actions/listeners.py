"""Open a meeting to listeners; listen; stop. Who listens is written in no record, how many is."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from meetings.actions.lock import lock_meeting
from meetings.calls import keeps_listeners_quiet, number_of_listener
from meetings.events import ListenersAllowed, ListenersCounted
from meetings.models import Listener, Meeting, VideoGrant
from meetings.models.listeners import AWAY, hearers
from meetings.video.modes import Mode
from meetings.video.passes import VideoPass, video_pass
from meetings.video.tokens import expires_at

Kind = Meeting.Listeners


@transaction.atomic
def open_to_listeners(
    *, actor: User, meeting: Meeting, kinds: Collection[Meeting.Listeners]
) -> None:
    """Say who of its circle may listen to a meeting; with no kind nobody may, also who listens now.

    Captions from before it was opened to more people are for no listener.

    :raises Refused: when the meeting is OFFICIAL-SENSITIVE, or a kind belongs to networks and its
        group is none.
    """
    require(actor, "meetings.open_to_listeners", lock_meeting(meeting))
    is_network = meeting.group.kind == AdvisoryGroup.Kind.NATIONAL
    if not is_network and set(kinds) - {Kind.MEMBERS}:
        raise Refused(_("Only a meeting of a network can be open to others."), thing=meeting)
    chosen = tuple(kind for kind in Kind if kind in kinds)
    if list(chosen) == meeting.heard_by:
        return
    fields: dict[str, Any] = {kind.field: kind in chosen for kind in Kind}
    if set(chosen) - set(meeting.heard_by):
        fields["heard_since"] = now()
    Meeting.objects.filter(pk=meeting.pk).update(**fields)
    for name, value in fields.items():
        setattr(meeting, name, value)
    ids = {"group_id": meeting.group_id, "meeting_id": meeting.pk}
    emit(ListenersAllowed(**ids, kinds=chosen), actor=actor)
    _keep_hearers(meeting)


@transaction.atomic
def listen(*, actor: User, meeting: Meeting) -> None:
    """Begin to listen, or go on: their page asks again.

    :raises Refused: when the meeting is not open to them, or they take part in it.
    """
    require(actor, "meetings.listen", lock_meeting(meeting))
    Listener.objects.update_or_create(meeting=meeting, user=actor, defaults={"seen_at": now()})
    _count(meeting)


@transaction.atomic
def join_video_to_listen(*, actor: User, meeting: Meeting) -> VideoPass:
    """Mint a token with which somebody hears and sees the floor, and can do nothing in the video.

    Others read there that it is a listener, and not who. The grant knows the row of the listener,
    and no person: with that row goes what tells who it was.

    :raises Refused: when they do not listen, the item is not for listeners, or there is no video
        in which nobody hears them.
    """
    require(actor, "meetings.listen_to_item", lock_meeting(meeting))
    listener = meeting.listeners.filter(user=actor).first()
    if listener is None:
        raise Refused(_("Press “Listen” first."), thing=meeting)
    if not keeps_listeners_quiet():
        raise Refused(_("This portal has no video for listeners."), thing=meeting)
    at = now()
    number = number_of_listener(listener.pk, meeting)
    VideoGrant.objects.create(
        meeting=meeting,
        listener=listener,
        participant_id=number,
        mode=Mode.LISTENER,
        moderator=False,
        issued_at=at,
        expires_at=expires_at(at),
    )
    _count(meeting)
    return video_pass(
        settings.JITSI,
        room=meeting.room_name,
        person_id=number,
        display_name=_("Listener"),
        mode=Mode.LISTENER,
        title=_("Video of the meeting of %(group)s") % {"group": meeting.group.name},
        at=at,
    )


@transaction.atomic
def stop_listening(*, actor: User, meeting: Meeting) -> None:
    """Listen no longer; where somebody does not, nothing happens."""
    lock_meeting(meeting)
    meeting.listeners.filter(user=actor).delete()
    _count(meeting)


@transaction.atomic
def leave_listening(
    *,
    actor: User | None,  # noqa: ARG001 -- the number is nobody's doing
    person_id: int,
    group_id: int | None,  # noqa: ARG001 -- a place in one group lets into meetings of another
    why: str,  # noqa: ARG001 -- whatever ended it
) -> None:
    """Let nobody listen whose access ends; whoever still may presses “Listen” again.

    :param actor: who ended their access; that action has asked the policy.
    :param group_id: the group that they have left; ``None`` for all.
    :param why: name of the event that ended it.
    """
    for meeting in Meeting.objects.filter(listeners__user=person_id).order_by("pk"):
        lock_meeting(meeting)
        meeting.listeners.filter(user=person_id).delete()
        _count(meeting)


@transaction.atomic
def count_listeners(*, actor: None, meeting: Meeting) -> None:  # noqa: ARG001 -- nobody
    """Count anew: whose page is closed listens no more, nor who may not any longer.

    :param actor: nobody: it follows from who asks.
    """
    lock_meeting(meeting)
    meeting.listeners.filter(seen_at__lt=now() - AWAY).delete()
    _keep_hearers(meeting)


def forget_listeners(meeting: Meeting) -> None:
    """Only how many there were at the most is kept; part of the action that ends a meeting."""
    meeting.listeners.all().delete()
    Meeting.objects.filter(pk=meeting.pk).update(listening=0)
    meeting.listening = 0


def _keep_hearers(meeting: Meeting) -> None:
    meeting.listeners.exclude(user__in=hearers(meeting).values("pk")).delete()
    _count(meeting)


def _count(meeting: Meeting) -> None:
    """Write down how many listen, and say so where that is new; of whom it is, nobody is told."""
    number = meeting.listeners.count()
    if number == meeting.listening:
        return
    most = max(number, meeting.most_listening)
    Meeting.objects.filter(pk=meeting.pk).update(listening=number, most_listening=most)
    meeting.listening, meeting.most_listening = number, most
    ids = {"group_id": meeting.group_id, "meeting_id": meeting.pk}
    emit(ListenersCounted(**ids, number=number), actor=None)
