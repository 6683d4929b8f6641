"""The minutes of a meeting: they are drafted, written, published, and agreed for good."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import pdf, text
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.policy import ChangedMeanwhile, Refused, require
from core.states import transition
from core.working_days import working_day_after
from deliberation.models import Space
from meetings.actions.lock import lock_meeting
from meetings.events import (
    MinutesAgreed,
    MinutesCopyTaken,
    MinutesDrafted,
    MinutesPublished,
    MinutesWritten,
)
from meetings.models import Correction, Meeting, Minutes, MinutesItem, MinutesVersion

State = Minutes.State
LATE = _("Somebody published these minutes, or had them agreed, meanwhile. Look at them again.")
NOTHING_SEEN = _("Write something that people can see.")
NOTHING_CHANGED = _("Nothing is changed.")
NO_LATER_MEETING = _("Minutes are agreed at a later meeting of the group that has begun.")
NOBODY_CHECKS = _("Give people one working day or more.")


@transaction.atomic
def draft_minutes(*, actor: User, meeting: Meeting) -> Minutes:
    """Begin the minutes of a meeting, with a place for what was said in each item.

    :raises Refused: unless ``actor`` is the chair or the secretary and the meeting has ended; when
        they are begun already.
    """
    lock(meeting, "state")
    require(actor, "meetings.draft_minutes", meeting)
    minutes = Minutes.objects.create(meeting=meeting, drafted_by=actor, drafted_at=now())
    items = meeting.agenda.for_everybody().filter(is_break=False)
    MinutesItem.objects.bulk_create(MinutesItem(minutes=minutes, item=item) for item in items)
    emit(MinutesDrafted(**_pointers(minutes)), actor=actor)
    return minutes


@transaction.atomic
def write_minutes(*, actor: User, minutes_item: MinutesItem, body: str, after: int) -> MinutesItem:
    """Write in a draft what was said in an item; what it said before is kept.

    :param after: the version that ``actor`` had in front of them; 0 for none.
    :raises ChangedMeanwhile: when somebody else wrote meanwhile.
    :raises Refused: unless ``actor`` is the chair or the secretary, reads the item, and the
        minutes are a draft; when nothing is changed, or a reader would see nothing of ``body``.
    """
    lock_item(minutes_item)
    require(actor, "meetings.write_minutes", minutes_item)
    put_words(actor, minutes_item, body, after)
    emit(MinutesWritten(**item_pointers(minutes_item)), actor=actor)
    return minutes_item


@transaction.atomic
def publish_minutes(*, actor: User, minutes: Minutes, working_days: int) -> Minutes:
    """Give minutes to everybody who was at the meeting, to check for a number of working days.

    :raises Refused: unless ``actor`` is the chair or the secretary, and they are a draft.
    """
    require(actor, "meetings.publish_minutes", minutes)
    if working_days < 1:
        raise Refused(NOBODY_CHECKS, thing=minutes)
    transition(
        minutes,
        State.PUBLISHED,
        if_changed=LATE,
        published_at=now(),
        checked_for=working_days,
        check_until=working_day_after(today(), working_days),
    )
    emit(MinutesPublished(**_pointers(minutes)), actor=actor)
    return minutes


@transaction.atomic
def agree_minutes(*, actor: User, minutes: Minutes, meeting: Meeting) -> Minutes:
    """Record that ``meeting`` agreed the minutes. From then on nothing changes them.

    :param meeting: a later one of the group, which has begun.
    :raises Refused: unless ``actor`` is the chair and they are published; while a correction waits
        for an answer; for another meeting.
    """
    lock_meeting(minutes.meeting)  # who came is put right before, or too late
    lock(minutes, "state")  # the same of a correction that is being proposed
    require(actor, "meetings.agree_minutes", minutes)
    if not minutes.later_meetings().filter(pk=meeting.pk).exists():
        raise Refused(NO_LATER_MEETING, thing=minutes)
    agreed: dict[str, Any] = {"agreed_at": now(), "agreed_by": actor, "agreed_in": meeting}
    transition(minutes, State.AGREED, if_changed=LATE, **agreed)
    emit(MinutesAgreed(**_pointers(minutes), meeting_id=meeting.pk), actor=actor)
    return minutes


@transaction.atomic
def take_minutes_copy(*, actor: User, minutes: Minutes) -> None:
    """Write down that ``actor`` takes a copy of the minutes, which has their name on each page.

    :raises Refused: unless they may read them; where no PDF can be made.
    """
    require(actor, "meetings.read_minutes", minutes)
    if words := pdf.unavailable():
        raise Refused(words, thing=minutes)
    emit(MinutesCopyTaken(**_pointers(minutes)), actor=actor)


def lock_item(minutes_item: MinutesItem) -> None:
    """Lock the minutes and the item, and read both anew: no agreement comes between."""
    lock(minutes_item.minutes, "state", "check_until")
    lock(minutes_item, "body", "version")


def put_words(
    actor: User, minutes_item: MinutesItem, body: str, after: int, **more: Correction
) -> None:
    """Write down the next version of an item that is locked.

    :raises ChangedMeanwhile: unless ``after`` is the version that stands there.
    """
    if minutes_item.version != after:
        raise ChangedMeanwhile(minutes_item)
    if not text.draws_something(body):
        raise Refused(NOTHING_SEEN, thing=minutes_item)
    if minutes_item.body == body:
        raise Refused(NOTHING_CHANGED, thing=minutes_item)
    minutes_item.body, minutes_item.version = body, after + 1
    minutes_item.save(update_fields=["body", "version"])
    MinutesVersion.objects.create(
        minutes_item=minutes_item,
        number=minutes_item.version,
        body=body,
        written_by=actor,
        written_at=now(),
        **more,
    )


def item_pointers(minutes_item: MinutesItem) -> dict[str, Any]:
    """What every event about an item of minutes carries."""
    item = minutes_item.item
    return {
        **_pointers(minutes_item.minutes),
        "minutes_item_id": minutes_item.pk,
        "space": Space.MEMBERS.value if item.members_only else "",
        "topic_id": item.topic_id,
    }


def _pointers(minutes: Minutes) -> dict[str, Any]:
    return {"group_id": minutes.group_id, "minutes_id": minutes.pk}
