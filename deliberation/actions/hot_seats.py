"""Plan an hour of questions to a guest, change it, cancel it; begin and end it at its times."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import LegalHold, User
from accounts.models.memberships import OWN_PEOPLE, POLICE
from core.clock import now
from core.dates import day_and_time
from core.emit import emit
from core.locks import lock
from core.policy import ChangedMeanwhile, Refused, require
from core.states import transition
from deliberation.events import (
    HotSeatBegan,
    HotSeatCancelled,
    HotSeatChanged,
    HotSeatEnded,
    HotSeatEvent,
    HotSeatPlanned,
)
from deliberation.models import HotSeat, Post, Space, Topic

State = HotSeat.State
LATE = _("Somebody else did this meanwhile.")
NO_GUEST = _("Name the guest, or select somebody who reads the topic.")
CANNOT_ANSWER = _("The guest must be able to write in the shared space of this topic.")
HELD = _("A legal hold covers this topic: nothing in it is removed or changed.")
NOT_OVER = _("The hot seat of this topic is not over. Cancel it first, or wait for its end.")
LEFT_OPEN = _(
    "Questions of the hot seat are open. Say first of each what became of it: answered, to be asked"
    " at the meeting, or not taken."
)


class SeatPlan(TypedDict):
    """Who answers and when, as the fields of a hot seat."""

    guest: User | None
    guest_name: str
    opens_at: datetime
    closes_at: datetime
    answers_by: date


@transaction.atomic
def plan_hot_seat(*, actor: User, topic: Topic, plan: SeatPlan) -> HotSeat:
    """Let a guest answer questions in the shared space, from one moment to another.

    Where one was cancelled, this takes its place.

    :raises Refused: unless ``actor`` organises the group and reads the topic; in a closed topic, or
        one that has a hot seat; for a guest who may not write there; for a time that has passed; in
        place of another under a legal hold.
    """
    lock(topic, "state")
    require(actor, "deliberation.plan_hot_seat", topic)
    _require_guest(plan, topic)
    if plan["opens_at"] <= now():
        raise Refused(_("It must begin later than now."), thing=topic)
    _require_times(plan, topic)
    planned: dict[str, Any] = {"planned_by": actor, "planned_at": now(), **plan}
    seat = HotSeat.objects.filter(topic=topic).first()
    if seat and LegalHold.on(topic):  # what it said before is not kept
        raise Refused(HELD, thing=topic)
    if seat is None:
        seat = HotSeat.objects.create(topic=topic, **planned)
    else:
        transition(seat, State.PLANNED, if_changed=LATE, version=seat.version + 1, **planned)
    _say(HotSeatPlanned, seat, actor)
    return seat


@transaction.atomic
def change_hot_seat(*, actor: User, seat: HotSeat, plan: SeatPlan, after: int) -> HotSeat:
    """Change its guest or its times. Once it has begun it ends no sooner: people rely on it.

    :param after: the version that the writer had in front of them.
    :raises ChangedMeanwhile: when somebody else changed it meanwhile.
    :raises Refused: as :func:`plan_hot_seat`; when it is over or cancelled; under a legal hold,
        since what it said before is not kept; when nothing is changed.
    """
    lock(seat.topic, "state")  # a hold waits, or came first
    lock(seat, "state", "version", *plan)
    require(actor, "deliberation.change_hot_seat", seat)
    if seat.version != after:
        raise ChangedMeanwhile(seat)
    if all(getattr(seat, name) == value for name, value in plan.items()):
        raise Refused(_("Nothing is changed."), thing=seat)
    _require_guest(plan, seat.topic)
    _require_times(plan, seat)
    if seat.is_to_come and plan["opens_at"] <= now():
        raise Refused(_("It must begin later than now."), thing=seat)
    if not seat.is_to_come and plan["opens_at"] != seat.opens_at:
        raise Refused(_("It has begun: that cannot be changed any more."), thing=seat)
    if not seat.is_to_come and plan["closes_at"] < seat.closes_at:
        raise Refused(_("It has begun: it can end later, not sooner."), thing=seat)
    vars(seat).update(version=after + 1)
    for name, value in plan.items():
        setattr(seat, name, value)
    seat.save(update_fields=["version", *plan])
    _say(HotSeatChanged, seat, actor)
    return seat


@transaction.atomic
def cancel_hot_seat(*, actor: User, seat: HotSeat) -> None:
    """Say that it does not take place. Questions that were put stay, as any in the topic."""
    require(actor, "deliberation.cancel_hot_seat", seat)
    transition(seat, State.CANCELLED, if_changed=LATE)
    _say(HotSeatCancelled, seat, actor)


@transaction.atomic
def keep_hot_seat_time(*, actor: None, seat: HotSeat) -> None:
    """Begin or end one whose time has come; nothing happens where that was changed meanwhile.

    :param actor: nobody: an organiser set its times.
    """
    lock(seat, "state", "opens_at", "closes_at")
    if seat.state in HotSeat.AHEAD and seat.closes_at <= now():
        transition(seat, State.ENDED, if_changed=LATE)
        _say(HotSeatEnded, seat, actor)
    elif seat.state == State.PLANNED and seat.opens_at <= now():
        transition(seat, State.RUNNING, if_changed=LATE)
        _say(HotSeatBegan, seat, actor)


def require_time_to_ask(topic: Topic, space: str, label: str) -> None:
    """Refuse a question to a guest whose time is over; part of an action that writes it.

    :raises Refused: with when that was, and what can be written instead.
    """
    if label != Post.Label.QUESTION or space != Space.SHARED:
        return
    seat = HotSeat.objects.filter(topic=topic).first()
    if seat and seat.is_over:
        over = gettext(
            "The hot seat ended on %s: no more questions can be put. You can still post this"
            " without the label “Question”."
        )
        raise Refused(over % day_and_time(seat.closes_at), thing=topic)


def require_no_question_left(topic: Topic) -> None:
    """Refuse to close a topic before its hot seat is over and each question has its fate.

    :raises Refused: with what is to be done first.
    """
    seat = HotSeat.objects.filter(topic=topic).first()
    if seat and seat.is_ahead:
        raise Refused(NOT_OVER, thing=topic)
    if seat and seat.is_over and seat.has_open_questions:
        raise Refused(LEFT_OPEN, thing=topic)


def _require_guest(plan: SeatPlan, topic: Topic) -> None:
    """Refuse one who could not answer, and none at all."""
    guest = plan["guest"]
    if (guest is None) != bool(plan["guest_name"]):
        raise Refused(NO_GUEST, thing=topic)
    writers = topic.readers(Space.SHARED).filter(role__in=OWN_PEOPLE | POLICE)
    if guest and not writers.filter(user=guest).exists():
        raise Refused(CANNOT_ANSWER, thing=topic)


def _require_times(plan: SeatPlan, thing: Topic | HotSeat) -> None:
    if plan["closes_at"] <= plan["opens_at"]:
        raise Refused(_("It must end after it begins."), thing=thing)
    if plan["closes_at"] <= now():
        raise Refused(_("It must end later than now."), thing=thing)
    if plan["answers_by"] < localdate(plan["closes_at"]):
        raise Refused(_("Answers cannot be promised for a day before its end."), thing=thing)


def _say(kind: type[HotSeatEvent], seat: HotSeat, actor: User | None) -> None:
    event = kind(group_id=seat.group_id, topic_id=seat.topic_id, hot_seat_id=seat.pk)
    emit(event, actor=actor)
